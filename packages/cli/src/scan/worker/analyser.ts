import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  analyseFlow,
  type Analysis,
  applyUserRules,
  type Artifact,
  artifactOf,
  compareWithSource,
  createPythonLowering,
  decodePython,
  flowFinding,
  lineStartsOf,
  lockName,
  lowerJavaScript,
  type ModuleIr,
  type PackageFile,
  parseUserRules,
  placeOf,
  type PythonLowering,
  readArtifact,
  sourceFindings,
  textOf,
  type UsePlace,
} from '@portcullis/scan';
import type { Material } from '../material.ts';
import type { Analyser, OnFile } from './wire.ts';

/** Loads the parsers and gives what turns bytes into an analysis. Runs in the confined worker, before it gives up its files. */
export async function createAnalyser(): Promise<Analyser> {
  const lowerPython = await createPythonLowering({
    runtime: wasm('web-tree-sitter/web-tree-sitter.wasm'),
    grammar: wasm('tree-sitter-python/tree-sitter-python.wasm'),
  });
  // The parser for JavaScript loads machine code, and its reader of each dialect, when it first needs them: that must be now.
  for (const ending of ['js', 'jsx', 'ts', 'tsx', 'mjs', 'cjs', 'mts', 'cts'])
    lowerJavaScript(`first.${ending}`, 'f(1);');
  const lower = (file: string, text: string): ModuleIr | undefined => lowered(file, text, lowerPython);

  return ({ material, rules, source, wantsFiles }, onFile) => {
    onFile(material.name);
    const artifact = artifactIn(material);
    const { analysis, uses } = analyse(artifact, material.name, lower, onFile);
    const compared =
      source === undefined
        ? []
        : sourceFindings(
            compareWithSource(
              artifact,
              artifactOf(source, { form: 'folder', ecosystem: artifact.ecosystem }).files,
              lower,
            ),
          );
    return {
      analysis,
      more: [
        ...compared,
        ...rules.flatMap((one) => applyUserRules(parseUserRules(one.text, one.name), artifact, uses)),
      ],
      ...(wantsFiles ? { files: artifact.files } : {}),
    };
  };
}

function analyse(
  artifact: Artifact,
  called: string,
  lower: (file: string, text: string) => ModuleIr | undefined,
  onFile: OnFile,
): { readonly analysis: Analysis; readonly uses: readonly UsePlace[] } {
  const { name, version, ecosystem, digest, files } = artifact;
  const texts = new Map<string, { readonly text: string; readonly starts: readonly number[] }>();
  const modules = files.flatMap((file) => {
    onFile(file.path);
    const text = sourceText(file);
    const module = text === undefined ? undefined : lower(file.path, text);
    if (text === undefined || module === undefined) return [];
    texts.set(file.path, { text, starts: lineStartsOf(text) });
    return [module];
  });
  onFile('');
  const report = analyseFlow(modules);
  const uses = report.uses.map(({ capability, api, constants, atLoad, file, span }) => {
    const known = texts.get(file);
    const place = known === undefined ? { file, what: api } : placeOf(file, known.text, known.starts, span, api);
    return { capability, api, constants, atLoad, place };
  });
  const purl = lockName({ ecosystem, ...(name === undefined ? {} : { name }) });
  const analysis: Analysis = {
    subject: purl === undefined || version === undefined ? called : `${purl}@${version}`,
    digest,
    ecosystem,
    ...(name === undefined ? {} : { name }),
    ...(version === undefined ? {} : { version }),
    files: files.map((file) => ({ path: file.path, digest: file.digest, bytes: file.bytes.length })),
    declared: { hooks: [], dependencies: {}, protections: [] },
    uses,
    findings: [
      ...artifact.findings,
      ...report.flows.flatMap((flow) => flowFinding(flow, (file) => texts.get(file)) ?? []),
    ],
    unread: [
      ...artifact.unread.map(({ path, why }) => ({ file: path, why })),
      ...modules.flatMap(({ file, unread }) => unread.map(({ why }) => ({ file, why }))),
      ...report.unread.map((why) => ({ file: '', why })),
    ],
  };
  return { analysis, uses };
}

function artifactIn(material: Material): Artifact {
  if (material.is === 'archive') return readArtifact(material.name, material.bytes);
  const { form, ecosystem, files, unread } = material;
  const artifact = artifactOf(files, { form, ecosystem });
  return { ...artifact, unread: [...artifact.unread, ...unread] };
}

/** Declarations (`.d.ts`) hold no code. */
const JAVASCRIPT = /(?<!\.d)\.[cm]?[jt]sx?$/i;
const PYTHON = /\.(py|pyw)$/i;

function sourceText(file: PackageFile): string | undefined {
  if (JAVASCRIPT.test(file.path)) return textOf(file);
  return PYTHON.test(file.path) ? decodePython(file.bytes).text : undefined;
}

function lowered(file: string, text: string, lowerPython: PythonLowering): ModuleIr | undefined {
  if (JAVASCRIPT.test(file)) return lowerJavaScript(file, text);
  return PYTHON.test(file) ? lowerPython(file, text) : undefined;
}

function wasm(specifier: string): Uint8Array {
  return readFileSync(fileURLToPath(import.meta.resolve(specifier)));
}
