import type { ValueId } from '../../ir/moduleIr.ts';
import type { SinkKind } from '../flowReport.ts';
import { ANY_KEY } from './accessPaths.ts';
import {
  CHANGE,
  type Consequence,
  ENTER,
  ENTER_DOUBTFUL,
  EVERYWHERE,
  REACH,
  REACH_DOUBTFUL,
  SINK,
} from './consequences.ts';
import { createExits } from './exits.ts';
import { createPairTable } from './pairTable.ts';
import type { FlowPlan } from './planFlows.ts';
import { reachesSink } from './reachesSink.ts';
import { createTabulation, type Tabulation } from './tabulation.ts';
import { type SinkHit, stepAt } from './taintContext.ts';

/** Where to begin. */
export interface Origin {
  readonly value: ValueId;
  readonly path: readonly string[];
}

export interface Followed {
  readonly table: Tabulation;
  readonly hits: readonly SinkHit[];
  /** Context of each origin. */
  readonly sources: readonly number[];
}

/** Follows facts from their origins to every sink they reach, where there is one that is meant. */
export function followFlows(
  plan: FlowPlan,
  origins: readonly Origin[],
  mostEdges: number,
  isMeant: (kind: SinkKind) => boolean = () => true,
): Followed {
  const { values, boundary, consequences } = plan;
  const { facts, paths } = consequences;
  const { program } = values;
  const hits: SinkHit[] = [];
  const mutated = createPairTable();
  const waiting: number[] = [];
  let isMutating = false;
  const isLive = plan.liveFrom(origins.map(({ value }) => value));
  const exits = createExits();
  const table = createTabulation({
    program,
    facts,
    mostEdges,
    isLive,
    anyMember: paths.under(ANY_KEY, paths.WHOLE),
    isNamespace: plan.isNamespace,
    onCall(context, way) {
      for (let exit = exits.first(context); exit >= 0; exit = exits.after(exit)) back(context, way, exit);
    },
  });
  const { edges, contexts } = table;
  const { ways } = contexts;
  const starts = origins.map(({ value, path }) =>
    facts.idOf(
      value,
      path.reduceRight((tail, key) => paths.under(key, tail), paths.WHOLE as number),
    ),
  );
  if (!reachesSink(plan, starts, isLive, isMeant)) return { table, hits, sources: [] };

  const sources = starts.map((fact) => table.source(fact));
  table.run((edge) => {
    const fact = edges.factOf(edge);
    const context = edges.contextOf(edge);
    // A shared value's uses are walked in the context that everybody shares.
    if (contexts.isSource(context) && table.isShared(fact)) return;
    follow(edge, consequences.ofFact(fact));
    const index = boundary.resultOf[facts.firstOf(fact)] as number;
    if (index >= 0) leave(edge, context, index, fact);
  });
  return { table, hits, sources };

  function follow(edge: number, { start, end }: Consequence): void {
    for (let at = start; at < end; at++) {
      const fact = consequences.factAt(at);
      const step = consequences.stepAt(at);
      switch (consequences.kindAt(at)) {
        case REACH:
          table.reach(edge, fact, step);
          break;
        case REACH_DOUBTFUL:
          table.reach(edge, fact, step, true);
          break;
        case ENTER:
          table.enter(edge, fact, step, false);
          break;
        case ENTER_DOUBTFUL:
          table.enter(edge, fact, step, true);
          break;
        case EVERYWHERE:
          table.reachEverywhere(edge, fact, step);
          break;
        case CHANGE:
          mutate(edge, fact, step, -1);
          break;
        case SINK:
          hits.push({ ...consequences.hit(fact), edge });
          break;
        default:
      }
    }
  }
  /** Whether a context is one of those in which a function was entered with a parameter by a call. */
  function isCallOf(context: number, index: number): boolean {
    if (contexts.isSource(context) || !contexts.isCalled(context)) return false;
    return boundary.parameterOf[facts.firstOf(contexts.factOf(context))] === index;
  }
  /** A function gives the fact to whoever called it. */
  function leave(edge: number, context: number, index: number, fact: number): void {
    if (isCallOf(context, index)) return leaveBy(context, edge, -1, facts.secondOf(fact));
    // Whoever calls gets it. The result has a context of its own, so that its callers are gone through once.
    if (contexts.factOf(context) !== fact || contexts.isSource(context)) table.reachEverywhere(edge, fact, -1);
    else follow(edge, consequences.ofResult(fact));
  }
  /** What comes out of a function: its result, or something put into what one of its parameters holds. */
  function leaveBy(context: number, edge: number, parameter: number, path: number): void {
    const exit = exits.add(context, edge, parameter, path);
    for (let way = ways.first(context); way >= 0; way = ways.after(way)) {
      if (ways.callOf(way) >= 0) back(context, way, exit);
    }
  }
  function back(context: number, way: number, exit: number): void {
    const step = ways.callOf(way);
    const owner = boundary.parameterOf[facts.firstOf(contexts.factOf(context))] as number;
    const path = exits.pathOf(exit);
    const parameter = exits.parameterOf(exit);
    if (parameter < 0) {
      const call = stepAt(values, step);
      if (call.is !== 'call' || values.errorInstances.has(call.to)) return;
      if (owner >= 0 && !boundary.givesBack(step, owner)) return;
      const given = boundary.givesElements(step) ? paths.under(ANY_KEY, path) : path;
      table.reach(ways.edgeOf(way), facts.idOf(call.to, given), step, false, exits.edgeOf(exit));
      return;
    }
    const argument = owner < 0 ? undefined : boundary.argumentFor(step, owner, parameter);
    if (argument !== undefined) change(ways.edgeOf(way), argument, path, step, exits.edgeOf(exit));
  }

  function change(from: number, value: ValueId, path: number, step: number, detour: number): void {
    if (!values.errorInstances.has(value)) mutate(from, facts.idOf(value, path), step, detour);
  }
  /**
   * Works off a queue instead of calling itself: a change of a parameter changes what callers gave, and theirs,
   * and so on, further than a stack reaches.
   */
  function mutate(from: number, fact: number, step: number, detour: number): void {
    // Nothing follows from a fact that the full table had no place for.
    if (from < 0 || !table.isLive(fact)) return;
    waiting.push(from, fact, step, detour);
    if (isMutating) return;
    isMutating = true;
    for (let at = 0; at < waiting.length; at += 4) {
      mutateOne(waiting[at] as number, waiting[at + 1] as number, waiting[at + 2] as number, waiting[at + 3] as number);
    }
    waiting.length = 0;
    isMutating = false;
  }
  function mutateOne(from: number, given: number, step: number, detour: number): void {
    const fact = table.bounded(given);
    if (fact < 0) return;
    const context = edges.contextOf(from);
    const before = mutated.size;
    if (mutated.idOf(context, fact) < before) return;
    table.reach(from, fact, step, false, detour);
    const value = facts.firstOf(fact);
    const index = boundary.parameterOf[value] as number;
    if (index >= 0) {
      leaveParameter(from, context, index, fact);
      if (program.functions[index]?.receiver !== value) return;
    }
    const { start, end } = consequences.ofChange(fact);
    for (let at = start; at < end; at++) {
      if (consequences.kindAt(at) === CHANGE) mutate(from, consequences.factAt(at), step, detour);
      else table.reachEverywhere(from, consequences.factAt(at), step);
    }
  }
  function leaveParameter(edge: number, context: number, index: number, fact: number): void {
    const parameter = facts.firstOf(fact);
    const path = facts.secondOf(fact);
    if (isCallOf(context, index)) return leaveBy(context, edge, parameter, path);
    const given = boundary.givenFor(parameter);
    for (let at = 0; at < given.length; at += 2) {
      const caller = given[at] as number;
      const argument = facts.idOf(given[at + 1] as number, path);
      const reached = table.reachEverywhere(edge, argument, caller);
      if (reached < 0 || values.errorInstances.has(given[at + 1] as number)) continue;
      mutate(contexts.startOf(reached), argument, caller, -1);
    }
  }
}
