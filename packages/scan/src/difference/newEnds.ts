import type { FlowSite } from '../flow/flowReport.ts';
import type { FindingEnd } from '../packageFinding.ts';

/**
 * The ends of a flow that the version before did not have. One is known where its function does what a function did that
 * the flow ended in before, wherever that stood; else by the name of its function and its file, each known end once, so
 * that a second call beside a first is new. Names are lost where code is minified or moved about in its file: then as
 * many as a file had are known.
 */
export function newEnds(before: readonly FindingEnd[], after: readonly FindingEnd[]): readonly FindingEnd[] {
  const codes = new Set(before.map(({ site }) => site.code));
  const changed = after.filter(({ site }) => !codes.has(site.code));
  const stays = new Set(after.map(({ site }) => site.code));
  // What stayed as it was stands for nothing else.
  const gone = before.filter(({ site }) => !stays.has(site.code));
  const unnamed = matched(changed, gone, ({ file, within }) => `${file} ${within}`);
  return matched(unnamed.after, unnamed.before, ({ file }) => file).after;
}

interface Unmatched {
  readonly before: readonly FindingEnd[];
  readonly after: readonly FindingEnd[];
}

/** What is left of both where each of the one takes one of the other that is called the same. */
function matched(
  after: readonly FindingEnd[],
  before: readonly FindingEnd[],
  nameOf: (site: FlowSite) => string,
): Unmatched {
  const free = Map.groupBy(before, ({ site }) => nameOf(site));
  const left = after.filter(({ site }) => free.get(nameOf(site))?.pop() === undefined);
  return { before: [...free.values()].flat(), after: left };
}
