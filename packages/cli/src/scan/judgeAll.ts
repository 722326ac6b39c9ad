import { type Judged, judgeTarget, type TargetSettings } from './judgeTarget.ts';
import type { Target } from './targets/target.ts';

/**
 * Judges packages, some at once, and gives the answers in the order of the targets. No more are loaded than are being
 * judged. The first that throws ends it; `onDone` is told how many are done.
 */
export async function judgeAll(
  targets: readonly Target[],
  settings: TargetSettings,
  atOnce: number,
  onDone: (done: number) => void,
): Promise<readonly Judged[]> {
  const answers: Judged[] = [];
  let next = 0;
  let done = 0;
  const work = async (): Promise<void> => {
    for (let index = next++; index < targets.length; index = next++) {
      const target = targets[index];
      if (target === undefined) return;
      answers[index] = await judgeTarget(target, settings);
      onDone(++done);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, targets.length) }, work));
  return answers;
}
