import type { Program } from '../program/linkProgram.ts';
import { type Denotation, FAMILY, FUNCTION, indexOf, kindOf, OBJECT } from './denotations.ts';
import { familyHolder } from './members.ts';
import { ofKind } from './readValues.ts';
import type { ValueSets } from './valueSets.ts';

const CALL = '__call__';

/** Gives the functions that calling an object runs: in Python its class's `__call__`, as far as it is known by now. */
export function createCalledObjects(program: Program, sets: ValueSets): (denotation: Denotation) => readonly number[] {
  const isAny = program.classes.some(({ members }) => members.some(({ name }) => name === CALL));
  const instances = new Set(program.classes.map(({ instance }) => instance));
  return (denotation) => {
    if (!isAny) return [];
    const index = indexOf(denotation);
    if (kindOf(denotation) === FAMILY) return ofKind(sets, sets.cell(familyHolder(index), CALL), FUNCTION);
    if (kindOf(denotation) !== OBJECT || !instances.has(index)) return [];
    return ofKind(sets, sets.cell(index, CALL), FUNCTION);
  };
}
