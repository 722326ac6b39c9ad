import type { ValueId } from '../../ir/moduleIr.ts';
import { CALLS_WITH_ELEMENTS, REGISTERS } from '../values/knownCalls.ts';
import { ANY_KEY, createAccessPaths } from './accessPaths.ts';
import { type Context, createTabulation, type Exit, type Incoming, type Tabulation } from './tabulation.ts';
import { createPairTable } from './pairTable.ts';
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
  const { values, factsOf, parameterOf, resultOf } = plan;
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
    paths.under(ANY_KEY, paths.WHOLE),
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
    if (!own.isSource && parameterOf[own.value] === index && own.incoming.some((one) => one.isCall)) {
      return exit(context, { edge, parameter: undefined, path });
    }
    // Whoever calls gets it. The result has a context of its own, so that its callers are gone through once.
    const result = program.functions[index]?.result;
    if (result !== undefined && (own.value !== result || own.path !== path || own.isSource)) {
      table.reachEverywhere(edge, result, path, -1);
      return;
    }
    for (const caller of values.callersOf.get(index) ?? []) {
      const call = stepAt(values, caller);
      if (call.is !== 'call' || !givesBack(caller, index) || isWide(values.links[caller])) continue;
      table.reachEverywhere(edge, call.to, given(caller, path), caller);
    }
  }
  /** What a callback returns comes out of what it was given to only where that is so by its name, or may be. */
  function givesBack(caller: number, index: number): boolean {
    const links = values.links[caller] ?? [];
    if (links.some((one) => one.function === index && one.how !== 'callback')) return true;
    const call = stepAt(values, caller);
    if (call.is !== 'call') return false;
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
    for (const incoming of own.incoming) if (incoming.isCall) back(context, incoming, made);
  }
  function back(context: number, incoming: Incoming, made: Exit): void {
    const call = stepAt(values, incoming.step);
    if (call.is !== 'call') return;
    const own = table.contexts[context] as Context;
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
  /** The value that a call gives for a parameter. */
  function argumentFor(step: number, index: number, parameter: ValueId): ValueId | undefined {
    const call = stepAt(values, step);
    if (call.is !== 'call') return undefined;
    const how = values.links[step]?.find((one) => one.function === index)?.how;
    if (how === undefined || how === 'callback' || how === 'settle' || how === 'apply') return undefined;
    const skip = how === 'call' ? 1 : 0;
    const callee = program.functions[index];
    if (callee === undefined) return undefined;
    if (callee.receiver === parameter) return skip === 1 ? call.arguments[0]?.value : call.receiver;
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
      if (program.functions[index]?.receiver !== value) return;
    }
    for (const holder of values.holdersOf(value)) {
      if (holder !== value && !values.errorInstances.has(holder)) {
        table.reachEverywhere(from, holder, path, step, detour);
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
    if (!own.isSource && parameterOf[own.value] === index && own.incoming.some((one) => one.isCall)) {
      return exit(context, { edge, parameter, path });
    }
    for (const caller of values.callersOf.get(index) ?? []) {
      const argument = argumentFor(caller, index, parameter);
      if (argument === undefined) continue;
      const reached = table.reachEverywhere(edge, argument, path, caller);
      if (reached < 0) continue;
      mutate((table.contexts[reached] as Context).start, argument, path, caller);
    }
  }
}
