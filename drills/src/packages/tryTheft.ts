import type { Judge, Question, Verdict } from './openJudge.ts';
import { chanceOf } from './chance.ts';
import { renamePackage } from './renamePackage.ts';
import { swapEncoders } from './swapEncoders.ts';
import type { Expected, Theft } from './theft.ts';

/** One question to a judge, and whether it answered right. */
export interface Outcome {
  /** What was asked: `xrpl-2025: update, renamed 3`. */
  readonly about: string;
  readonly expected: Expected;
  readonly verdict: Verdict;
  readonly isRight: boolean;
}

/**
 * Puts one re-creation before a judge: the clean version, the theft as an update and by itself, and both again under every
 * seed with hosts, names, files and encoders changed. `pass` means that nothing is stopped; a hold counts where a rule
 * of one of the families asks for it.
 */
export async function tryTheft(theft: Theft, judge: Judge, seeds: readonly number[]): Promise<Outcome[]> {
  const { id, ecosystem, cleanFiles: clean, poisonedFiles: poisoned, provenance, expect, dependencyFiles } = theft;
  const outcomes: Outcome[] = [];
  const ask = async (
    about: string,
    expected: Expected,
    families: readonly string[],
    question: Omit<Question, 'ecosystem'>,
  ) => {
    const verdict = await judge({ ecosystem, ...question });
    outcomes.push({ about: `${id}: ${about}`, expected, verdict, isRight: isRight(expected, verdict, families) });
  };

  await ask('clean', 'pass', [], { files: clean });
  await ask('update', expect.update, expect.families, { files: poisoned, before: clean, provenance });
  await ask('alone', expect.alone, expect.families, { files: poisoned });
  if (dependencyFiles !== undefined && expect.dependency !== undefined) {
    await ask('dependency', expect.dependency.alone, expect.dependency.families, { files: dependencyFiles });
    // Without what else gives the update away.
    await ask('update with its dependency', expect.dependency.update, ['change'], {
      files: poisoned,
      before: clean,
      dependency: dependencyFiles,
    });
  }
  for (const seed of seeds) {
    const swapped = swapEncoders(theft, poisoned, chanceOf(`${seed} ${id}`));
    const cleanRenamed = await renamePackage(ecosystem, clean, seed);
    const poisonedRenamed = await renamePackage(ecosystem, swapped, seed);
    await ask(`clean as an update, renamed ${seed}`, 'pass', [], { files: cleanRenamed, before: clean });
    await ask(`update, renamed ${seed}`, expect.update, expect.families, {
      files: poisonedRenamed,
      before: cleanRenamed,
      provenance,
    });
    await ask(`update to renamed ${seed}`, expect.update, expect.families, {
      files: poisonedRenamed,
      before: clean,
      provenance,
    });
    await ask(`alone, renamed ${seed}`, expect.alone, expect.families, { files: poisonedRenamed });
    if (dependencyFiles === undefined || expect.dependency === undefined) continue;
    const dependency = await renamePackage(ecosystem, dependencyFiles, seed);
    await ask(`dependency, renamed ${seed}`, expect.dependency.alone, expect.dependency.families, {
      files: dependency,
    });
    await ask(`update with its dependency, renamed ${seed}`, expect.dependency.update, ['change'], {
      files: poisonedRenamed,
      before: cleanRenamed,
      dependency,
    });
  }
  return outcomes;
}

function isRight(expected: Expected, { decision, rules }: Verdict, families: readonly string[]): boolean {
  switch (expected) {
    case 'pass':
      return decision !== 'hold';
    case 'review':
      return decision !== 'pass' && of(rules, families);
    case 'hold':
      return decision === 'hold' && of(rules, families);
  }
}

function of(rules: readonly string[], families: readonly string[]): boolean {
  return rules.some((rule) => families.includes(rule.split('.', 1)[0] ?? ''));
}
