import type { FlowSite } from '../flow/flowReport.ts';
import type { FindingEnd } from '../packageFinding.ts';

/** Ends that the version before did not have. */
export interface NewEnds {
  readonly certain: readonly FindingEnd[];
  /** In minified code, and no more of them than its file had: each may be one of those, sent in another way now. */
  readonly perhaps: readonly FindingEnd[];
  /** Known by guesses alone, and no guess now: by a long way across the program, which may be made up as well. */
  readonly surer: readonly FindingEnd[];
}

/**
 * The ends of a flow that the version before did not have. One is known where its function does what a function did that
 * the flow ended in before, wherever that stood, but no more of them in one file than were in one; else by the name of its
 * function, its file and how that makes what is sent, each known end once, so that neither a second call beside a first nor
 * one that is given something else is known. Names are lost where code is minified: there the file and what is sent are
 * enough. What ends somewhere for certain, or across the program by a short way, is not known by what ended there perhaps,
 * nothing is known that goes to a host that nothing went to before, and nothing that comes there much more plainly.
 */
export function newEnds(before: readonly FindingEnd[], after: readonly FindingEnd[]): NewEnds {
  const { certain, perhaps } = unknownEnds(before, after, (one, end) => isAsSure(one, end) || isLongAcross(end));
  const told = new Set([...certain, ...perhaps]);
  const surer = unknownEnds(before, after, isAsSure).certain.filter((end) => !told.has(end) && isLongAcross(end));
  return { certain, perhaps, surer };
}

function unknownEnds(
  before: readonly FindingEnd[],
  after: readonly FindingEnd[],
  isSure: (one: FindingEnd, end: FindingEnd) => boolean,
): Omit<NewEnds, 'surer'> {
  const hosts = new Set(before.flatMap(({ site }) => site.hosts));
  const mayBe = (one: FindingEnd, end: FindingEnd): boolean =>
    isSure(one, end) && end.site.hosts.every((host) => hosts.has(host));
  const standsFor = (one: FindingEnd, end: FindingEnd): boolean => mayBe(one, end) && !isPlainer(one, end);
  const byCode = Map.groupBy(before, codeOf);
  const changed = [...Map.groupBy(after, (end) => `${codeOf(end)} ${end.site.file}`).values()].flatMap((same) =>
    same.filter((end, at) => {
      const known = byCode.get(codeOf(end)) ?? [];
      return at >= mostInOneFile(known) || !known.some((one) => standsFor(one, end));
    }),
  );
  const stays = new Set(after.map(codeOf));
  // What stayed as it was stands for nothing else.
  const gone = before.filter((end) => !stays.has(codeOf(end)));
  const named = matched(changed, gone, ({ file, within, given }) => `${file} ${within} ${given}`, standsFor);
  const unnamed = matched(
    named.after,
    named.before,
    ({ file, given }) => `${file} ${given}`,
    (one, end) => standsFor(one, end) && (hasNoName(one.site) || hasNoName(end.site)),
  );
  const certain = matched(
    unnamed.after,
    unnamed.before,
    ({ file }) => file,
    (one, end) => mayBe(one, end) && isMinified(end),
  ).after;
  return { certain, perhaps: unnamed.after.filter((end) => !certain.includes(end)) };
}

/** What its function does, and how what is sent is made: a function may be written in another that makes it. */
function codeOf({ site: { code, given } }: FindingEnd): string {
  return `${code} ${given}`;
}

/** A package has some code once for each form of its modules, and each in a file of its own. */
function mostInOneFile(ends: readonly FindingEnd[]): number {
  return Math.max(0, ...[...Map.groupBy(ends, ({ site }) => site.file).values()].map(({ length }) => length));
}

/** By a guess only what is one is known. */
function isAsSure(before: FindingEnd, after: FindingEnd): boolean {
  return before.certainty !== 'guess' || after.certainty === 'guess';
}

function isLongAcross({ certainty, length }: FindingEnd): boolean {
  return certainty === 'across' && length > STRAIGHT;
}

/** What came there a long way round, as everything does in a large program, and now comes there straight. */
function isPlainer(before: FindingEnd, after: FindingEnd): boolean {
  return after.length <= STRAIGHT && after.length * 2 < before.length;
}
/** A secret that is put into an object, encoded and handed to a sender of the package takes ten to fifteen steps. */
const STRAIGHT = 20;

/** Minifiers leave a letter or two. */
function hasNoName({ within }: FlowSite): boolean {
  return within.length <= 2;
}

function isMinified({ site, places }: FindingEnd): boolean {
  return hasNoName(site) && (places.at(-1)?.column ?? 0) > WIDEST;
}
/** Nobody writes longer lines. */
const WIDEST = 400;

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
