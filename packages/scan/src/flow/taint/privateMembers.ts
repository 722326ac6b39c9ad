import { CLASS, indexOf, kindOf } from '../values/denotations.ts';
import type { Program } from '../program/linkProgram.ts';
import type { Values } from '../values/values.ts';

/**
 * Whether a value can hold something under a private name (ECMAScript, `#name`): the object of a method holds what its class,
 * one of the bases, or a class below declares. Calls that may mean methods of several classes hand each the objects of
 * all; by their private members they are told apart again.
 */
export function createPrivateMembers({
  program,
  sets,
  denotations,
}: Values): (value: number, name: string | undefined) => boolean {
  const { classes } = program;
  const classOf = new Map<number, number>();
  for (const [index, { instance }] of classes.entries()) classOf.set(instance, index);
  const classOfReceiver = new Map(classOf);
  for (const { receiver, instance } of program.functions) {
    const index = instance === undefined ? undefined : classOf.get(instance);
    if (receiver !== undefined && index !== undefined) classOfReceiver.set(receiver, index);
  }
  let declaring: ReadonlyMap<string, ReadonlySet<number>> | undefined;
  const lines: (ReadonlySet<number> | undefined)[] = [];
  const known = new Map<string, boolean>();

  /** A class and all that it is made of. */
  function lineOf(index: number): ReadonlySet<number> {
    const made = lines[index];
    if (made !== undefined) return made;
    const line = new Set([index]);
    for (const one of line)
      for (const base of classes[one]?.bases ?? [])
        for (const denotation of sets.of(base)) if (kindOf(denotation) === CLASS) line.add(indexOf(denotation));
    lines[index] = line;
    return line;
  }
  /** A base that is no class of the package may give any object, which then has the private members. */
  function mayBeOnAnything(index: number): boolean {
    return [...lineOf(index)].some((one) =>
      classes[one]?.bases.some((base) => {
        const stands = sets.of(base);
        return stands.length === 0 || stands.some((denotation) => kindOf(denotation) !== CLASS);
      }),
    );
  }
  function canHold(index: number, name: string): boolean {
    const declared = (declaring ??= classesByPrivateName(program, classOf)).get(name);
    // Text that looks like such a name is a member that anybody may have.
    if (declared === undefined || declared.has(UNKNOWN) || denotations.hasConstant(name)) return true;
    const line = lineOf(index);
    for (const one of declared) if (line.has(one) || lineOf(one).has(index) || mayBeOnAnything(one)) return true;
    return false;
  }
  return (value, name) => {
    if (name?.startsWith('#') !== true) return true;
    const index = classOfReceiver.get(value);
    if (index === undefined) return true;
    const key = `${index} ${name}`;
    let found = known.get(key);
    if (found === undefined) known.set(key, (found = canHold(index, name)));
    return found;
  };
}

const UNKNOWN = -1;

/**
 * The classes whose methods read or write each private name: outside of its class nobody can. A class inside another may
 * mean a name of that one, which declares it and need not touch it itself.
 */
function classesByPrivateName(program: Program, classOf: ReadonlyMap<number, number>): Map<string, Set<number>> {
  const { names, gives, reads, starts, functionOf, functions, memberNames } = program;
  const found = new Map<string, Set<number>>();
  const around = new Map<number, readonly number[]>();
  for (let step = 0; step < program.stepCount; step++) {
    const number = names[step] as number;
    const name = number < 0 ? '' : memberNames.textOf(number);
    if (!name.startsWith('#')) continue;
    const to = gives[step] as number;
    let at: number | undefined = functionOf[to < 0 ? (reads[starts[step] as number] as number) : to];
    while (at !== undefined && functions[at]?.instance === undefined) at = functions[at]?.within;
    const instance = at === undefined ? undefined : functions[at]?.instance;
    const index = instance === undefined ? UNKNOWN : (classOf.get(instance) ?? UNKNOWN);
    const held = found.get(name) ?? new Set();
    found.set(name, held);
    if (held.has(index)) continue;
    let written = around.get(index);
    if (written === undefined) around.set(index, (written = withAround(program, index)));
    for (const one of written) held.add(one);
  }
  return found;
}

/** A class and those that it is written in. */
function withAround({ classes }: Program, index: number): readonly number[] {
  const inner = classes[index];
  if (inner === undefined) return [index];
  const { module, span } = inner;
  return [...classes.keys()].filter((one) => {
    const { module: where, span: outer } = classes[one] as (typeof classes)[number];
    return where === module && outer.start <= span.start && outer.end >= span.end;
  });
}
