import {
  type AddedDependency,
  addedDependencies,
  type Analysis,
  broughtBy,
  decide,
  dependenciesOf,
  type JudgedDependency,
} from '@portcullis/scan';
import { analyseMaterial } from './analyseMaterial.ts';
import { findingsAround } from './findingsAround.ts';
import type { JudgeSettings } from './judgeTarget.ts';
import type { FindDependency } from './registry/dependencyTargets.ts';
import type { Target } from './targets/target.ts';

/** Judges what an update brings beside itself. Throws `digest-mismatch`, and what YARA throws. */
export type JudgeDependencies = (
  before: Analysis,
  after: Analysis,
  target: Target,
) => Promise<readonly JudgedDependency[]>;

/** So many packages are judged with one update, the nearest first, and no more bytes of them unpacked. */
const MOST_DEPENDENCIES = 64;
const MOST_BYTES = 512 * 1024 * 1024;
const AT_ONCE = 4;

/** A dependency on its way to be judged. */
interface Wanted {
  readonly dependency: AddedDependency;
  readonly through: readonly string[];
}

/** A judged package, and what it brings itself. */
interface Brought {
  readonly judged: JudgedDependency;
  readonly brings: readonly AddedDependency[];
}

/** Says of every added dependency why it is not judged. */
export function leaveDependencies(why: string): JudgeDependencies {
  return async (before, after) =>
    await Promise.resolve(
      addedDependencies(before, after).map(({ name, range }) => ({
        is: 'unjudged' as const,
        name,
        range,
        through: [],
        why,
        isGap: false,
      })),
    );
}

/**
 * Judges every package that an update brings and the version before did not, and what these bring in turn, each in the
 * version that a fresh install takes today. A package is asked for once in a run.
 */
export function createDependencyJudge(find: FindDependency, settings: JudgeSettings): JudgeDependencies {
  const known = new Map<string, Promise<readonly Brought[]>>();
  const judge = async ({ dependency, through }: Wanted): Promise<readonly Brought[]> => {
    const { ecosystem, name, asks } = dependency;
    const key = `${ecosystem} ${name} ${asks.name} ${asks.range}`;
    let asked = known.get(key);
    if (asked === undefined) known.set(key, (asked = judgeOne(dependency, find, settings)));
    return (await asked).map(({ judged, brings }) => ({ judged: { ...judged, through }, brings }));
  };
  return async (before, after, target) => {
    const added = addedDependencies(before, after);
    if (target.isInstalled === true)
      return await leaveDependencies('what is installed beside it is judged by itself')(before, after, target);
    // What the version before brought, and the package itself: dependencies go in circles.
    const seen = new Set([...dependenciesOf(before).map(broughtBy), after.name ?? '']);
    const judged: JudgedDependency[] = [];
    let bytes = 0;
    let level: readonly Wanted[] = fresh(added, [], seen);
    while (level.length > 0) {
      const room = bytes > MOST_BYTES ? 0 : MOST_DEPENDENCIES - judged.length;
      const brought = await inTurns(level.slice(0, Math.max(0, room)), judge);
      judged.push(...brought.flat().map((one) => one.judged), ...level.slice(Math.max(0, room)).map(beyond));
      for (const one of brought.flat()) if (one.judged.is === 'judged') bytes += one.judged.judgement.bytes;
      level = brought
        .flat()
        .flatMap(({ judged: one, brings }) =>
          one.is === 'judged' ? fresh(brings, [one.judgement.subject, ...one.through], seen) : [],
        );
    }
    return judged;
  };
}

/** Those that nothing brought yet. */
function fresh(brings: readonly AddedDependency[], through: readonly string[], seen: Set<string>): readonly Wanted[] {
  return brings.flatMap((dependency) => {
    const what = broughtBy(dependency);
    if (seen.has(what)) return [];
    seen.add(what);
    return [{ dependency, through }];
  });
}

function beyond({ dependency: { name, range }, through }: Wanted): JudgedDependency {
  return {
    is: 'unjudged',
    name,
    range,
    through,
    why: `the update brings more than ${MOST_DEPENDENCIES} packages, or more than ${MOST_BYTES / 1024 / 1024} MiB`,
    isGap: true,
  };
}

/** The archives of one dependency: one of npm, up to two of PyPI. */
async function judgeOne(
  dependency: AddedDependency,
  find: FindDependency,
  settings: JudgeSettings,
): Promise<readonly Brought[]> {
  const { name, range } = dependency;
  const told = { name, range, through: [] };
  const unjudged = (why: string): Brought => ({
    judged: { is: 'unjudged', ...told, why, isGap: true },
    brings: [],
  });
  const found = await find(dependency);
  if (found.is === 'unjudged') return [unjudged(found.why)];
  const brought: Brought[] = [];
  for (const { target, material } of found.archives) {
    const after = await analyseMaterial(material, target.name, settings, settings.yara !== undefined);
    if (after.is === 'fault') {
      brought.push(unjudged(after.fault.message));
      continue;
    }
    const { findings, release } = await findingsAround(target, material, after, undefined, settings);
    const judgement = decide(after.analysis, {
      isAdded: true,
      permits: settings.permits,
      release,
      more: [...after.more, ...findings],
    });
    brought.push({ judged: { is: 'judged', ...told, judgement }, brings: dependenciesOf(after.analysis) });
  }
  return brought;
}

async function inTurns<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<readonly R[]> {
  const answers: R[] = [];
  let next = 0;
  const turn = async (): Promise<void> => {
    for (let index = next++; index < items.length; index = next++) answers[index] = await work(items[index] as T);
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, items.length) }, turn));
  return answers;
}
