import type { ValueId } from '../../ir/moduleIr.ts';
import { CALLS_WITH_ELEMENTS, REGISTERS } from '../values/knownCalls.ts';
import { denote, type Denotation, indexOf, kindOf, OBJECT } from '../values/denotations.ts';
import { ANY_KEY, createAccessPaths } from './accessPaths.ts';
import { type Context, createTabulation, type Exit, type Incoming, type Tabulation } from './tabulation.ts';
import { createPairTable } from '../dense/pairTable.ts';
import type { FlowPlan } from './planFlows.ts';
import { type SinkHit, stepAt, type TaintContext } from './taintContext.ts';
import { isWide } from './transferCall.ts';
import { transferStep } from './transferStep.ts';
import type { AccessPaths } from './accessPaths.ts';

/** Where to begin. */
export interface Origin {
  readonly value: ValueId;
  readonly path: readonly string[];
}

export interface Followed {
  readonly table: Tabulation;
  readonly paths: AccessPaths;
  readonly hits: readonly SinkHit[];
  /** Context of each origin. */
  readonly sources: readonly number[];
}

const GIVES_BACK: ReadonlySet<string> = new Set('map flatMap reduce reduceRight from then catch finally'.split(' '));
const RUNTIME: ReadonlySet<string> = new Set([...CALLS_WITH_ELEMENTS, ...REGISTERS]);

/** Follows facts from their origins to every sink they reach. */
export function followFlows(plan: FlowPlan, origins: readonly Origin[], mostEdges: number): Followed {
  const { values, factsOf, parameterOf, resultOf, isPublic, exports } = plan;
  const { program } = values;
  const paths = createAccessPaths();
  const hits: SinkHit[] = [];
  const mutated = createPairTable();
  const changed = createPairTable();
  const waiting: number[] = [];
  let isMutating = false;
  const isLive = plan.liveFrom(origins.map(({ value }) => value));
  const table = createTabulation(
    program,
    mostEdges,
    isLive,
    paths,
    values.errorInstances,
    (context, incoming) => {
      for (const exit of (table.contexts[context] as Context).exits) back(context, incoming, exit);
    },
  );
  const taint: TaintContext = { values, paths, table, factsOf, hit: (one) => void hits.push(one), mutate, exit };
  const sources = origins.map(({ value, path }) =>
    table.source(
      value,
      path.reduceRight((tail, key) => paths.under(key, tail), paths.WHOLE as number),
    ),
  );
  table.run((edge) => {
    const { edges } = table;
    const value = edges.value[edge] as number;
    const path = edges.path[edge] as number;
    const context = edges.context[edge] as number;
    // A shared value's uses are walked in the context that everybody shares.
    if ((table.contexts[context] as Context).isSource && program.isShared[value] === 1) return;
    const { offsets, items } = program.uses;
    let last = -1;
    for (let at = offsets[value] as number; at < (offsets[value + 1] as number); at++) {
      const step = items[at] as number;
      if (step === last) continue;
      last = step;
      transferStep(taint, edge, value, path, stepAt(values, step), step);
    }
    for (const alias of values.aliases.get(value) ?? []) {
      if (!values.errorInstances.has(alias)) table.reachEverywhere(edge, alias, path, -1);
    }
    const result = resultOf[value] as number;
    if (result >= 0) leave(edge, context, result, path);
  });
  return { table, paths, hits, sources };

  /** A function gives the fact to whoever called it. */
  function leave(edge: number, context: number, index: number, path: number): void {
    const own = table.contexts[context] as Context;
    if (isPublic.has(index)) escape(edge, values.sets.of(program.functions[index]?.result ?? -1), path);
    if (parameterOf[own.value] === index) {
      if (!own.isSource) exit(context, { edge, parameter: undefined, path });
      else giveBack(edge, index, path, -1, (caller) => isCallback(caller, index));
      return;
    }
    if (!own.isSource && staysInside(edge, own, index, path)) return;
    // Whoever calls gets it. The result has a context of its own, so that its callers are gone through once.
    const result = program.functions[index]?.result;
    if (result !== undefined && (own.value !== result || own.path !== path || own.isSource)) {
      table.reachEverywhere(edge, result, path, -1);
      return;
    }
    giveBack(edge, index, path, -1, () => true);
  }
  /** Callers of a function get the fact, wherever they stand. */
  function giveBack(edge: number, index: number, path: number, detour: number, does: (caller: number) => boolean): void {
    for (const caller of values.callersOf.get(index) ?? []) {
      if (!does(caller) || !givesBack(caller, index) || isWide(values.links[caller])) continue;
      const call = values.callAt(caller);
      if (call === undefined) continue;
      table.reachEverywhere(edge, call.to, given(caller, path), caller, detour, isGuess(caller, index));
    }
  }
  function isGuess(caller: number, index: number): boolean {
    return values.links[caller]?.find((one) => one.function === index)?.isGuess === true;
  }
  function isCallback(caller: number, index: number): boolean {
    return values.links[caller]?.some((one) => one.function === index && one.how === 'callback') === true;
  }
  /** Whether a call may be on an object that somebody outside the package holds. */
  function isOnOutside(caller: number): boolean {
    const receiver = values.callAt(caller)?.receiver;
    return receiver === undefined || !values.isToldApart(receiver);
  }
  /** Whoever uses the package gets objects that hold the fact under `path`, and may call any method on them. */
  function escape(edge: number, objects: readonly Denotation[], path: number): void {
    const head = paths.head(path);
    if (head === undefined) return;
    for (const one of objects) {
      if (kindOf(one) !== OBJECT) continue;
      const holder = indexOf(one);
      if (values.instances.has(holder)) table.reachEverywhere(edge, holder, path, -1);
      const tail = paths.tail(path);
      if (tail !== paths.WHOLE) escape(edge, values.sets.of(values.sets.cell(holder, head)), tail);
    }
  }
  /** A function inside another that only this one calls gives what it returns to it, in the same context. */
  function staysInside(edge: number, own: Context, index: number, path: number): boolean {
    const outer = program.functionOf[own.value] as number;
    const callers = values.callersOf.get(index);
    if (callers === undefined || !isWithin(index, outer) || program.functions[outer]?.isModuleBody !== false) return false;
    const calls = callers.map((caller) => values.callAt(caller));
    if (!calls.every((call) => call !== undefined && isWithin(program.functionOf[call.to] as number, outer))) return false;
    for (const [at, call] of calls.entries()) {
      const caller = callers[at] as number;
      if (call === undefined || !givesBack(caller, index)) continue;
      table.reach(edge, call.to, given(caller, path), caller, { isDoubtful: isWide(values.links[caller]) });
    }
    return true;
  }
  function isWithin(index: number, outer: number): boolean {
    for (let at: number | undefined = index; at !== undefined; at = program.functions[at]?.within) {
      if (at === outer) return true;
    }
    return false;
  }
  /** What a callback returns comes out of what it was given to only where that is so by its name, or may be. */
  function givesBack(caller: number, index: number): boolean {
    const links = values.links[caller] ?? [];
    const own = links.find((one) => one.function === index && one.how !== 'callback');
    if (own !== undefined) return own.how !== 'write';
    const call = values.callAt(caller);
    if (call === undefined) return false;
    const method = values.methodOf(call);
    if (method !== undefined && GIVES_BACK.has(method)) return true;
    const apis = values.apisOf(call.callee);
    return (
      apis.some((api) => /^(npm|py|node):/u.test(factsOf(api).path)) ||
      (apis.length === 0 && !RUNTIME.has(method ?? ''))
    );
  }
  /** Results of callbacks are elements of what `map` makes. */
  function given(caller: number, path: number): number {
    const call = stepAt(values, caller);
    const isMapped =
      call.is === 'call' &&
      values.methodOf(call) === 'map' &&
      values.links[caller]?.some((one) => one.how === 'callback') === true;
    return isMapped ? paths.under(ANY_KEY, path) : path;
  }
  function exit(context: number, made: Exit): void {
    const own = table.contexts[context] as Context;
    own.exits.push(made);
    for (const incoming of own.incoming) back(context, incoming, made);
  }
  function back(context: number, incoming: Incoming, made: Exit): void {
    const own = table.contexts[context] as Context;
    if (!incoming.isCall) return backOutside(own, incoming, made);
    const call = values.callAt(incoming.step);
    if (call === undefined) return;
    if (made.parameter === undefined) {
      const owner = parameterOf[own.value] as number;
      if (owner >= 0 && !givesBack(incoming.step, owner)) return;
      table.reach(incoming.edge, call.to, given(incoming.step, made.path), incoming.step, { detour: made.edge });
      return;
    }
    const index = parameterOf[own.value] as number;
    const argument = index < 0 ? undefined : argumentFor(incoming.step, index, made.parameter);
    if (argument !== undefined) mutate(incoming.edge, argument, made.path, incoming.step, made.edge);
  }
  /**
   * What came into a function by no call of the package goes where nothing of the package says: a fact about an object
   * of a class is one about objects outside, and comes back where such an object may be meant; any other to all callers.
   */
  function backOutside(own: Context, incoming: Incoming, made: Exit): void {
    const index = parameterOf[own.value] as number;
    const before = table.contexts[table.edges.context[incoming.edge] as number];
    const isGiven = before?.isSource === true && before.value === own.value && before.path === own.path;
    const isObject = instanceOf(own.value) !== undefined;
    if (made.parameter !== undefined) {
      change(incoming.edge, index, made.parameter, made.path, made.edge, (caller) => !isGiven && (!isObject || isOnOutside(caller)));
    } else if (isObject) giveBack(incoming.edge, index, made.path, made.edge, isOnOutside);
    else if (!isGiven) {
      const result = program.functions[index]?.result;
      if (result !== undefined) table.reachEverywhere(incoming.edge, result, made.path, -1, made.edge);
    }
  }
  /** Of the receiver of a method: what stands for the objects of its class. */
  function instanceOf(value: ValueId): ValueId | undefined {
    const made = program.functions[parameterOf[value] as number];
    return made?.receiver === value ? made.instance : undefined;
  }
  /** The value that a call gives for a parameter. */
  function argumentFor(step: number, index: number, parameter: ValueId): ValueId | undefined {
    const call = values.callAt(step);
    const how = values.links[step]?.find((one) => one.function === index)?.how;
    if (call === undefined || how === undefined || how === 'callback' || how === 'settle' || how === 'apply') return undefined;
    const skip = how === 'call' ? 1 : 0;
    const callee = program.functions[index];
    if (callee === undefined) return undefined;
    if (callee.receiver === parameter) {
      if (skip === 1) return call.arguments[0]?.value;
      return call.receiver ?? (how === 'construct' ? call.to : undefined);
    }
    const place = callee.parameters.findIndex((one) => one.value === parameter);
    const named = call.arguments.find((one) => one.name === callee.parameters[place]?.name && one.name !== undefined);
    return named?.value ?? call.arguments[place + skip]?.value;
  }

  /**
   * Works off a queue instead of calling itself: a change of a parameter changes what callers gave, and theirs,
   * and so on, further than a stack reaches.
   */
  function mutate(from: number, value: ValueId, path: number, step: number, detour = -1): void {
    // Nothing follows from a fact that the full table had no place for.
    if (from < 0 || isLive[value] !== 1) return;
    waiting.push(from, value, path, step, detour);
    if (isMutating) return;
    isMutating = true;
    for (let at = 0; at < waiting.length; at += 5) {
      const [one, target, under, by, inside] = waiting.slice(at, at + 5) as [number, number, number, number, number];
      mutateOne(one, target, under, by, inside);
    }
    waiting.length = 0;
    isMutating = false;
  }
  function mutateOne(from: number, value: ValueId, given: number, step: number, detour: number): void {
    if (values.errorInstances.has(value)) return;
    const path = table.bounded(value, given);
    if (path < 0) return;
    const context = table.edges.context[from] as number;
    const before = mutated.size;
    if (mutated.idOf(context, changed.idOf(value, path)) < before) return;
    table.reach(from, value, path, step, { detour });
    const index = parameterOf[value] as number;
    if (index >= 0) {
      leaveParameter(from, context, index, value, path);
      if (program.functions[index]?.receiver !== value || instanceOf(value) !== undefined) return;
    }
    for (const holder of values.madeAt(value)) {
      if (holder !== value && !values.errorInstances.has(holder)) {
        // What was made in this call of a function is changed in this call.
        const own = table.contexts[context] as Context;
        if (isWithin(program.functionOf[holder] as number, program.functionOf[own.value] as number)) {
          table.reach(from, holder, path, step, { detour });
          continue;
        }
        const reached = table.reachEverywhere(from, holder, path, step, detour);
        if (reached >= 0 && exports.has(holder)) escape(from, [denote(OBJECT, holder)], path);
      }
    }
    // The value is another name for a member of something: that holds it too.
    const { offsets, items } = program.makes;
    for (let at = offsets[value] as number; at < (offsets[value + 1] as number); at++) {
      const made = stepAt(values, items[at] as number);
      if (made.is === 'copy') mutate(from, made.from, path, step, detour);
      else if (made.is === 'load') {
        for (const member of values.keysOf(made.key)) mutate(from, made.from, paths.under(member, path), step, detour);
      }
    }
  }
  function leaveParameter(edge: number, context: number, index: number, parameter: ValueId, path: number): void {
    const own = table.contexts[context] as Context;
    const isOwn = parameterOf[own.value] === index;
    if (isOwn && !own.isSource) exit(context, { edge, parameter, path });
    else change(edge, index, parameter, path, -1, () => !isOwn);
  }
  /** What a parameter holds changed, in every call: callers that `does` names see it, and whoever has such an object. */
  function change(
    edge: number,
    index: number,
    parameter: ValueId,
    path: number,
    detour: number,
    does: (caller: number) => boolean,
  ): void {
    const instance = instanceOf(parameter);
    if (instance !== undefined) table.reachEverywhere(edge, instance, path, -1, detour);
    for (const caller of values.callersOf.get(index) ?? []) {
      if (!does(caller)) continue;
      const argument = argumentFor(caller, index, parameter);
      if (argument === undefined) continue;
      const isDoubtful = isGuess(caller, index);
      const reached = table.reachEverywhere(edge, argument, path, caller, detour, isDoubtful);
      if (reached >= 0 && !isDoubtful) mutate((table.contexts[reached] as Context).start, argument, path, caller);
    }
  }
}
