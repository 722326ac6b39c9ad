import { USE_ROLE } from '../../ir/useRole.ts';
import { API, CLASS, CONSTANT, FAMILY, FUNCTION, OBJECT } from './denotations.ts';

const holders = bits(OBJECT, FAMILY, FUNCTION, CLASS);

/**
 * By role: the kinds of denotations, as bits, that say something to the step when a value that it reads gets one. Most
 * changes say nothing to most steps, which then are not even looked at.
 */
export const REACTS_TO: Uint8Array = reactions({
  plain: 0,
  joined: bits(CONSTANT),
  computed: bits(API),
  readFrom: holders | bits(API, CONSTANT),
  key: bits(CONSTANT),
  storedInto: holders,
  stored: bits(FUNCTION),
  storedAsPrototype: bits(FUNCTION, OBJECT),
  specifier: bits(CONSTANT),
  // Any: the order in which calls are looked at decides what is kept where a set is full.
  callee: 255,
  receiver: holders | bits(API, CONSTANT),
  argument: holders | bits(API, CONSTANT),
});

function bits(...kinds: readonly number[]): number {
  return kinds.reduce((all, kind) => all | (1 << kind), 0);
}
function reactions(byRole: Readonly<Record<keyof typeof USE_ROLE, number>>): Uint8Array {
  const found = new Uint8Array(Object.keys(USE_ROLE).length);
  for (const role of Object.keys(USE_ROLE) as (keyof typeof USE_ROLE)[]) found[USE_ROLE[role]] = byRole[role];
  return found;
}
