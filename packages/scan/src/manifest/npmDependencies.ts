import type { PackageFile } from '../artifact.ts';
import { npmSource } from './dependencySource.ts';
import type { Dependency, DependencyKind } from './manifest.ts';
import type { ManifestNotes } from './manifestNotes.ts';
import { isRecord, type JsonManifest, textEntries } from './readJson.ts';

const FIELDS: readonly (readonly [field: string, kind: DependencyKind])[] = [
  ['dependencies', 'runtime'],
  ['optionalDependencies', 'optional'],
  ['peerDependencies', 'peer'],
  ['devDependencies', 'development'],
];

/** All dependencies of a `package.json`; those that come with every install and not from the registry are findings. */
export function npmDependencies(
  file: PackageFile,
  { value, lineOf }: JsonManifest,
  notes: ManifestNotes,
): Dependency[] {
  const optional = optionalPeers(value['peerDependenciesMeta']);
  return FIELDS.flatMap(([field, kind]) =>
    textEntries(value[field]).map(([name, range]) => {
      const from = npmSource(range);
      const line = lineOf(`/${field}/${name}`);
      if (kind !== 'development') report({ file: file.path, line, name, range, from }, notes);
      return {
        name,
        range,
        kind: kind === 'peer' && optional.has(name) ? 'extra' : kind,
        from,
        file: file.path,
        ...(line === undefined ? {} : { line }),
      };
    }),
  );
}

/** Peers that npm does not install by itself. */
function optionalPeers(meta: unknown): ReadonlySet<string> {
  if (!isRecord(meta)) return new Set();
  return new Set(
    Object.entries(meta).flatMap(([name, value]) => (isRecord(value) && value['optional'] === true ? [name] : [])),
  );
}

interface Reported {
  readonly file: string;
  readonly line?: number | undefined;
  readonly name: string;
  readonly range: string;
  readonly from: Dependency['from'];
}

/** Says what is to be said of a dependency that is not a plain one of the registry. */
export function report({ file, line, name, range, from }: Reported, notes: ManifestNotes): void {
  switch (from) {
    case 'registry':
      return;
    case 'alias':
      notes.find({
        rule: 'manifest.aliased-dependency',
        decision: 'note',
        file,
        line,
        text: `${name}: ${range}`,
        what: 'is another package of the registry',
        why: `What is imported as ${name} is ${range.slice('npm:'.length)}.`,
      });
      return;
    case 'git':
    case 'url':
    case 'file':
      notes.find({
        rule: 'manifest.remote-dependency',
        decision: 'review',
        file,
        line,
        text: `${name}: ${range}`,
        what: from === 'file' ? 'comes from a folder of the machine' : 'comes from outside the registry',
        why: `${name} does not come from the registry, so nobody there can withdraw it and no hash there vouches for it.`,
      });
  }
}
