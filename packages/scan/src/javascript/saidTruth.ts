import type { Expression } from 'oxc-parser';
import type { ValueId } from '../ir/moduleIr.ts';
import { SWITCHES } from '../ir/switches.ts';
import type { Lowering } from './lowering.ts';

/**
 * What is stored under a name, where it is a truth value that is written there: for a switch a number, and for a name that is
 * computed where it is `false`. `name` is empty for what is computed, `from` what the node was lowered to.
 */
export function saidTruth(low: Lowering, name: string, node: Expression, from: ValueId): ValueId {
  if (from !== low.nothing) return from;
  const truth = truthOf(node);
  const isSaid = name === '' ? truth === false : truth !== undefined && SWITCHES.has(name);
  return isSaid ? low.constant(node, truth === true ? 1 : 0) : from;
}

function truthOf(node: Expression): boolean | undefined {
  if (node.type === 'Literal') return typeof node.value === 'boolean' ? node.value : undefined;
  if (node.type !== 'UnaryExpression' || node.operator !== '!') return undefined;
  const inner = truthOf(node.argument);
  return inner === undefined ? undefined : !inner;
}
