import type { CallIr, StepIr, ValueId } from '../../ir/moduleIr.ts';
import type { ApiFacts } from '../catalog/apiFacts.ts';
import { API, indexOf, kindOf, OBJECT, SITE } from '../values/denotations.ts';
import { EMITS, PUTS } from '../values/knownCalls.ts';
import { sharingInstance } from '../values/members.ts';
import type { Values } from '../values/values.ts';
import type { KeptFiles } from './keptFiles.ts';
import { type Arrows, createArrows } from './arrows.ts';
import { reachable } from './reachable.ts';

/**
 * Tells which values can lie on some way from an origin to a sink when neither calls and returns nor members are told
 * apart. That over-approximates what `followFlows` may find, in time linear in the package, and most packages end here:
 * their secrets and their sinks have nothing to do with each other. The ways to the sinks are found once; what is
 * handed out gives 1 for each value that lies on one of them and can be reached from the origins.
 */
export function liveValues(
  values: Values,
  factsOf: (api: number) => ApiFacts,
  kept: KeptFiles,
): (origins: Iterable<ValueId>) => Uint8Array {
  const { arrows, sinks, count } = arrowsOf(values, factsOf, kept);
  const { valueCount } = values.program;
  if (sinks.length === 0) return () => new Uint8Array(valueCount);
  const backward = reachable(arrows.arriving(count), sinks);
  const leaving = arrows.leaving(count, backward);
  return (origins) => {
    const starts: ValueId[] = [];
    for (const one of origins) if (backward[one] === 1) starts.push(one);
    return reachable(leaving, starts).subarray(0, valueCount);
  };
}

/**
 * The arrows between values. A call and the callers of a function are hubs, numbered after the values: whatever a call
 * is given may become any parameter, its result, or part of anything else it is given.
 */
function arrowsOf(
  values: Values,
  factsOf: (api: number) => ApiFacts,
  kept: KeptFiles,
): { readonly arrows: Arrows; readonly sinks: readonly ValueId[]; readonly count: number } {
  const { program } = values;
  const arrows = createArrows();
  const sinks: ValueId[] = [];
  const callersHub = program.valueCount;
  const listenersHub = callersHub + program.functions.length;
  let next = listenersHub + 1;
  const isApi = (value: ValueId): boolean => values.sets.of(value).some((one) => kindOf(one) === API);

  for (let index = 0; index < program.stepCount; index++) stepArrows(program.step(index) as StepIr, index);
  for (const [value, others] of values.aliases) for (const other of others) arrows.add(value, other);
  for (const listeners of values.listeners.values())
    for (const listener of listeners)
      for (const { value } of program.functions[listener]?.parameters ?? []) arrows.add(listenersHub, value);
  globalArrows();
  changeArrows();
  escapeArrows();
  return { arrows, sinks, count: next };

  /** Members of the global object that the package writes are read by their names alone. */
  function globalArrows(): void {
    const { globalObject } = program;
    for (const key of values.sets.keysOf(globalObject))
      for (const read of values.readByName(key)) arrows.add(globalObject, read);
  }
  /** Objects that leave the package, themselves or as members, come back in their methods. */
  function escapeArrows(): void {
    const { sets, instances } = values;
    const inside = (from: ValueId, node: number): void => {
      for (const one of sets.of(node)) if (kindOf(one) === OBJECT) arrows.add(from, indexOf(one));
    };
    for (const { result } of program.functions) inside(result, result);
    for (const holder of [...instances, ...program.exports]) {
      for (const key of sets.keysOf(holder)) inside(holder, sets.cell(holder, key));
    }
  }
  function stepArrows(step: StepIr, index: number): void {
    switch (step.is) {
      case 'copy':
        return arrows.add(step.from, step.to);
      case 'load':
        if (typeof step.key !== 'string') arrows.add(step.key.value, step.to);
        accessArrows(index);
        return arrows.add(step.from, step.to);
      case 'join':
        for (const part of step.parts) arrows.add(part, step.to);
        return;
      case 'compute':
        for (const from of step.from) arrows.add(from, step.to);
        return;
      case 'store':
        // Assigning to a member of what comes from outside may send it.
        if (isApi(step.into)) sinks.push(step.from);
        accessArrows(index);
        return arrows.add(step.from, step.into);
      case 'call':
        return callArrows(step, index);
      default:
    }
  }
  function accessArrows(index: number): void {
    if (values.links[index] === undefined) return;
    const call = values.callAt(index);
    if (call !== undefined) linkArrows(call, index);
  }
  function callArrows(step: CallIr, index: number): void {
    const hub = linkArrows(step, index);
    arrows.add(hub, step.to);
    const method = step.receiver === undefined ? undefined : values.methodOf(step);
    if (method !== undefined && EMITS.has(method)) arrows.add(hub, listenersHub);
    for (const target of targetsOf(step, method)) arrows.add(hub, target);
    if (values.sets.of(step.callee).some((one) => kindOf(one) === API && factsOf(indexOf(one)).sink !== undefined))
      sinks.push(hub);
    for (const read of kept.readBack(index)) arrows.add(hub, read);
  }
  /** Into and out of the functions that a call reaches. */
  function linkArrows(step: CallIr, index: number): number {
    const hub = next++;
    for (const { value } of step.arguments) arrows.add(value, hub);
    if (step.receiver !== undefined) arrows.add(step.receiver, hub);
    for (const link of values.links[index] ?? []) {
      if (link.how === 'settle') {
        arrows.add(hub, link.function);
        continue;
      }
      if (link.how === 'object') arrows.add(step.callee, hub);
      const callee = program.functions[link.function];
      if (callee === undefined) continue;
      for (const { value } of callee.parameters) arrows.add(hub, value);
      if (callee.receiver !== undefined) arrows.add(hub, callee.receiver);
      arrows.add(callee.result, step.to);
    }
    return hub;
  }
  /** What a call may put something into. */
  function targetsOf(step: CallIr, method: string | undefined): ValueId[] {
    const targets: ValueId[] = [];
    if (method !== undefined && step.receiver !== undefined && PUTS.has(method)) targets.push(step.receiver);
    // `Object.assign(target, …)`, also under another name.
    if (step.arguments[0] !== undefined && isApi(step.callee)) targets.push(step.arguments[0].value);
    return targets;
  }

  /** What is put into a value is in all that are other names of it, in what it is a member of, and in what callers gave. */
  function changeArrows(): void {
    const parameterOf = new Int32Array(program.valueCount).fill(-1);
    for (const [index, one] of program.functions.entries()) {
      for (const { value } of one.parameters) parameterOf[value] = index;
      if (one.receiver !== undefined) parameterOf[one.receiver] = index;
    }
    const isChanged = new Uint8Array(program.valueCount);
    const isGiven = new Uint8Array(program.functions.length);
    const waiting: ValueId[] = [];
    const change = (value: ValueId): void => {
      if (isChanged[value] === 1) return;
      isChanged[value] = 1;
      waiting.push(value);
    };
    const give = (index: number, value: ValueId): void => {
      arrows.add(callersHub + index, value);
      change(value);
    };
    for (let index = 0; index < program.stepCount; index++) {
      const step = program.step(index);
      if (step.is === 'store') change(step.into);
      else if (step.is === 'call')
        for (const target of targetsOf(step, step.receiver === undefined ? undefined : values.methodOf(step)))
          change(target);
    }
    const { offsets, items } = program.makes;
    for (let value = waiting.pop(); value !== undefined; value = waiting.pop()) {
      for (const one of values.sets.of(value))
        if (kindOf(one) === OBJECT || kindOf(one) === SITE) arrows.add(value, indexOf(one));
        else {
          const instance = sharingInstance(program, one, undefined);
          if (instance !== undefined) arrows.add(value, instance);
        }
      for (let at = offsets[value] as number; at < (offsets[value + 1] as number); at++) {
        const made = program.step(items[at] as number);
        if (made?.is !== 'copy' && made?.is !== 'load') continue;
        arrows.add(value, made.from);
        change(made.from);
      }
      const index = parameterOf[value] as number;
      if (index < 0) continue;
      arrows.add(value, callersHub + index);
      if (isGiven[index] === 1) continue;
      isGiven[index] = 1;
      for (const at of values.callersOf.get(index) ?? []) {
        const call = values.callAt(at);
        if (call === undefined) continue;
        // What a constructor fills is what `new` gives.
        const object = call.receiver ?? (call.isNew ? call.to : undefined);
        for (const given of call.arguments) give(index, given.value);
        if (object !== undefined) give(index, object);
        if (values.links[at]?.some((one) => one.how === 'object') === true) give(index, call.callee);
      }
    }
  }
}
