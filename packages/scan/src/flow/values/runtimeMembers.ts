import type { MemberNames } from '../program/memberNames.ts';
import type { Program } from '../program/linkProgram.ts';
import { STEP_KIND } from '../../ir/stepKind.ts';
import { LIST_MEMBERS, OWN_MEMBERS } from './knownCalls.ts';

/** Whose own members the runtime keeps under a name, whatever the package stores under names that nobody can read. */
export const OF_NOTHING = 0;
export const OF_LISTS = 1;
export const OF_ANY = 2;

/** Says of a member's name, by its number, whose own the runtime's member of that name is. */
export function createRuntimeMembers(names: MemberNames): (name: number) => number {
  const known: number[] = [];
  return (name) => {
    let whose = known[name];
    if (whose === undefined) {
      const text = names.textOf(name);
      whose = OWN_MEMBERS.has(text) ? OF_ANY : LIST_MEMBERS.has(text) ? OF_LISTS : OF_NOTHING;
      while (known.length < name) known.push(undefined as never);
      known[name] = whose;
    }
    return whose;
  };
}

/** 1 for each value that a list written out in place is first held by. */
export function createListMarks(program: Program): Uint8Array {
  const { kinds, gives, makes } = program;
  const marks = new Uint8Array(program.valueCount);
  for (let module = 0; module < program.modules.length; module++) {
    const { table, firstStep } = program.written(module);
    for (let at = 0; at < table.length; at++) {
      const index = firstStep + at;
      if (kinds[index] !== STEP_KIND.fresh || table.isObjectAt(at)) continue;
      const to = gives[index] as number;
      if (makes.items[makes.offsets[to] as number] === index) marks[to] = 1;
    }
  }
  return marks;
}
