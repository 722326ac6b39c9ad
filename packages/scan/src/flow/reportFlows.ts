import type { ModuleIr } from '../ir/moduleIr.ts';
import { keepCompiled } from '../keepCompiled.ts';
import { createApiFacts } from './catalog/apiFacts.ts';
import { type Flow, type FlowEnd, type FlowReport, type FlowSite, SINK_KINDS, SOURCE_KINDS } from './flowReport.ts';
import { listedValues } from './catalog/listedValues.ts';
import { moneyRedirects } from './money/moneyRedirects.ts';
import { capabilityUses } from './report/capabilityUses.ts';
import { checkUses } from './report/checkUses.ts';
import { describeTrace } from './report/describeTrace.ts';
import { goesAcross } from './report/goesAcross.ts';
import { planGuesses } from './guesses/planGuesses.ts';
import { judgeConfidence } from './report/judgeConfidence.ts';
import { sinksIn } from './report/sinksIn.ts';
import { createSiteOf } from './report/flowSites.ts';
import { createTracer, type Trace } from './report/tracePath.ts';
import { findSources } from './sources/findSources.ts';
import { publicFunctions } from './sources/publicFunctions.ts';
import type { SourceFact } from './sources/sourceFact.ts';
import { type Followed, followFlows } from './taint/followFlows.ts';
import { type FlowPlan, planFlows } from './taint/planFlows.ts';
import type { Values } from './values/values.ts';

/** How much is followed and told, and the copies of a module that are left out of the program. */
interface Reporting {
  readonly edges: number;
  readonly flows: number;
  copiesOf(module: ModuleIr): readonly ModuleIr[];
}

/** Follows what is worth stealing through a package whose values are known, and tells what each file can do. */
export function reportFlows(values: Values, { edges: mostEdges, flows: mostFlows, copiesOf }: Reporting): FlowReport {
  const factsOf = createApiFacts(values.denotations.apis);
  const listed = listedValues(values, factsOf);
  const uses = capabilityUses(values, factsOf, listed, copiesOf);
  const checks = checkUses(values, factsOf, listed, copiesOf);
  let known: ReadonlySet<number> | undefined;
  const everyPublic = (): ReadonlySet<number> => (known ??= publicFunctions(values));
  const redirects = moneyRedirects(values, everyPublic);
  const unread = [...values.unread];
  const found: Flow[] = [];
  const sinks = sinksIn(values, factsOf, listed);
  const wanted = new Set(SOURCE_KINDS.filter((source) => sinks.some((sink) => isWorthSaying(source, sink))));
  const isPublic = wanted.size === 0 ? new Set<number>() : everyPublic();
  const sources =
    wanted.size === 0 ? [] : findSources({ values, factsOf, listed, isPublic }, (kind) => wanted.has(kind));
  const plan =
    sources.length === 0 ? undefined : planFlows({ values, factsOf, listed, isPublic }, sources, meantBy(sources));
  keepCompiled('report', values.program.stepCount, [factsOf]);
  // Keys first and with most of the work; what is ordinary in most programs must not use it up.
  const [weighty, ordinary] = [true, false].map((is) => sources.filter((one) => isWeighty(one.kind) === is));
  for (const [some = [], most] of [[weighty, mostEdges] as const, [ordinary, mostEdges / 4] as const]) {
    if (plan === undefined || some.length === 0) continue;
    const { flows: told, isWhole } = flowsFrom(plan, some, most);
    if (!isWhole)
      unread.push(
        `flows of ${some === weighty ? 'keys' : 'settings'} were not followed to the end: too many ways through the package`,
      );
    found.push(...told);
  }
  const guesses = planGuesses(values, factsOf, listed, everyPublic);
  if (guesses !== undefined) {
    const { flows: told, isWhole } = flowsFrom(guesses.plan, guesses.sources, mostEdges / 8);
    if (!isWhole)
      unread.push('flows of what can be guessed were not followed to the end: too many ways through the package');
    found.push(...told);
  }
  const flows = found.toSorted(order);
  if (flows.length > mostFlows) unread.push(`${flows.length - mostFlows} further flows are not listed`);
  return { flows: flows.slice(0, mostFlows), uses, checks, redirects, unread };
}

function isWeighty(kind: Flow['source']): boolean {
  return kind === 'key' || kind === 'wallet' || kind === 'download';
}

/** Follows some sources and tells of every sink that each reaches. */
function flowsFrom(
  plan: FlowPlan,
  sources: readonly SourceFact[],
  mostEdges: number,
): { readonly flows: readonly Flow[]; readonly isWhole: boolean } {
  const followed = followFlows(plan, sources, mostEdges, meantBy(sources), isWeighty((sources[0] as SourceFact).kind));
  const siteOf = createSiteOf(
    plan.values,
    followed.hits.map(({ step }) => step),
  );
  const tracesFrom = createTracer(followed);
  const flows: Flow[] = [];
  let room = MOST_ENDS;
  let isWhole = !followed.table.isOverfull();
  for (const [same, group] of Map.groupBy(sources.keys(), (at) => nameOf(sources[at] as SourceFact))) {
    if (room <= 0) {
      isWhole = false;
      break;
    }
    const { kind, by } = sources[group[0] as number] as SourceFact;
    const hits = followed.hits.filter((hit) => isWorthSaying(kind, hit.kind));
    const traces = tracesFrom(group, hits);
    // What rests on a guess is a flow of its own: it must not stand for a certain one in another version.
    const keyOf = ({ hit, isDoubtful }: Trace): string =>
      `${same} to ${hit.kind} by ${hit.name}${isDoubtful ? ', perhaps' : ''}`;
    for (const [key, all] of Map.groupBy(traces, keyOf)) {
      const some = all.slice(0, Math.min(room, MOST_ENDS_OF_ONE));
      if (some.length < all.length) isWhole = false;
      room -= some.length;
      if (some.length === 0) continue;
      const ends = some.map((trace) => endOf(plan, followed, sources[trace.source] as SourceFact, trace, siteOf));
      ends.sort(surerFirst);
      const [{ hit }, { confidence, points }] = [some[0] as Trace, ends[0] as FlowEnd];
      flows.push({ source: kind, sink: hit.kind, by, confidence, points, ends, key });
    }
  }
  return { flows, isWhole };
}
/** So many places where flows end are told, of one and of all: more are of no use to anybody. */
const MOST_ENDS_OF_ONE = 500;
const MOST_ENDS = 5000;

/** What a source is in every version: sources that mean the same have the same name. */
function nameOf({ kind, by, rests }: SourceFact): string {
  return `${kind} by ${by} of ${rests}`;
}

function endOf(
  plan: FlowPlan,
  followed: Followed,
  source: SourceFact,
  trace: Trace,
  siteOf: (step: number) => FlowSite,
): FlowEnd {
  const points = describeTrace(plan.values, followed, source, trace);
  // Ways that are not told are longer than those that are.
  const isAcross = trace.points.length === 0 || goesAcross(points);
  const certainty = trace.isDoubtful ? 'guess' : isAcross ? 'across' : 'certain';
  const length = Math.max(points.length, trace.points.length === 0 ? trace.length : 0);
  const confidence = judgeConfidence(source, trace.hit, certainty, points, length);
  return { site: siteOf(trace.hit.step), certainty, confidence, points, length: trace.length };
}

function surerFirst(one: FlowEnd, other: FlowEnd): number {
  return CONFIDENCE.indexOf(one.confidence) - CONFIDENCE.indexOf(other.confidence) || one.length - other.length;
}

/** Which sinks mean something for one of the sources. */
function meantBy(sources: readonly SourceFact[]): (sink: Flow['sink']) => boolean {
  const kinds = [...new Set(sources.map((one) => one.kind))];
  const sinks = new Set(SINK_KINDS.filter((sink) => kinds.some((kind) => isWorthSaying(kind, sink))));
  return (sink) => sinks.has(sink);
}

/** Pairs that mean something: what the network answered is a danger only where it is run. */
function isWorthSaying(source: Flow['source'], sink: Flow['sink']): boolean {
  if (source === 'guessable' || sink === 'key') return source === 'guessable' && sink === 'key';
  if (source === 'download') return sink === 'code' || sink === 'process';
  if (sink === 'code') return false;
  return !(sink === 'later' && source !== 'key' && source !== 'wallet');
}

const CONFIDENCE = ['high', 'medium', 'low'];
function order(a: Flow, b: Flow): number {
  return (
    CONFIDENCE.indexOf(a.confidence) - CONFIDENCE.indexOf(b.confidence) ||
    SOURCE_KINDS.indexOf(a.source) - SOURCE_KINDS.indexOf(b.source) ||
    SINK_KINDS.indexOf(a.sink) - SINK_KINDS.indexOf(b.sink) ||
    (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)
  );
}
