import { type Digest, digestOf } from '@portcullis/model';
import { STEP_KIND } from '../../ir/stepKind.ts';
import type { Program } from '../program/linkProgram.ts';
import { type GivenSlice, givenSlice } from './givenSlice.ts';
import type { Region } from './regionOf.ts';
import { stepSaying } from './stepSaying.ts';

/** How a function makes what one of its steps is given. */
export interface Given {
  /** Undefined where too many steps make it. */
  readonly digest: Digest | undefined;
  /** The constants among what it is made of, also those of which the digest says nothing. */
  readonly constants: ReadonlySet<number>;
}

/**
 * The digest is of the steps that make it, in the order in which they are come to from there, so that it is the same wherever
 * they stand; without constants, and without names of the function's own.
 */
export function givenDigest(program: Program, region: Region, from: number): Given {
  const slice = givenSlice(program, region, from);
  if (slice.isCut) return { digest: undefined, constants: new Set() };
  const { words, constants } = said(program, region, slice, from);
  return { digest: digestOf(JSON.stringify(words)), constants: new Set([...constants, ...slice.named]) };
}

interface Said {
  readonly words: readonly (string | number)[];
  readonly constants: ReadonlySet<number>;
}

function said(program: Program, region: Region, slice: GivenSlice, from: number): Said {
  const { kinds, reads, starts, makes } = program;
  const words: (string | number)[] = [];
  const constants = new Set<number>();
  const numbers = new Map<number, number>();
  sayStep(from);
  return { words, constants };

  function sayStep(step: number): void {
    words.push(...stepSaying(program, step));
    if (kinds[step] === STEP_KIND.call) words.push(...marksOf(program, step));
    for (let at = starts[step] as number; at < (starts[step + 1] as number); at++) say(reads[at] as number);
    const result = region.resultOf(step);
    if (result !== undefined) say(result);
    words.push(';');
  }

  function say(given: number): void {
    const value = copiedFrom(given);
    if (region.isConstant(value)) {
      constants.add(value);
      return void words.push('constant');
    }
    const known = numbers.get(value);
    if (known !== undefined) return void words.push(known);
    numbers.set(value, numbers.size);
    words.push(placeOf(program, value, region.has(value)));
    if (!region.has(value)) return;
    for (const step of makersOf(value)) sayStep(step);
    for (const step of fillingsOf(value)) {
      words.push('+');
      sayStep(step);
    }
    words.push('.');
  }

  /** A name for something is not another thing. */
  function copiedFrom(value: number): number {
    const seen = new Set<number>();
    for (let at = value; !seen.has(at);) {
      seen.add(at);
      const [maker, ...others] = region.has(at) && !isGiven(program, at) ? makersOf(at) : [];
      if (maker === undefined || others.length > 0 || kinds[maker] !== STEP_KIND.copy) return at;
      at = reads[starts[maker] as number] as number;
    }
    return value;
  }

  function makersOf(value: number): Int32Array {
    return makes.items.subarray(makes.offsets[value], makes.offsets[value + 1]);
  }

  /** Members of an object in any order are the same object. */
  function fillingsOf(value: number): readonly number[] {
    const nameOf = (step: number): string => stepSaying(program, step).join(' ');
    return [...(slice.fillings.get(value) ?? [])].toSorted((a, b) =>
      nameOf(a) < nameOf(b) ? -1 : nameOf(a) > nameOf(b) ? 1 : a - b,
    );
  }
}

function isGiven(program: Program, value: number): boolean {
  const kind = program.valueIr(value)?.kind;
  return kind === 'parameter' || kind === 'receiver';
}

/** Of arguments their names, and whether they are spread. */
function marksOf(program: Program, step: number): readonly (string | number)[] {
  const call = program.step(step);
  if (call.is !== 'call') return [];
  return [call.isNew ? 1 : 0, ...call.arguments.map(({ name = '', spread = false }) => `${name}${spread ? '*' : ''}`)];
}

/** Where a value comes from that no step of the function makes, in words that stay where its own names are lost. */
function placeOf(program: Program, value: number, isInside: boolean): string {
  const ir = program.valueIr(value);
  if (ir?.kind === 'receiver') return 'this';
  if (ir?.kind === 'parameter') {
    const parameters = program.functions[program.functionOf[value] as number]?.parameters ?? [];
    return `parameter ${parameters.findIndex((one) => one.value === value)}`;
  }
  return isInside ? 'value' : `outside ${nameOf(program, value)}`;
}

/** What stands outside has a name that others know it by, where there are names; bundlers number them. */
function nameOf(program: Program, value: number): string {
  const name = (program.valueIr(value)?.name ?? '').replace(/[$_]\d+$/u, '');
  return name.length > 2 ? name : '';
}
