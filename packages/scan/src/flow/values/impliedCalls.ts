import type { CallIr, ValueId } from '../../ir/moduleIr.ts';
import { STEP_KIND } from '../../ir/stepKind.ts';
import { USE_ROLE } from '../../ir/useRole.ts';
import type { CallLink } from './callLink.ts';
import { API, FAMILY, FUNCTION, indexOf, kindOf, OBJECT } from './denotations.ts';
import type { ImportParts } from './importParts.ts';
import { familyHolder } from './members.ts';
import { ofKind } from './readValues.ts';
import type { ValuesSoFar } from './values.ts';

interface Around {
  readonly values: ValuesSoFar;
  readonly parts: ImportParts;
  readonly callersOf: ReadonlyMap<number, readonly number[]>;
  /** The call that a step is, or is made to be. */
  impliedAt(step: number): CallIr;
  link(call: CallIr, step: number, made: CallLink): boolean;
}

/** What writes an object out calls on it, in JavaScript. */
const AS_TEXT: readonly string[] = ['Symbol.toPrimitive', 'toString', 'valueOf'];
const AS_JSON: readonly string[] = ['toJSON'];
const AS_NUMBER: readonly string[] = ['Symbol.toPrimitive', 'valueOf'];
const WRITES: ReadonlyMap<string, readonly string[]> = new Map([
  ['global:JSON.stringify', AS_JSON],
  ['global:String', AS_TEXT],
]);
/** How deep what is written out is looked through for objects, and at how many of their members. */
const DEEPEST = 3;
const MOST_MEMBERS = 40;
/** Of more functions nobody says which is meant where the object comes from outside. */
const MOST_GUESSES = 2;

/**
 * Methods that the runtime calls where an object is written out: as JSON, in a string, in a computation. What only who uses the
 * package gives may be any of its objects that has such a method, where few do.
 */
export function impliedCalls({ values, parts, callersOf, impliedAt, link }: Around): void {
  const { program, sets } = values;
  const { kinds, reads, starts, memberNames } = program;
  const methods = methodsByName();
  if (methods.size === 0) return;
  const isKnown = (name: string): boolean => methods.has(name);
  const asText = AS_TEXT.filter(isKnown);
  const asNumber = AS_NUMBER.filter(isKnown);
  const writing = new Map<number, readonly string[] | undefined>();
  const known = new Map<number, Map<string, readonly number[]>>();
  for (let step = 0; step < program.stepCount; step++) {
    const kind = kinds[step];
    if (kind === STEP_KIND.join) written(step, asText, 0);
    else if (kind === STEP_KIND.compute) written(step, asNumber, 0);
    else if (kind === STEP_KIND.call) {
      const callee = reads[starts[step] as number] as ValueId;
      for (let place = 0; place < sets.sizeOf(callee); place++) {
        const names = writtenBy(sets.at(callee, place));
        if (names !== undefined) written(step, names.filter(isKnown), names === AS_JSON ? DEEPEST : 0);
      }
    }
  }

  /** Many calls are of the same API, and nearly all of none that writes anything. */
  function writtenBy(denotation: number): readonly string[] | undefined {
    if (kindOf(denotation) !== API) return undefined;
    const api = indexOf(denotation);
    if (!writing.has(api)) writing.set(api, WRITES.get(values.denotations.apis.text(api)));
    return writing.get(api);
  }
  function methodsOf(holder: number, name: string): readonly number[] {
    let ofHolder = known.get(holder);
    if (ofHolder === undefined) known.set(holder, (ofHolder = new Map()));
    let found = ofHolder.get(name);
    if (found === undefined) ofHolder.set(name, (found = ofKind(sets, sets.cell(holder, name), FUNCTION)));
    return found;
  }
  function written(step: number, names: readonly string[], depth: number): void {
    if (names.length === 0 || program.modules[program.moduleOfStep(step)]?.language === 'python') return;
    const isCall = kinds[step] === STEP_KIND.call;
    const start = starts[step] as number;
    const end = starts[step + 1] as number;
    for (let at = start; at < end; at++) {
      const value = reads[at] as number;
      if ((isCall && program.roles[at] !== USE_ROLE.argument) || !isOfInterest(value)) continue;
      const found = { functions: new Set<number>(), isOpen: false, left: MOST_MEMBERS };
      look(value, names, depth, found);
      for (const index of found.functions)
        link(impliedAt(step), step, { function: index, how: 'implied', isGuess: false });
      if (found.isOpen) guess(step, names);
    }
  }
  /** Nearly all of what is written out is text, or comes from where nothing is known of it. */
  function isOfInterest(value: ValueId): boolean {
    const size = sets.sizeOf(value);
    if (size === 0) return isGivenFromOutside(value);
    for (let place = 0; place < size; place++) if (holderOf(sets.at(value, place)) !== undefined) return true;
    return false;
  }
  function look(node: number, names: readonly string[], depth: number, found: Found): void {
    if (found.left-- <= 0) return;
    if (node < program.valueCount && sets.sizeOf(node) === 0) found.isOpen ||= isGivenFromOutside(node);
    for (const denotation of sets.of(node)) {
      const holder = holderOf(denotation);
      if (holder === undefined) continue;
      for (const name of names) for (const one of methodsOf(holder, name)) found.functions.add(one);
      if (depth === 0) continue;
      for (const cell of sets.nodesOf(holder)) {
        look(cell, names, depth - 1, found);
        if (sets.sizeOf(cell) === 0)
          for (const source of sets.sourcesOf(cell)) if (source < program.valueCount) look(source, names, 0, found);
      }
    }
  }
  function holderOf(denotation: number): number | undefined {
    if (kindOf(denotation) === OBJECT) return indexOf(denotation);
    return kindOf(denotation) === FAMILY ? familyHolder(indexOf(denotation)) : undefined;
  }
  /** A parameter of a function that nobody in the package calls. */
  function isGivenFromOutside(value: ValueId): boolean {
    const index = program.functionOf[value] as number;
    return !callersOf.has(index) && program.functions[index]?.parameters.some((one) => one.value === value) === true;
  }
  function guess(step: number, names: readonly string[]): void {
    const module = program.moduleOfStep(step);
    for (const name of names) {
      const joined = (methods.get(name) ?? []).filter((one) =>
        parts.areJoined(program.functions[one]?.module ?? -1, module),
      );
      if (joined.length > MOST_GUESSES) continue;
      for (const index of joined) link(impliedAt(step), step, { function: index, how: 'implied', isGuess: true });
    }
  }
  /** Functions of the package's own classes and objects that have such a name. */
  function methodsByName(): ReadonlyMap<string, readonly number[]> {
    const found = new Map<string, number[]>();
    const names = new Map([...AS_TEXT, ...AS_JSON].map((name) => [memberNames.idOf(name), name] as const));
    const add = (name: string, index: number): void => {
      const held = found.get(name);
      if (held === undefined) found.set(name, [index]);
      else if (!held.includes(index)) held.push(index);
    };
    for (const { members } of program.classes)
      for (const one of members) if (names.has(memberNames.idOf(one.name))) add(one.name, one.function);
    for (const index of program.stores) {
      const name = names.get(program.names[index] as number);
      if (name === undefined) continue;
      for (const one of ofKind(sets, reads[(starts[index] as number) + 1] as number, FUNCTION)) add(name, one);
    }
    return found;
  }
}

interface Found {
  readonly functions: Set<number>;
  /** Whether something may be any object. */
  isOpen: boolean;
  left: number;
}
