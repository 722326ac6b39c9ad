import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import {
  type Analyse,
  applyUserRules,
  type Artifact,
  artifactOf,
  compareWithSource,
  createAnalyse,
  createPythonLowering,
  lowerWith,
  parseUserRules,
  readArtifact,
  sourceFindings,
} from '@portcullis/scan';
import type { Material } from '../material.ts';
import type { Analyser } from './wire.ts';

/** Loads the parsers and gives what turns bytes into an analysis. Runs in the confined worker. */
export async function createAnalyser(): Promise<Analyser> {
  const find = createRequire(import.meta.resolve('@portcullis/scan'));
  const analyse = createAnalyse(
    await createPythonLowering({
      runtime: readFileSync(find.resolve('web-tree-sitter/web-tree-sitter.wasm')),
      grammar: readFileSync(find.resolve('tree-sitter-python/tree-sitter-python.wasm')),
    }),
  );
  loadAll(analyse);
  return ({ material, rules, source, wantsFiles }, onFile) => {
    onFile(material.name);
    const artifact = artifactIn(material);
    const analysis = analyse(artifact, material.name, onFile);
    const uses = analysis.uses.map(({ capability, api, constants, place }) => ({ capability, api, constants, place }));
    return {
      analysis,
      more: [
        ...rules.flatMap((one) => applyUserRules(parseUserRules(one.text, one.name), artifact, uses)),
        ...(source === undefined
          ? []
          : sourceFindings(
              compareWithSource(
                artifact,
                artifactOf(source, { form: 'folder', ecosystem: artifact.ecosystem }).files,
                lowerWith(analyse.lowerer),
              ),
            )),
      ],
      ...(wantsFiles ? { files: artifact.files } : {}),
    };
  };
}

/** The parsers load machine code and a reader of each dialect when they first need them. That must be before the files are given up. */
function loadAll(analyse: Analyse): void {
  const text = new TextEncoder().encode('f(1)\n');
  const endings = ['js', 'jsx', 'mjs', 'cjs', 'ts', 'tsx', 'mts', 'cts', 'py'];
  const files = endings.map((ending) => ({ path: `first.${ending}`, bytes: text }));
  analyse(artifactOf(files, { form: 'folder', ecosystem: 'npm' }), 'first');
}

function artifactIn(material: Material): Artifact {
  if (material.is === 'archive') return readArtifact(material.name, material.bytes);
  const { form, ecosystem, files, unread } = material;
  const artifact = artifactOf(files, { form, ecosystem });
  return { ...artifact, unread: [...artifact.unread, ...unread] };
}
