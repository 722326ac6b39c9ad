import type { SinkKind } from '../flowReport.ts';
import { keepCompiled } from '../../keepCompiled.ts';
import { ANY_KEY } from './accessPaths.ts';
import { CHANGE, CHANGE_SURELY, type Consequence, ENTER, ENTER_DOUBTFUL, ENTER_SURELY, SINK } from './consequences.ts';
import { grown } from '../../dense/grown.ts';
import { boundedFact } from './boundedFact.ts';
import type { FlowPlan } from './planFlows.ts';

const IS_HELD = 1;
const IS_CHANGED = 2;

/**
 * Whether one of the facts can reach a sink when callers are not told apart: what comes out of a function comes to
 * everybody who calls it. That takes a few facts where the table has one for each way into each function, and ends with
 * the first sink, so that a package whose secrets stay where they belong is not followed any further.
 */
export function reachesSink(
  plan: FlowPlan,
  origins: readonly number[],
  isLive: Uint8Array,
  isMeant: (kind: SinkKind) => boolean,
): boolean {
  const { values, boundary, thrown, consequences } = plan;
  const { facts, paths } = consequences;
  const { program } = values;
  const pathCounts = new Uint8Array(program.valueCount);
  let marks = new Int32Array(1024);
  /** Facts that hold and changes of what a value holds, which are told apart by the last bit. */
  const waiting: number[] = [];
  /** What comes of calls of very many functions, which waits for the call to be given anything: the step, and the facts. */
  const unasked = new Map<number, number[]>();
  const isEntered = new Uint8Array(program.stepCount);

  function markOf(fact: number): number {
    while (fact >= marks.length) marks = grown(marks);
    return marks[fact] as number;
  }
  const isHeld = (fact: number): boolean => (markOf(fact) & IS_HELD) !== 0;
  function bounded(fact: number): number {
    const value = facts.firstOf(fact);
    // The table keeps some members of a module, and which depends on the order they come in.
    if (plan.isNamespace(value)) return fact;
    const kept = boundedFact(facts, paths, fact, pathCounts[value] as number, isHeld);
    return kept < 0 ? facts.idOf(value, paths.cut(facts.secondOf(fact), 0)) : kept;
  }
  function hold(given: number): void {
    const value = facts.firstOf(given);
    if (isLive[value] !== 1) return;
    const fact = bounded(given);
    const mark = markOf(fact);
    if ((mark & IS_HELD) !== 0) return;
    marks[fact] = mark | IS_HELD;
    pathCounts[value] = (pathCounts[value] as number) + 1;
    waiting.push(fact * 2);
  }
  function change(given: number): void {
    if (isLive[facts.firstOf(given)] !== 1) return;
    const fact = bounded(given);
    const mark = markOf(fact);
    if ((mark & IS_CHANGED) !== 0) return;
    marks[fact] = mark | IS_CHANGED;
    waiting.push(fact * 2 + 1);
  }
  function ask(step: number): void {
    if (isEntered[step] === 1) return;
    isEntered[step] = 1;
    const held = unasked.get(step) ?? [];
    for (const fact of held) hold(fact);
  }
  function giveBack(step: number, to: number, path: number): void {
    if (isLive[to] !== 1 || values.errorInstances.has(to)) return;
    const fact = facts.idOf(to, path);
    if (!boundary.isWide(step) || isEntered[step] === 1) return hold(fact);
    const held = unasked.get(step);
    if (held === undefined) unasked.set(step, [fact]);
    else held.push(fact);
  }
  /** Whether there is a sink among them. */
  function follow({ start, end }: Consequence): boolean {
    for (let at = start; at < end; at++) {
      const fact = consequences.factAt(at);
      switch (consequences.kindAt(at)) {
        case SINK:
          if (isMeant(consequences.hit(fact).kind)) return true;
          break;
        case CHANGE:
        case CHANGE_SURELY:
          change(fact);
          break;
        case ENTER:
        case ENTER_DOUBTFUL:
        case ENTER_SURELY:
          hold(fact);
          ask(consequences.stepAt(at));
          break;
        default:
          hold(fact);
      }
    }
    return false;
  }
  function leave(fact: number, index: number): void {
    const path = facts.secondOf(fact);
    if (plan.isPublic.has(index)) follow(consequences.ofEscape(fact));
    const getters = boundary.gettersOf(index);
    for (let at = 0; at < getters.length; at += 2) {
      const step = getters[at] as number;
      const to = getters[at + 1] as number;
      giveBack(step, to, boundary.givesElements(step) ? paths.under(ANY_KEY, path) : path);
    }
  }
  function leaveThrown(fact: number, index: number): void {
    if (thrown.told.length > 0) follow(consequences.ofUncaught(fact));
    const catchers = thrown.catchersOf(index);
    for (let at = 0; at < catchers.length; at += 2) {
      const step = catchers[at] as number;
      const caught = catchers[at + 1] as number;
      if (thrown.isLost(paths, index, caught, facts.secondOf(fact))) continue;
      giveBack(step, caught, thrown.pathIn(paths, step, caught, facts.secondOf(fact)));
    }
  }
  function followChange(fact: number): boolean {
    hold(fact);
    const value = facts.firstOf(fact);
    const index = boundary.parameterOf[value] as number;
    const instance = boundary.instanceOf(value);
    if (instance !== undefined) hold(facts.idOf(instance, facts.secondOf(fact)));
    if (index >= 0) {
      const given = boundary.givenFor(value);
      for (let at = 1; at < given.length; at += 2) {
        change(facts.idOf(given[at] as number, facts.secondOf(fact)));
      }
      if (program.functions[index]?.receiver !== value || instance !== undefined) return false;
    }
    return follow(consequences.ofChange(fact));
  }

  keepCompiled('reaches sink', program.stepCount, [follow, leave, followChange]);
  for (const one of origins) hold(one);
  // Last come, first served: it ends with the first sink, and one way is sooner at its end than all are.
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
    const fact = one >> 1;
    if ((one & 1) === 1) {
      if (followChange(fact)) return true;
      continue;
    }
    if (follow(consequences.ofFact(fact))) return true;
    if (plan.isExports(facts.firstOf(fact))) follow(consequences.ofEscape(fact));
    const index = boundary.resultOf[facts.firstOf(fact)] as number;
    if (index >= 0) leave(fact, index);
    const thrower = thrown.throwerOf[facts.firstOf(fact)] as number;
    if (thrower >= 0) leaveThrown(fact, thrower);
  }
  return false;
}
