import type { CallIr } from '../../ir/moduleIr.ts';
import { FUNCTION } from './denotations.ts';
import { ofKind } from './readValues.ts';
import type { ValueSets } from './valueSets.ts';

/** Functions of the package that a call is given as arguments. */
export function functionsGiven(sets: ValueSets, call: CallIr): number[] {
  return call.arguments.flatMap((argument) => ofKind(sets, argument.value, FUNCTION));
}
