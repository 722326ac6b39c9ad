import { STEP_KIND } from '../ir/stepKind.ts';
import { mapValues } from '../ir/mapValues.ts';
import type { StepIr, ValueId } from '../ir/moduleIr.ts';
import { IN_PLACE } from '../ir/stepTable.ts';
import { spanOf, type Frame, type Located, type Lowering } from './lowering.ts';
import { simplerSteps } from './simplerSteps.ts';
import { tableEntries } from './tableEntries.ts';
import { usesOf } from './usesOf.ts';

/** A function of one parameter that calls, of a table of functions, the one that its parameter names. */
interface Dispatcher {
  readonly frame: Frame;
  /** Index of the function around it. */
  readonly outer: number;
  readonly node: Located;
  readonly table: ValueId;
  readonly steps: readonly StepIr[];
  /** Number of the first of these in the file. */
  readonly since: number;
}

/** A longer function is left as it is. */
const MOST_STEPS = 120;
/** Steps that are made, and steps that are looked at, in all: beyond that the file is read in part. */
const MOST_COPIES = 300_000;
const MOST_LOOKS = 30_000_000;

const TOO_MANY = 'there are too many bundled modules to tell them apart';

/**
 * A bundler puts the modules of a program into one file as a table of functions, and writes a function that runs the one
 * it is asked for: `function require(id) { …; table[id].call(module.exports, module, module.exports, require); return
 * module.exports; }`. Read as one function it would give every module to whoever asks for any.
 *
 * So it is read once for each name in the table, its parameter being that name, and a call with a constant is a call of
 * that one (`FunctionIr.cases`). For a name that nobody can read it gives all of these, and whatever else comes into the
 * table. Nothing is believed of what the function does otherwise: what it says is said again for each name.
 */
export class BundledModules {
  private readonly found: Dispatcher[] = [];
  /** The table that a function being lowered calls from. */
  private readonly tableOf = new Map<Frame, ValueId>();

  /** `table[key](…)` or `table[key].call(…)` is called in the function being lowered. */
  called(low: Lowering, table: ValueId, key: ValueId): void {
    const { frame } = low;
    if (isOnlyParameter(frame, key)) this.tableOf.set(frame, table);
  }

  /** A function inside `outer` was lowered; `since` is the number of its first step. */
  closed(low: Lowering, frame: Frame, outer: Frame, node: Located, since: number): void {
    const table = this.tableOf.get(frame);
    const { length, kinds, gives } = low.table;
    if (table === undefined || length - since > MOST_STEPS) return;
    if (frame.receiver >= 0 || frame.arguments >= 0) return;
    const [parameter] = frame.parameters;
    const steps: StepIr[] = [];
    for (let at = since; at < length; at++) {
      // What else is assigned to the parameter, and what a function in it captures, is not the name that was asked for.
      if (kinds[at] === STEP_KIND.function || gives[at] === parameter) return;
      steps.push(low.table.moved(at, IN_PLACE));
    }
    this.found.push({ frame, outer: outer.index, node, table, steps, since });
  }

  /** Once the file is read. */
  finish(low: Lowering): void {
    let copies = 0;
    let looks = 0;
    for (const dispatcher of this.found) {
      looks += low.table.length;
      if (looks > MOST_LOOKS) return low.unread(dispatcher.node, TOO_MANY);
      const found = tableEntries(low, dispatcher.table);
      if (found === undefined || found.entries.size < 2) continue;
      copies += found.entries.size * dispatcher.steps.length;
      if (copies > MOST_COPIES) return low.unread(dispatcher.node, TOO_MANY);
      low.prototypes.release(found.literal);
      specialise(low, dispatcher, found.literal, found.entries);
    }
  }
}

function specialise(
  low: Lowering,
  { frame, outer, node, table, steps, since }: Dispatcher,
  literal: ValueId,
  entries: ReadonlyMap<string, ValueId>,
): void {
  const { builder } = low;
  const parameter = frame.parameters[0] as ValueId;
  const rest = separateEntries(low, literal, entries);
  const cases = new Map<string, number>();
  const caches = privateObjects(low, steps, since, parameter);
  const simpler = simplerSteps(steps, {
    isOwn: (value) => builder.made(value).in === frame.index && value !== parameter,
    isPrivate: (value) => caches.has(value),
  });
  for (const [name, entry] of entries) {
    const moved = copyOf(low, frame.index, outer);
    for (const step of simpler.steps) {
      const made = mapValues(step, moved.valueOf);
      if (!moved.isAny()) continue;
      if (made.is === 'load' && readsTable(step, table, parameter)) {
        builder.step({ ...made, from: rest, key: name });
        low.copy(entry, made.to);
      } else if ((made.is === 'load' || made.is === 'store') && isNamed(step, parameter)) {
        builder.step({ ...made, key: name });
      } else builder.step(made);
    }
    builder.step({ is: 'constant', to: moved.valueOf(parameter), value: name });
    const module = moved.valueOf(simpler.valueOf(frame.result));
    const index = builder.openFunction();
    const result = low.valueIn(index, 'result', node);
    low.copy(module, result);
    low.copy(module, frame.result);
    builder.closeFunction(index, { name: '', span: spanOf(node), parameters: [], result, within: outer });
    cases.set(name, index);
    moved.each(builder.namespace);
  }
  for (const [at, step] of steps.entries())
    if (readsTable(step, table, parameter)) builder.table.rereads(since + at, rest);
  builder.casesOf(frame.index, cases);
}

/**
 * Makes of a literal two objects that everybody who has it has both of: one with its entries, and the one that is given,
 * with what else comes into it later.
 */
function separateEntries(low: Lowering, literal: ValueId, entries: ReadonlyMap<string, ValueId>): ValueId {
  const { builder } = low;
  const { in: owner, span } = builder.made(literal);
  const [written, rest] = [low.valueIn(owner, 'expression', span), low.valueIn(owner, 'expression', span)];
  const { table } = builder;
  const { length, kinds, gives, reads, starts, names, texts } = table;
  for (let at = 0; at < length; at++) {
    if (kinds[at] === STEP_KIND.fresh && gives[at] === literal) table.regives(at, written);
    else if (kinds[at] === STEP_KIND.store && reads[starts[at] as number] === literal) {
      const name = names[at] as number;
      if (name >= 0 && entries.has(texts[name] as string)) table.rereads(at, written);
    }
  }
  builder.step({ is: 'fresh', to: rest, what: 'object' });
  low.copy(written, literal);
  low.copy(rest, literal);
  return rest;
}

/** Values of a function made anew in the one around it, where they are there once, as a module is. */
function copyOf(
  low: Lowering,
  index: number,
  outer: number,
): {
  valueOf(value: ValueId): ValueId;
  /** Whether it gave any since it was asked. */
  isAny(): boolean;
  each(say: (value: ValueId) => void): void;
} {
  const made = new Map<ValueId, ValueId>();
  let isAny = false;
  return {
    valueOf(value) {
      const known = made.get(value);
      if (known === undefined && low.builder.made(value).in !== index) return value;
      isAny = true;
      if (known !== undefined) return known;
      const { span, kind, name } = low.builder.made(value);
      const to = low.valueIn(
        outer,
        kind === 'variable' ? kind : 'expression',
        span,
        kind === 'variable' ? name : undefined,
      );
      made.set(value, to);
      return to;
    },
    isAny() {
      const was = isAny;
      isAny = false;
      return was;
    },
    each: (say) => made.forEach(say),
  };
}

/**
 * Objects that only these steps use, only to keep something under the name that the parameter is: caches. `since` is the
 * number of the first of these steps.
 */
function privateObjects(
  low: Lowering,
  steps: readonly StepIr[],
  since: number,
  parameter: ValueId,
): ReadonlySet<ValueId> {
  const found = new Set<ValueId>();
  for (const step of steps) if (step.is === 'store' && isNamed(step, parameter)) found.add(step.into);
  if (found.size === 0) return found;
  const filledBy = new Map<ValueId, ValueId>();
  const { table } = low.builder;
  const { length, kinds, gives, reads, starts } = table;
  const isFound = new Uint8Array(low.mark);
  for (const object of found) isFound[object] = 1;
  const drop = (object: ValueId): void => {
    isFound[object] = 0;
    found.delete(object);
  };
  for (let index = 0; index < length && found.size > 0; index++) {
    const start = starts[index] as number;
    const to = gives[index] as number;
    if (kinds[index] === STEP_KIND.copy && isFound[to] === 1 && !filledBy.has(to)) {
      filledBy.set(to, reads[start] as number);
      continue;
    }
    const step = index < since ? undefined : steps[index - since];
    const isKept = step !== undefined && isNamed(step, parameter);
    const end = table.endOf(index);
    // The object that something is kept in is read first.
    for (let at = isKept ? start + 1 : start; at < end; at++) {
      const value = reads[at] as number;
      if (isFound[value] === 1) drop(value);
    }
    if (to >= 0 && isFound[to] === 1) drop(to);
  }
  for (const object of found) {
    const filled = filledBy.get(object);
    if (filled === undefined || !isUsedOnce(low, filled)) found.delete(object);
  }
  return found;
}

/** An object that is made and given to one variable, and nothing else. */
function isUsedOnce(low: Lowering, object: ValueId): boolean {
  const { length, kinds, gives } = low.table;
  let isFresh = false;
  for (let index = 0; index < length; index++)
    if (gives[index] === object && kinds[index] === STEP_KIND.fresh) isFresh = true;
  return isFresh && usesOf(low.table, object, 3) === 2;
}

type Keyed = Extract<StepIr, { is: 'load' | 'store' }>;
function isNamed(step: StepIr, parameter: ValueId): step is Keyed {
  return (step.is === 'load' || step.is === 'store') && typeof step.key !== 'string' && step.key.value === parameter;
}
function readsTable(step: StepIr, table: ValueId, parameter: ValueId): step is Extract<StepIr, { is: 'load' }> {
  return step.is === 'load' && step.from === table && isNamed(step, parameter);
}
function isOnlyParameter({ parameters, rest, isGenerator }: Frame, value: ValueId): boolean {
  return parameters.length === 1 && parameters[0] === value && rest < 0 && !isGenerator;
}
