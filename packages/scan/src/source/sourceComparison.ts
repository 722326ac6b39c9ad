/** By which rule a file of the package is explained by the source tree. */
export const NORMALISATIONS = [
  /** The same bytes stand in the source. */
  'same',
  /** The same text after line ends, byte order mark and blank ends of lines. */
  'line-ends',
  /** `package.json` as npm, pnpm or yarn publish it: members added or dropped that nothing runs. */
  'manifest',
  /** Metadata that the packer writes: PKG-INFO, METADATA, WHEEL, RECORD, `*.egg-info`, a `setup.cfg` with only `[egg_info]`. */
  'metadata',
  /** A version file that a build writes (setuptools-scm and its like): assignments of constants, nothing else. */
  'version-file',
  /** No code: a source map, type declarations, a licence. */
  'not-code',
  /** Compiled, transpiled, bundled or minified: every string, member, import and global in it stands in the source's code. */
  'generated',
] as const;
export type Normalisation = (typeof NORMALISATIONS)[number];

/** What became of one file of the package. */
export type FileOrigin =
  | { readonly is: 'explained'; readonly path: string; readonly by: Normalisation; readonly from?: string }
  /** The source has a file of this place, and it says something else. */
  | { readonly is: 'differs'; readonly path: string; readonly from: string; readonly unexplained: readonly string[] }
  /** Nothing in the source explains it. */
  | { readonly is: 'added'; readonly path: string; readonly isCode: boolean; readonly unexplained: readonly string[] };

/** A package against the source tree that it says it was built from. */
export interface SourceComparison {
  /** `no source`: the tree has nothing in common with the package, so that it is not its source. */
  readonly state: 'match' | 'mismatch' | 'no source';
  readonly files: readonly FileOrigin[];
  /** Files of the package that no rule explains. */
  readonly added: number;
}
