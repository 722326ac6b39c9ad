import type { ValueId } from '../../ir/moduleIr.ts';
import { keepCompiled } from '../../keepCompiled.ts';
import type { SinkKind } from '../flowReport.ts';
import { ANY_KEY, REFUSED } from './accessPaths.ts';
import {
  CHANGE,
  CHANGE_SURELY,
  type Consequence,
  ENTER,
  ENTER_DOUBTFUL,
  ENTER_SURELY,
  EVERYWHERE,
  EVERYWHERE_DOUBTFUL,
  EVERYWHERE_FIRST_GUESS,
  REACH,
  REACH_DOUBTFUL,
  SINK,
} from './consequences.ts';
import { createExits } from './exits.ts';
import { createPairTable } from '../../dense/pairTable.ts';
import type { Origin } from './liveValues.ts';
import type { FlowPlan } from './planFlows.ts';
import { reachesSink } from './reachesSink.ts';
import { createTabulation, type Tabulation } from './tabulation.ts';
import type { SinkHit } from './taintContext.ts';

/** What comes out of a function, beside the parameters that were changed. */
const RESULT = -1;
const THROWN = -2;

export interface Followed {
  readonly table: Tabulation;
  readonly hits: readonly SinkHit[];
  /** Context of each origin. */
  readonly sources: readonly number[];
}

/**
 * Follows facts from their origins to every sink they reach, where there is one that is meant. What is thrown is followed
 * `isThrownFar`, or only to the catch clause around the call, where nothing is guessed.
 */
export function followFlows(
  plan: FlowPlan,
  origins: readonly Origin[],
  mostEdges: number,
  isMeant: (kind: SinkKind) => boolean = () => true,
  isThrownFar = true,
): Followed {
  const { values, boundary, thrown, consequences } = plan;
  const { facts, paths } = consequences;
  const { program } = values;
  const hits: SinkHit[] = [];
  const mutated = createPairTable();
  const waiting: number[] = [];
  let isMutating = false;
  const found = plan.live.from(origins, isMeant);
  const isLive = found ?? new Uint8Array(program.valueCount);
  const exits = createExits();
  const table = createTabulation({
    program,
    facts,
    mostEdges,
    isLive,
    paths,
    parameterOf: boundary.parameterOf,
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
  if (found === undefined || !reachesSink(plan, starts, isLive, isMeant)) return { table, hits, sources: [] };

  const sources = starts.map((fact) => table.source(fact));
  const expand = (edge: number): void => {
    const fact = edges.factOf(edge);
    const value = facts.firstOf(fact);
    const context = edges.contextOf(edge);
    if (!isThrownFar && paths.head(facts.secondOf(fact)) === REFUSED) return;
    follow(edge, consequences.ofFact(fact));
    if (plan.isExports(value)) follow(edge, consequences.ofEscape(fact));
    const index = boundary.resultOf[value] as number;
    if (index >= 0) leave(edge, context, index, fact, RESULT);
    const thrower = thrown.throwerOf[value] as number;
    if (thrower >= 0) leave(edge, context, thrower, fact, THROWN);
  };
  table.run(expand);
  keepCompiled('flows', Math.max(program.stepCount, edges.count()), [plan, table, expand]);
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
        case EVERYWHERE_FIRST_GUESS:
          if (edges.levelOf(edge) === 0) table.reachEverywhere(edge, fact, step, true);
          break;
        case EVERYWHERE_DOUBTFUL:
          table.reachEverywhere(edge, fact, step, true);
          break;
        case ENTER_SURELY:
          if (edges.levelOf(edge) === 0) table.enter(edge, fact, step, false);
          break;
        case CHANGE_SURELY:
          if (edges.levelOf(edge) === 0) mutate(edge, fact, step, -1);
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
  function ownerOf(context: number): number {
    return boundary.parameterOf[facts.firstOf(contexts.factOf(context))] as number;
  }
  /** A function gives the fact to whoever called it, or throws it. */
  function leave(edge: number, context: number, index: number, fact: number, as: number): void {
    if (as === THROWN && thrown.told.length > 0) follow(edge, consequences.ofUncaught(fact));
    if (as === RESULT && plan.isPublic.has(index)) follow(edge, consequences.ofEscape(fact));
    const path = facts.secondOf(fact);
    if (ownerOf(context) === index) {
      // What a function is given from outside the package goes back there, or to what called the function back.
      if (contexts.isSource(context)) giveBack(edge, index, path, as, (step) => boundary.isCallback(step, index));
      else if (contexts.isCalled(context)) leaveBy(context, edge, as, path);
      else leaveOutside(edge, context, index, as, path);
      return;
    }
    if (staysInside(edge, context, index, path, as)) return;
    // Whoever calls gets it. The result has a context of its own, so that its callers are gone through once.
    if (!contexts.isOwn(context, fact) || contexts.isSource(context)) table.reachEverywhere(edge, fact, -1);
    else follow(edge, consequences.ofResult(fact));
  }
  /** A function inside another that only this one calls gives what it returns to it, in the same context. */
  function staysInside(edge: number, context: number, index: number, path: number, as: number): boolean {
    if (contexts.isSource(context)) return false;
    const outer = program.functionOf[facts.firstOf(contexts.factOf(context))] as number;
    const callers = values.callersOf.get(index);
    if (callers === undefined || program.functions[outer]?.isModuleBody !== false) return false;
    if (!boundary.isWithin(index, outer)) return false;
    const isInside = callers.every((step) => {
      const call = values.callAt(step);
      return call !== undefined && boundary.isWithin(program.functionOf[call.to] as number, outer);
    });
    if (!isInside) return false;
    for (const step of callers) {
      const to = comesBack(edge, step, index, path, as);
      if (to >= 0) table.reach(edge, to, step, boundary.isWide(step) || isGuess(step, index, to, as));
    }
    return true;
  }
  /** The fact about what has after a call what its function gave or threw, -1 for none. */
  function comesBack(edge: number, step: number, index: number, path: number, as: number): number {
    if (as === THROWN) {
      const caught = thrown.caughtBy(step, index);
      if (caught < 0 || values.errorInstances.has(caught) || isLost(edge, index, caught, path)) return -1;
      return facts.idOf(caught, thrown.pathIn(paths, step, caught, path));
    }
    const call = boundary.givesBack(step, index) ? values.callAt(step) : undefined;
    if (call === undefined || values.errorInstances.has(call.to)) return -1;
    if (paths.head(path) === REFUSED && (boundary.isGuess(step, index) || isGuessedAgain(edge, call.to, path)))
      return -1;
    if (boundary.givesText(step)) return facts.idOf(call.to, paths.WHOLE);
    return facts.idOf(call.to, boundary.givesElements(step) ? paths.under(ANY_KEY, path) : path);
  }
  function isGuess(step: number, index: number, to: number, as: number): boolean {
    return boundary.isGuess(step, index) || (as === THROWN && isGuessThrown(index, to));
  }
  function isLost(edge: number, index: number, caught: ValueId, path: number): boolean {
    if (!isThrownFar && (edges.levelOf(edge) > 0 || !thrown.isClause(caught))) return true;
    return isGuessedAgain(edge, caught, path) || thrown.isLost(paths, index, caught, path);
  }
  /** What was guessed is not handed on: it may come from anywhere. */
  function isGuessedAgain(edge: number, caught: ValueId, path: number): boolean {
    return edges.levelOf(edge) > 0 && (paths.isCut(path) || thrown.isHandedOn(caught));
  }
  function isGuessThrown(index: number, fact: number): boolean {
    return thrown.isGuess(paths, index, facts.firstOf(fact), facts.secondOf(fact));
  }
  /** Callers of a function get the fact, wherever they stand. */
  function giveBack(edge: number, index: number, path: number, as: number, does: (step: number) => boolean): void {
    for (const step of values.callersOf.get(index) ?? []) {
      if (!does(step) || boundary.isWide(step)) continue;
      const to = comesBack(edge, step, index, path, as);
      if (to >= 0) table.reachEverywhere(edge, to, step, isGuess(step, index, to, as));
    }
  }
  /** What comes out of a function: what it gives or throws, or something put into what one of its parameters holds. */
  function leaveBy(context: number, edge: number, parameter: number, path: number): void {
    const exit = exits.add(context, edge, parameter, path);
    for (let way = ways.first(context); way >= 0; way = ways.after(way)) back(context, way, exit);
  }
  function back(context: number, way: number, exit: number): void {
    const step = ways.callOf(way);
    const owner = ownerOf(context);
    const path = exits.pathOf(exit);
    const parameter = exits.parameterOf(exit);
    if (parameter < 0) {
      const from = ways.edgeOf(way);
      const detour = exits.edgeOf(exit);
      const to = step < 0 ? -1 : comesBack(edges.levelOf(from) > 0 ? from : detour, step, owner, path, parameter);
      if (to < 0) return;
      table.reach(from, to, step, parameter === THROWN && isGuessThrown(owner, to), detour);
      return;
    }
    const argument = owner < 0 ? undefined : boundary.argumentFor(step, owner, parameter);
    if (argument !== undefined) change(ways.edgeOf(way), argument, path, step, exits.edgeOf(exit));
  }
  /**
   * What came into a function by no call of the package goes where nothing of the package says: a fact about an object
   * of a class is one about objects outside, and comes back where such an object may be meant; any other to all callers.
   */
  function leaveOutside(edge: number, context: number, index: number, parameter: number, path: number): void {
    const isObject = boundary.instanceOf(facts.firstOf(contexts.factOf(context))) !== undefined;
    if (parameter >= 0) changeGiven(edge, parameter, path, (step) => !isObject || boundary.isOnOutside(step));
    else if (isObject) giveBack(edge, index, path, parameter, boundary.isOnOutside);
    else {
      const made = program.functions[index];
      const result = parameter === THROWN ? made?.thrown : made?.result;
      if (result !== undefined) table.reachEverywhere(edge, facts.idOf(result, path), -1);
    }
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
    if (from < 0 || isLive[facts.firstOf(fact)] !== 1) return;
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
    if (mutated.idOf(contexts.placeOf(from), fact) < before) return;
    table.reach(from, fact, step, false, detour);
    const value = facts.firstOf(fact);
    const index = boundary.parameterOf[value] as number;
    if (index >= 0) {
      leaveParameter(from, context, index, fact);
      if (program.functions[index]?.receiver !== value || boundary.instanceOf(value) !== undefined) return;
    }
    const within = program.functionOf[facts.firstOf(contexts.factOf(context))] as number;
    const { start, end } = consequences.ofChange(fact);
    for (let at = start; at < end; at++) {
      const to = consequences.factAt(at);
      const kind = consequences.kindAt(at);
      if (kind === CHANGE || kind === CHANGE_SURELY) mutate(from, to, step, detour);
      // What was made in this call of a function is changed in this call.
      else if (boundary.isWithin(program.functionOf[facts.firstOf(to)] as number, within)) {
        table.reach(from, to, step, false, detour);
      } else table.reachEverywhere(from, to, step);
    }
  }
  function leaveParameter(edge: number, context: number, index: number, fact: number): void {
    const parameter = facts.firstOf(fact);
    const path = facts.secondOf(fact);
    const isOwn = ownerOf(context) === index;
    if (!isOwn || contexts.isSource(context)) changeGiven(edge, parameter, path, () => !isOwn);
    else if (contexts.isCalled(context)) leaveBy(context, edge, parameter, path);
    else leaveOutside(edge, context, index, parameter, path);
  }
  /** What a parameter holds changed, in every call: callers that `does` names see it, and whoever has such an object. */
  function changeGiven(edge: number, parameter: ValueId, path: number, does: (step: number) => boolean): void {
    const instance = boundary.instanceOf(parameter);
    if (instance !== undefined) table.reachEverywhere(edge, facts.idOf(instance, path), -1);
    const index = boundary.parameterOf[parameter] as number;
    const given = boundary.givenFor(parameter);
    for (let at = 0; at < given.length; at += 2) {
      const step = given[at] as number;
      if (!does(step)) continue;
      const argument = facts.idOf(given[at + 1] as number, path);
      const isDoubtful = boundary.isGuess(step, index);
      const reached = table.reachEverywhere(edge, argument, step, isDoubtful);
      if (reached < 0 || isDoubtful || values.errorInstances.has(given[at + 1] as number)) continue;
      mutate(reached, argument, step, -1);
    }
  }
}
