import type { CallIr, ValueId } from '../../ir/moduleIr.ts';
import { STEP_KIND } from '../../ir/stepKind.ts';
import { USE_ROLE } from '../../ir/useRole.ts';
import type { CallLink } from './callLink.ts';
import { FAMILY, FUNCTION, indexOf, kindOf, OBJECT } from './denotations.ts';
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
  const isCalled = new Set(callersOf.keys());
  const parameterOf = new Map(
    program.functions.flatMap(({ parameters }, index) => parameters.map(({ value }) => [value, index] as const)),
  );
  for (let step = 0; step < program.stepCount; step++) {
    const kind = kinds[step];
    if (kind === STEP_KIND.join) written(step, AS_TEXT, 0);
    else if (kind === STEP_KIND.compute) written(step, AS_NUMBER, 0);
    else if (kind === STEP_KIND.call) {
      for (const api of values.apisOf(reads[starts[step] as number] as number)) {
        const names = WRITES.get(values.denotations.apis.text(api));
        if (names !== undefined) written(step, names, names === AS_JSON ? DEEPEST : 0);
      }
    }
  }

  function written(step: number, all: readonly string[], depth: number): void {
    const names = all.filter((name) => methods.has(name));
    if (names.length === 0 || program.modules[program.moduleOfStep(step)]?.language === 'python') return;
    const isCall = kinds[step] === STEP_KIND.call;
    const start = starts[step] as number;
    const end = starts[step + 1] as number;
    for (let at = start; at < end; at++) {
      const value = reads[at] as number;
      if (isCall && program.roles[at] !== USE_ROLE.argument) continue;
      const found = { functions: new Set<number>(), isOpen: false, left: MOST_MEMBERS };
      look(value, names, depth, found);
      for (const index of found.functions)
        link(impliedAt(step), step, { function: index, how: 'implied', isGuess: false });
      if (found.isOpen) guess(step, names);
    }
  }
  function look(node: number, names: readonly string[], depth: number, found: Found): void {
    if (found.left-- <= 0) return;
    if (node < program.valueCount && sets.sizeOf(node) === 0) found.isOpen ||= isGivenFromOutside(node);
    for (const denotation of sets.of(node)) {
      const holder = holderOf(denotation);
      if (holder === undefined) continue;
      for (const name of names)
        for (const one of ofKind(sets, sets.cell(holder, name), FUNCTION)) found.functions.add(one);
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
    const index = parameterOf.get(value);
    return index !== undefined && !isCalled.has(index);
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
