import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { parentPort } from 'node:worker_threads';
import type { Millis } from '@portcullis/model';
import {
  addedDependencies,
  type Analysis,
  artifactOf,
  createAnalyse,
  createPythonLowering,
  decide,
  type ReleaseTrust,
  trustFindings,
} from '@portcullis/scan';
import type { Question, Verdict } from './openJudge.ts';
import type { PackageFiles } from './packageFiles.ts';

const { resolve } = createRequire(import.meta.url);
const analyse = createAnalyse(
  await createPythonLowering({
    runtime: readFileSync(resolve('web-tree-sitter/web-tree-sitter.wasm')),
    grammar: readFileSync(resolve('tree-sitter-python/tree-sitter-python.wasm')),
  }),
);
parentPort?.on('message', (question: Question) => parentPort?.postMessage(answer(question)));

function answer({ ecosystem, files, before, dependency, provenance }: Question): Verdict {
  const analysed = (one: PackageFiles): Analysis => {
    const found = [...one].map(([path, text]) => ({ path, bytes: new TextEncoder().encode(text) }));
    return analyse(artifactOf(found, { form: 'folder', ecosystem }), 'drill');
  };
  const context = { now: 0 as Millis, cooldown: 0 as Millis };
  const after = analysed(files);
  const earlier = before === undefined ? undefined : analysed(before);
  const judged = decide(after, {
    ...(earlier === undefined ? {} : { before: earlier }),
    // The one that a registry would give for the name.
    dependencies:
      earlier === undefined || dependency === undefined
        ? []
        : addedDependencies(earlier, after).map(({ name, range }) => ({
            is: 'judged' as const,
            name,
            range,
            through: [],
            judgement: decide(analysed(dependency), { isAdded: true }),
          })),
    more:
      before === undefined || provenance === undefined
        ? []
        : trustFindings(trustOf(provenance.clean), trustOf(provenance.poisoned), context),
  });
  const rules = judged.findings.filter((finding) => finding.decision === judged.decision).map(({ rule }) => rule);
  return { decision: judged.decision, rules: [...new Set(rules)].toSorted() };
}

function trustOf(isProven: boolean): ReleaseTrust {
  return {
    maintainers: [],
    provenance: isProven ? { is: 'verified', repository: 'https://git.drill.invalid/main' } : { is: 'absent' },
  };
}
