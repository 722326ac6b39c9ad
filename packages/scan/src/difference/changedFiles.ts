import type { AnalysedFile } from '../judge/analysis.ts';

/** The paths whose bytes stand nowhere in the version before: new, changed, but not moved. */
export function changedFiles(before: readonly AnalysedFile[], after: readonly AnalysedFile[]): ReadonlySet<string> {
  const known = new Set(before.map(({ digest }) => digest));
  return new Set(after.filter(({ digest }) => !known.has(digest)).map(({ path }) => path));
}
