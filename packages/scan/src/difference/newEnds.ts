import type { FlowSite } from '../flow/flowReport.ts';
import type { FindingEnd } from '../packageFinding.ts';

/**
 * The ends of a flow that the version before did not have. One is known where its function does what a function did that
 * the flow ended in before, wherever that stood, but no more of them in one file than were in one; else by the name of its
 * function and its file, each known end once, so that a second call beside a first is new. Names are lost where code is
 * minified: then as many as a file had are known. What ends somewhere for certain is not known by what ended there perhaps,
 * and nothing that goes to a host that nothing went to before.
 */
export function newEnds(before: readonly FindingEnd[], after: readonly FindingEnd[]): readonly FindingEnd[] {
  const hosts = new Set(before.flatMap(({ site }) => site.hosts));
  const standsFor = (one: FindingEnd, end: FindingEnd): boolean =>
    isAsSure(one, end) && end.site.hosts.every((host) => hosts.has(host));
  const byCode = Map.groupBy(before, ({ site }) => site.code);
  const changed = [...Map.groupBy(after, ({ site }) => `${site.code} ${site.file}`).values()].flatMap((same) =>
    same.filter((end, at) => {
      const known = byCode.get(end.site.code) ?? [];
      return at >= mostInOneFile(known) || !known.some((one) => standsFor(one, end));
    }),
  );
  const stays = new Set(after.map(({ site }) => site.code));
  // What stayed as it was stands for nothing else.
  const gone = before.filter(({ site }) => !stays.has(site.code));
  const unnamed = matched(changed, gone, ({ file, within }) => `${file} ${within}`, standsFor);
  const isLost = (one: FindingEnd, end: FindingEnd): boolean =>
    standsFor(one, end) && (hasNoName(one.site) || hasNoName(end.site));
  return matched(unnamed.after, unnamed.before, ({ file }) => file, isLost).after;
}

/** A package has some code once for each form of its modules, and each in a file of its own. */
function mostInOneFile(ends: readonly FindingEnd[]): number {
  return Math.max(0, ...[...Map.groupBy(ends, ({ site }) => site.file).values()].map(({ length }) => length));
}

/** Of what leads across the program no guess is known to be less; what is certain was seen at most to lead across it. */
function isAsSure(before: FindingEnd, after: FindingEnd): boolean {
  return after.certainty !== 'certain' || before.certainty !== 'guess';
}

/** Minifiers leave a letter or two. */
function hasNoName({ within }: FlowSite): boolean {
  return within.length <= 2;
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
  standsFor: (one: FindingEnd, end: FindingEnd) => boolean,
): Unmatched {
  const free = Map.groupBy(before, ({ site }) => nameOf(site));
  const left = after.filter((end) => {
    const named = free.get(nameOf(end.site)) ?? [];
    const known = named.findIndex((one) => standsFor(one, end));
    if (known >= 0) named.splice(known, 1);
    return known < 0;
  });
  return { before: [...free.values()].flat(), after: left };
}
