import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Millis } from '@portcullis/model';
import {
  artifactOf,
  createAnalyse,
  createPythonLowering,
  decide,
  type Ecosystem,
  type ReleaseTrust,
  trustFindings,
} from '@portcullis/scan';
import type { PackageFiles } from './packageFiles.ts';

/** What a judge said of one version. */
export interface Verdict {
  readonly decision: 'pass' | 'review' | 'hold';
  /** Rules whose findings ask for that decision, in order of their names. */
  readonly rules: readonly string[];
}

/** What is judged: a version, and what is known around it. */
export interface Question {
  readonly ecosystem: Ecosystem;
  readonly files: PackageFiles;
  /** The version approved before; absent for a first look. */
  readonly before?: PackageFiles | undefined;
  /** Whether each version's publish proved where it was built. */
  readonly provenance?: { readonly clean: boolean; readonly poisoned: boolean } | undefined;
}

/** Judges a package that lies open, as `portcullis scan` does, in this thread. */
export type JudgeFiles = (question: Question) => Verdict;

export async function createJudgeFiles(): Promise<JudgeFiles> {
  const { resolve } = createRequire(import.meta.url);
  const analyse = createAnalyse(
    await createPythonLowering({
      runtime: readFileSync(resolve('web-tree-sitter/web-tree-sitter.wasm')),
      grammar: readFileSync(resolve('tree-sitter-python/tree-sitter-python.wasm')),
    }),
  );
  return ({ ecosystem, files, before, provenance }) => {
    const analysed = (one: PackageFiles) => {
      const found = [...one].map(([path, text]) => ({ path, bytes: new TextEncoder().encode(text) }));
      return analyse(artifactOf(found, { form: 'folder', ecosystem }), 'drill');
    };
    const context = { now: 0 as Millis, cooldown: 0 as Millis };
    const judged = decide(analysed(files), {
      ...(before === undefined ? {} : { before: analysed(before) }),
      more:
        before === undefined || provenance === undefined
          ? []
          : trustFindings(trustOf(provenance.clean), trustOf(provenance.poisoned), context),
    });
    const rules = judged.findings.filter((finding) => finding.decision === judged.decision).map(({ rule }) => rule);
    return { decision: judged.decision, rules: [...new Set(rules)].toSorted() };
  };
}

function trustOf(isProven: boolean): ReleaseTrust {
  return {
    maintainers: [],
    provenance: isProven ? { is: 'verified', repository: 'https://git.drill.invalid/main' } : { is: 'absent' },
  };
}
