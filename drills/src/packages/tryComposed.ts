import { compose } from './compose/compose.ts';
import type { Choice } from './compose/composition.ts';
import type { Judge, Verdict } from './openJudge.ts';
import type { PackageFiles } from './packageFiles.ts';
import { renamePackage } from './renamePackage.ts';

/** What became of one composed theft and its neighbours. */
export interface ComposedOutcome {
  readonly choice: Choice;
  readonly seed: number | string;
  readonly isHeld: boolean;
  /** Neighbours that were held, and should not have been. */
  readonly falseAlarms: readonly ('clean' | 'honest')[];
  readonly verdict: Verdict;
}

/** Puts composed thefts before a judge, as updates; every second one renamed. */
export async function tryComposed(
  language: Choice['language'],
  seeds: readonly (number | string)[],
  judge: Judge,
  fixed: Partial<Choice> = {},
): Promise<ComposedOutcome[]> {
  const outcomes: ComposedOutcome[] = [];
  for (const [index, seed] of seeds.entries()) {
    const { choice, ecosystem, clean, poisoned, honest } = compose(language, seed, fixed);
    const named = async (files: PackageFiles): Promise<PackageFiles> =>
      index % 2 === 0 ? files : await renamePackage(ecosystem, files, seed);
    const before = await named(clean);
    const verdict = await judge({ ecosystem, files: await named(poisoned), before });
    const honestly = await judge({ ecosystem, files: await named(honest), before });
    const alone = await judge({ ecosystem, files: before });
    const falseAlarms = [
      ...(alone.decision === 'hold' ? ['clean' as const] : []),
      ...(honestly.decision === 'hold' ? ['honest' as const] : []),
    ];
    outcomes.push({ choice, seed, isHeld: verdict.decision === 'hold', falseAlarms, verdict });
  }
  return outcomes;
}
