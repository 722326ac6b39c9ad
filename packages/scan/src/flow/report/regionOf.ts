import { STEP_KIND } from '../../ir/stepKind.ts';
import { USE_ROLE } from '../../ir/useRole.ts';
import type { Program } from '../program/linkProgram.ts';

/** A function with all that are written in it, and what is asked of the values there. */
export interface Region {
  has(value: number): boolean;
  /** It is nothing but one of some constants. Also asked of values outside. */
  isConstant(value: number): boolean;
  /** An object of the region's own: a literal, or what a call gives. */
  isMade(value: number): boolean;
  isReceiver(value: number): boolean;
  isParameter(value: number): boolean;
  isVariable(value: number): boolean;
  /** Values that may be the same object: copies of it, and the same member of the same object read again. */
  sameAs(value: number): readonly number[];
  /** These, and what is read out of them. */
  partsOf(value: number): readonly number[];
  /** What a function gives that is made by a step there. */
  resultOf(step: number): number | undefined;
  /** Whether so much was looked at for these answers that no more is: what was answered last may lack something. */
  isTooLarge(): boolean;
}

const MOST_COPIES = 8;
/** So many members are read one of another, and told to be the same again. */
const DEEPEST = 12;
/** So many things that are read out of one object are looked at; of more, none is left out unseen. */
const MOST_PARTS = 1000;
/** Uses of values that are looked at for all answers: many times what any function is asked for that somebody wrote. */
const MOST_LOOKED = 4_000_000;

export function regionOf(program: Program, root: number): Region {
  const { functions, functionOf, makes, uses, kinds, reads, starts, gives, names } = program;
  const inside = new Map<number, boolean>([[root, true]]);
  const same = new Map<number, readonly number[]>();
  const parts = new Map<number, readonly number[]>();
  const constant = new Map<number, boolean>();
  let looked = 0;
  return {
    has,
    isConstant: (value) => isConstant(value, 0),
    isMade,
    isReceiver: (value) => program.valueIr(value)?.kind === 'receiver',
    isParameter: (value) => program.valueIr(value)?.kind === 'parameter',
    isVariable: (value) => program.valueIr(value)?.kind === 'variable',
    sameAs: (value) => sameAs(value, 0),
    partsOf,
    resultOf,
    isTooLarge,
  };

  function has(value: number): boolean {
    const index = functionOf[value] as number;
    let is = inside.get(index);
    for (let at = functions[index]?.within; is === undefined && at !== undefined; at = functions[at]?.within)
      is = inside.get(at);
    inside.set(index, (is ??= false));
    return is;
  }
  function isTooLarge(): boolean {
    return looked > MOST_LOOKED;
  }
  function makersOf(value: number): Int32Array {
    return makes.items.subarray(makes.offsets[value], makes.offsets[value + 1]);
  }
  function usesOf(value: number): number {
    return 1 + (uses.offsets[value + 1] as number) - (uses.offsets[value] as number);
  }
  function isConstant(value: number, copies: number): boolean {
    const known = constant.get(value);
    if (known !== undefined) return known;
    // What is copied in a circle is none.
    constant.set(value, false);
    const kind = program.valueIr(value)?.kind;
    const makers = makersOf(value);
    let is = kind !== undefined && kind !== 'parameter' && kind !== 'receiver';
    // What no step makes says nothing: `null`, a pattern.
    if (makers.length === 0) is &&= kind === 'expression';
    for (const step of makers) {
      if (!is) break;
      is =
        kinds[step] === STEP_KIND.constant ||
        (kinds[step] === STEP_KIND.copy &&
          copies < MOST_COPIES &&
          isConstant(reads[starts[step] as number] as number, copies + 1));
    }
    constant.set(value, is);
    return is;
  }
  function isMade(value: number): boolean {
    return makersOf(value).some((step) => kinds[step] === STEP_KIND.fresh || kinds[step] === STEP_KIND.call);
  }
  function sameAs(value: number, depth: number): readonly number[] {
    const known = same.get(value);
    if (known !== undefined) return known;
    same.set(value, [value]);
    const found = new Set([value, ...(depth < DEEPEST ? readAgain(value, depth + 1) : [])]);
    for (const one of found) {
      if (isTooLarge()) break;
      looked += usesOf(one);
      for (let at = uses.offsets[one] as number; at < (uses.offsets[one + 1] as number); at++) {
        const step = uses.items[at] as number;
        if (kinds[step] === STEP_KIND.copy && has(gives[step] as number)) found.add(gives[step] as number);
      }
    }
    const all = [...found];
    same.set(value, all);
    return all;
  }
  function readAgain(value: number, depth: number): number[] {
    const [maker, ...others] = makersOf(value);
    if (maker === undefined || others.length > 0 || kinds[maker] !== STEP_KIND.load) return [];
    const name = names[maker] as number;
    const base = reads[starts[maker] as number] as number;
    if (name < 0) return [];
    return (has(base) ? sameAs(base, depth) : [base]).flatMap((one) => {
      const again: number[] = [];
      if (isTooLarge()) return again;
      looked += usesOf(one);
      for (let at = uses.offsets[one] as number; at < (uses.offsets[one + 1] as number); at++) {
        const step = uses.items[at] as number;
        if (uses.roles[at] === USE_ROLE.readFrom && names[step] === name && has(gives[step] as number))
          again.push(gives[step] as number);
      }
      return again;
    });
  }
  function partsOf(value: number): readonly number[] {
    let known = parts.get(value);
    if (known === undefined) parts.set(value, (known = [...readOutOf(value)]));
    return known;
  }
  function readOutOf(value: number): ReadonlySet<number> {
    const found = new Set(sameAs(value, 0));
    for (const one of found) {
      if (found.size > MOST_PARTS) looked = Infinity;
      if (isTooLarge()) break;
      looked += usesOf(one);
      for (let at = uses.offsets[one] as number; at < (uses.offsets[one + 1] as number); at++) {
        const part = gives[uses.items[at] as number] as number;
        if (uses.roles[at] === USE_ROLE.readFrom && has(part)) for (const same of sameAs(part, 0)) found.add(same);
      }
    }
    return found;
  }
  function resultOf(step: number): number | undefined {
    if (kinds[step] !== STEP_KIND.function) return undefined;
    const made = program.step(step);
    const result = made.is === 'function' ? functions[made.function]?.result : undefined;
    return result !== undefined && has(result) ? result : undefined;
  }
}
