import { mapValues } from '../ir/mapValues.ts';
import type { ValueId } from '../ir/moduleIr.ts';
import type { Lowering } from './lowering.ts';

/** What is written in the literal that a table is. */
export interface TableEntries {
  readonly literal: ValueId;
  readonly entries: ReadonlyMap<string, ValueId>;
}

/**
 * The entries of a table whose every content comes from one literal `{ name: function … }`, or is put into it later: a
 * variable that is given the literal and nothing else, or the parameter of a function that is called once, right where
 * it is written. Undefined where anything else may be in it. A list is none: it can be put into another order.
 */
export function tableEntries(low: Lowering, table: ValueId): TableEntries | undefined {
  const literal = sourceOf(low, table);
  if (literal === undefined) return undefined;
  const entries = new Map<string, ValueId>();
  let isLiteral = false;
  for (const step of low.builder.stepsFrom(0)) {
    if (step.is === 'store') {
      if (step.into !== literal || typeof step.key !== 'string' || step.key === '*') continue;
      if (entries.has(step.key)) return undefined;
      entries.set(step.key, step.from);
    } else if (step.to === literal) {
      if (step.is !== 'fresh' || step.what !== 'object' || isLiteral) return undefined;
      isLiteral = true;
    }
  }
  if (!isLiteral) return undefined;
  return { literal, entries };
}

/** The one value that a table gets its contents from. */
function sourceOf(low: Lowering, table: ValueId): ValueId | undefined {
  const { kind, in: owner } = low.builder.made(table);
  const place = kind === 'parameter' ? (low.parametersOf[owner]?.indexOf(table) ?? -1) : -1;
  if (kind !== 'variable' && place < 0) return undefined;
  const made: ValueId[] = [];
  const holders: ValueId[] = [];
  for (const step of low.builder.stepsFrom(0)) {
    if (step.is === 'store') continue;
    if (step.to === table) made.push(step.is === 'copy' ? step.from : -1);
    if (step.is === 'function' && step.function === owner) holders.push(step.to);
  }
  const [only, second] = made;
  if (place < 0) return second === undefined && only !== -1 ? only : undefined;
  const [holder, other] = holders;
  return only === undefined && holder !== undefined && other === undefined ? givenOnce(low, holder, place) : undefined;
}

/** What is given for a parameter where the function is used once in all, to be called. */
function givenOnce(low: Lowering, holder: ValueId, place: number): ValueId | undefined {
  let uses = 0;
  let given: ValueId | undefined;
  const count = (value: ValueId): ValueId => {
    if (value === holder) uses++;
    return value;
  };
  for (const step of low.builder.stepsFrom(0)) {
    mapValues(step, count);
    if (step.is !== 'call' || step.callee !== holder || step.isNew) continue;
    if (step.arguments.slice(0, place + 1).some((one) => one.spread === true)) return undefined;
    given = step.arguments[place]?.value;
  }
  // The step that makes it names it too.
  return uses === 2 ? given : undefined;
}
