import type { Artifact } from '../artifact.ts';
import type { CapabilityUse } from '../flow/flowReport.ts';
import { nativeSource } from '../native/nativeSource.ts';
import { nativeLanguage } from '../native/nativeTokens.ts';
import type { PackageFinding } from '../packageFinding.ts';
import type { PythonLowering } from '../python/createPythonLowering.ts';
import { findShapes } from '../shapes/findShapes.ts';
import { pythonShapes, type PythonText } from '../shapes/pythonShapes.ts';
import { textOf } from '../textOf.ts';
import type { LoweredFile } from './lowerPackage.ts';

/** What is seen in a package beside its flows. */
export interface BesideFlows {
  readonly findings: readonly PackageFinding[];
  readonly uses: readonly CapabilityUse[];
  /** Texts of files that were read here and not lowered, by path. */
  readonly texts: ReadonlyMap<string, string>;
}

/** Lets the detectors look that are no flow analysis: known shapes of thefts, and native source that an install compiles. */
export function besideFlows(artifact: Artifact, lowered: readonly LoweredFile[], python: PythonLowering): BesideFlows {
  const texts = new Map<string, string>();
  for (const file of artifact.files) {
    if (nativeLanguage(file.path) !== undefined || file.path.endsWith('.pth')) texts.set(file.path, textOf(file));
  }
  const read = [...texts].map(([path, text]): PythonText => ({ path, text }));
  const modules = lowered
    .filter(({ module }) => module.language === 'python')
    .map(({ file, text, module }): PythonText => ({ path: file.path, text, module }));
  const scripts = lowered.filter(({ module }) => module.language === 'javascript');
  const native = read.flatMap(({ path, text }) => nativeSource(path, text) ?? []);
  return {
    findings: [
      // Detectors of Python are of its own; those of text read every file.
      ...findShapes(artifact, scripts),
      ...pythonShapes([...modules, ...read], python),
      ...native.flatMap(({ findings }) => findings),
    ],
    uses: native.flatMap(({ uses }) => uses),
    texts,
  };
}
