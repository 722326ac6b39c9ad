import { STEP_KIND } from '../ir/stepKind.ts';
import type { ValueId } from '../ir/moduleIr.ts';
import { IN_PLACE } from '../ir/stepTable.ts';
import type { Lowering } from './lowering.ts';
import { usesOf } from './usesOf.ts';

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
  const { length, kinds, gives, reads, starts, names, texts } = low.table;
  for (let index = 0; index < length; index++) {
    if (kinds[index] === STEP_KIND.store) {
      const start = starts[index] as number;
      const name = names[index] as number;
      if (reads[start] !== literal || name < 0) continue;
      const key = texts[name] as string;
      if (key === '*') continue;
      if (entries.has(key)) return undefined;
      entries.set(key, reads[start + 1] as number);
    } else if (gives[index] === literal) {
      const isObject = kinds[index] === STEP_KIND.fresh && low.table.isObjectAt(index);
      if (!isObject || isLiteral) return undefined;
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
  const { table: steps } = low.builder;
  const { length, kinds, gives, reads, starts } = steps;
  for (let index = 0; index < length; index++) {
    const to = gives[index] as number;
    if (to === table) made.push(kinds[index] === STEP_KIND.copy ? (reads[starts[index] as number] as number) : -1);
    if (kinds[index] === STEP_KIND.function && steps.functionAt(index) === owner) holders.push(to);
  }
  const [only, second] = made;
  if (place < 0) return second === undefined && only !== -1 ? only : undefined;
  const [holder, other] = holders;
  return only === undefined && holder !== undefined && other === undefined ? givenOnce(low, holder, place) : undefined;
}

/** What is given for a parameter where the function is used once in all, to be called. */
function givenOnce(low: Lowering, holder: ValueId, place: number): ValueId | undefined {
  // The step that makes it names it too.
  if (usesOf(low.table, holder, 3) !== 2) return undefined;
  const { table } = low.builder;
  const { length, kinds, reads, starts } = table;
  for (let index = 0; index < length; index++) {
    if (kinds[index] !== STEP_KIND.call || reads[starts[index] as number] !== holder) continue;
    const step = table.moved(index, IN_PLACE);
    if (step.is !== 'call' || step.isNew) continue;
    if (step.arguments.slice(0, place + 1).some((one) => one.spread === true)) return undefined;
    return step.arguments[place]?.value;
  }
  return undefined;
}
