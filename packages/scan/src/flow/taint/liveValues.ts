import type { StepIr, ValueId } from '../../ir/moduleIr.ts';
import type { ApiFacts } from '../catalog/apiFacts.ts';
import { EMITS, PUTS } from '../values/knownCalls.ts';
import type { Values } from '../values/valueAnalysis.ts';
import { adjacencyOf, type Arrows, reachable } from './reachable.ts';

/**
 * 1 for each value that can lie on some way from an origin to a sink when neither calls and returns nor members are told
 * apart. That over-approximates what `followFlows` may find, in time linear in the package, and most packages end here:
 * their secrets and their sinks have nothing to do with each other.
 */
export function liveValues(values: Values, factsOf: (api: number) => ApiFacts, origins: Iterable<ValueId>): Uint8Array {
  const { program } = values;
  const arrows: Arrows = { from: [], to: [] };
  const sinks: ValueId[] = [];
  const changed = changedValues(values);
  const arrow = (from: ValueId, to: ValueId): void => {
    arrows.from.push(from);
    arrows.to.push(to);
  };
  for (const [index, step] of program.steps.entries()) stepArrows(values, factsOf, step, index, arrow, sinks);
  for (const [value, others] of values.aliases) for (const other of others) arrow(value, other);
  const parameters = parametersOf(values);
  for (const value of changed) {
    for (const holder of values.holdersOf(value)) arrow(value, holder);
    for (const origin of madeFrom(values, value)) arrow(value, origin);
    for (const given of givenFor(values, parameters.get(value))) arrow(value, given);
  }
  const forward = reachable(adjacencyOf(arrows, program.valueCount), origins);
  const backward = reachable(adjacencyOf({ from: arrows.to, to: arrows.from }, program.valueCount), sinks);
  return forward.map((is, value) => is & (backward[value] ?? 0));
}

type Arrow = (from: ValueId, to: ValueId) => void;

function stepArrows(
  values: Values,
  factsOf: (api: number) => ApiFacts,
  step: StepIr,
  index: number,
  arrow: Arrow,
  sinks: ValueId[],
): void {
  switch (step.is) {
    case 'copy':
      return arrow(step.from, step.to);
    case 'load':
      if (typeof step.key !== 'string') arrow(step.key.value, step.to);
      return arrow(step.from, step.to);
    case 'join':
      for (const part of step.parts) arrow(part, step.to);
      return;
    case 'compute':
      for (const from of step.from) arrow(from, step.to);
      return;
    case 'store':
      // Assigning to a member of what comes from outside may send it.
      if (values.apisOf(step.into).length > 0) sinks.push(step.from);
      return arrow(step.from, step.into);
    case 'call':
      return callArrows(values, factsOf, step, index, arrow, sinks);
    default:
  }
}

/** Whatever a call is given may become any parameter, its result, or part of anything else it is given. */
function callArrows(
  values: Values,
  factsOf: (api: number) => ApiFacts,
  step: StepIr & { is: 'call' },
  index: number,
  arrow: Arrow,
  sinks: ValueId[],
): void {
  const { program } = values;
  const given = step.arguments.map(({ value }) => value);
  if (step.receiver !== undefined) given.push(step.receiver);
  const into: ValueId[] = [step.to];
  for (const link of values.links[index] ?? []) {
    if (link.how === 'settle') {
      into.push(link.function);
      continue;
    }
    const callee = program.functions[link.function];
    if (callee === undefined) continue;
    for (const { value } of callee.parameters) into.push(value);
    if (callee.receiver !== undefined) into.push(callee.receiver);
    arrow(callee.result, step.to);
  }
  const method = step.receiver === undefined ? undefined : values.methodOf(step);
  if (method !== undefined && EMITS.has(method)) {
    for (const listeners of values.listeners.values())
      for (const listener of listeners)
        for (const { value } of program.functions[listener]?.parameters ?? []) into.push(value);
  }
  const changes = targetsOf(values, step, method);
  for (const from of given) {
    for (const to of into) arrow(from, to);
    for (const to of changes) if (to !== from) arrow(from, to);
  }
  if (values.apisOf(step.callee).some((api) => factsOf(api).sink !== undefined)) sinks.push(...given);
}

/** What a call may put something into. */
function targetsOf(values: Values, step: StepIr & { is: 'call' }, method: string | undefined): ValueId[] {
  const targets: ValueId[] = [];
  if (method !== undefined && step.receiver !== undefined && PUTS.has(method)) targets.push(step.receiver);
  // `Object.assign(target, …)`, also under another name.
  if (step.arguments[0] !== undefined && values.apisOf(step.callee).length > 0) targets.push(step.arguments[0].value);
  return targets;
}

/** Values into which something is put, with all that are other names of theirs. */
function changedValues(values: Values): ReadonlySet<ValueId> {
  const { program } = values;
  const parameters = parametersOf(values);
  const changed = new Set<ValueId>();
  for (const step of program.steps) {
    if (step.is === 'store') changed.add(step.into);
    else if (step.is === 'call')
      for (const target of targetsOf(values, step, step.receiver === undefined ? undefined : values.methodOf(step)))
        changed.add(target);
  }
  // A set is walked in the order of insertion, and what is added meanwhile is walked too.
  for (const value of changed) {
    for (const origin of madeFrom(values, value)) changed.add(origin);
    for (const given of givenFor(values, parameters.get(value))) changed.add(given);
  }
  return changed;
}

function parametersOf({ program }: Values): ReadonlyMap<ValueId, number> {
  const parameters = new Map<ValueId, number>();
  for (const [index, one] of program.functions.entries()) {
    for (const { value } of one.parameters) parameters.set(value, index);
    if (one.receiver !== undefined) parameters.set(one.receiver, index);
  }
  return parameters;
}

/** What a value is another name for, or a member of. */
function madeFrom({ program }: Values, value: ValueId): ValueId[] {
  const { offsets, items } = program.makes;
  const found: ValueId[] = [];
  for (let at = offsets[value] ?? 0; at < (offsets[value + 1] ?? 0); at++) {
    const made = program.steps[items[at] ?? -1];
    if (made?.is === 'copy' || made?.is === 'load') found.push(made.from);
  }
  return found;
}

/** All that callers of a function give it. */
function givenFor(values: Values, index: number | undefined): ValueId[] {
  if (index === undefined) return [];
  return (values.callersOf.get(index) ?? []).flatMap((at) => {
    const call = values.program.steps[at];
    if (call?.is !== 'call') return [];
    const given = call.arguments.map(({ value }) => value);
    return call.receiver === undefined ? given : [...given, call.receiver];
  });
}
