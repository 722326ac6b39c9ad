import type { Figure } from '../benchmark.ts';
import { installGuardDog, type PeerAnswer, runGuardDog } from './guarddog.ts';
import { runPortcullis, type ScanAnswer } from './runPortcullis.ts';
import type { Sample } from './sample.ts';
import { median } from './statistics.ts';

interface Pair {
  readonly sample: Sample;
  readonly ours: ScanAnswer;
  readonly theirs: PeerAnswer | undefined;
}

/**
 * Both commands on the same archives, in turn, each in a process of its own, started cold. Ours is given the version
 * before, and reads both; GuardDog judges one version by itself. Of GuardDog two things are counted: any rule that hits,
 * and a risk that it tells, which is what its user sees.
 */
export async function besidePeer(
  samples: readonly Sample[],
  state: string,
  progress: (line: string) => void,
): Promise<readonly Figure[]> {
  const refused = await installGuardDog();
  if (refused !== undefined) progress(`GuardDog is NOT measured: ${refused}`);
  const pairs: Pair[] = [];
  let broke = 0;
  for (const sample of samples) {
    const since = sample.before === undefined ? [] : ['--since', sample.before];
    const ours = await runPortcullis([sample.archive, ...since, '--no-cache'], { state });
    let theirs: PeerAnswer | undefined;
    try {
      theirs = refused === undefined ? await runGuardDog(sample) : undefined;
    } catch (error) {
      broke += 1;
      progress(
        `GuardDog is NOT measured on ${sample.about}: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
    pairs.push({ sample, ours, theirs });
    progress(`${sample.about}: ${ours.decisions.join(' ') || 'not judged'}${told(theirs)}`);
  }
  return figuresOf(pairs, refused !== undefined, broke);
}

function told(theirs: PeerAnswer | undefined): string {
  return theirs === undefined ? '' : `; GuardDog ${theirs.hits} rules hit, ${theirs.risks} risks`;
}

function figuresOf(pairs: readonly Pair[], isAbsent: boolean, broke: number): Figure[] {
  const poisoned = pairs.filter(({ sample }) => sample.isPoisoned);
  const whole = poisoned.filter(({ sample }) => sample.needsRegistry !== true);
  const clean = pairs.filter(({ sample }) => !sample.isPoisoned);
  const measured = pairs.flatMap(({ theirs }) => theirs ?? []);
  const held = (list: readonly Pair[]): number => list.filter(({ ours }) => ours.decisions.includes('hold')).length;
  const flagged = (list: readonly Pair[], by: (answer: PeerAnswer) => number): number =>
    list.filter(({ theirs }) => theirs !== undefined && by(theirs) > 0).length;
  // Against GuardDog only what GuardDog answered.
  const both = pairs.filter(({ theirs }) => theirs !== undefined);
  const against = (value: number) => (measured.length === 0 ? {} : { against: { name: 'GuardDog', value } });
  const compared = measured.length === 0 ? pairs : both;
  const figures: Figure[] = [
    {
      name: `command, per package (${compared.length})`,
      value: median(compared.map(({ ours }) => ours.run.ms)),
      unit: 'ms',
      ...against(median(measured.map(({ run }) => run.ms))),
    },
    {
      name: 'command, most memory of all its processes',
      value: Math.max(...compared.map(({ ours }) => ours.run.memory)),
      unit: 'MB',
      ...against(Math.max(...measured.map(({ run }) => run.memory))),
    },
    {
      name: `held of ${whole.length} poisoned`,
      value: held(whole),
      unit: '',
      floor: { of: 'value', atLeast: whole.length },
    },
    {
      name: `held or to review of all ${poisoned.length} poisoned`,
      value: poisoned.filter(({ ours }) => ours.decisions.some((one) => one !== 'pass')).length,
      unit: '',
      floor: { of: 'value', atLeast: poisoned.length },
    },
    {
      name: `held of ${clean.length} clean`,
      value: held(clean),
      unit: '',
      floor: { of: 'value', atMost: Math.floor(clean.length / 100) },
    },
  ];
  if (isAbsent) figures.push({ name: 'GuardDog measured (0: it did not install)', value: 0, unit: '' });
  if (broke > 0) figures.push({ name: 'GuardDog gave no answer', value: broke, unit: 'packages' });
  if (measured.length > 0) {
    for (const [what, by] of [
      ['any rule', ({ hits }: PeerAnswer) => hits],
      ['a risk told', ({ risks }: PeerAnswer) => risks],
    ] as const) {
      figures.push(
        { name: `GuardDog, ${what}: of ${poisoned.length} poisoned`, value: flagged(poisoned, by), unit: '' },
        { name: `GuardDog, ${what}: of ${clean.length} clean`, value: flagged(clean, by), unit: '' },
      );
    }
  }
  return figures;
}
