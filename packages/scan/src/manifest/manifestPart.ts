import type { Form, PackageFile } from '../artifact.ts';
import type { Manifest } from './manifest.ts';
import type { ManifestNotes } from './manifestNotes.ts';

/** What one manifest file says; the parts of a package are put together in the order of their files. */
export type ManifestPart = Partial<Omit<Manifest, 'findings' | 'unread'>>;

/** What the readers of single manifests may look at besides their own file. */
export interface ManifestContext {
  readonly form: Form;
  /** Files of the package itself, without those inside archives, by path. */
  readonly files: ReadonlyMap<string, PackageFile>;
  readonly notes: ManifestNotes;
}

/** Lists are joined; of single values the first counts. */
export function joinParts(parts: readonly ManifestPart[]): Omit<Manifest, 'findings' | 'unread'> {
  const first = <Key extends keyof ManifestPart>(key: Key): ManifestPart[Key] | undefined =>
    parts.find((part) => part[key] !== undefined)?.[key];
  const name = first('name');
  const version = first('version');
  const repository = first('repository');
  const npm = first('npm');
  const pythons = parts.map(({ python }) => python).filter((python) => python !== undefined);
  const buildBackend = pythons.find((python) => python.buildBackend !== undefined)?.buildBackend;
  return {
    ...(name === undefined ? {} : { name }),
    ...(version === undefined ? {} : { version }),
    ...(repository === undefined ? {} : { repository }),
    hooks: parts.flatMap(({ hooks = [] }) => hooks),
    commands: parts.flatMap(({ commands = [] }) => commands),
    entryPoints: [...new Set(parts.flatMap(({ entryPoints = [] }) => entryPoints))],
    dependencies: parts.flatMap(({ dependencies = [] }) => dependencies),
    workflows: parts.flatMap(({ workflows = [] }) => workflows),
    ...(npm === undefined ? {} : { npm }),
    ...(pythons.length === 0
      ? {}
      : {
          python: {
            ...(buildBackend === undefined ? {} : { buildBackend }),
            backendPath: pythons.flatMap(({ backendPath }) => backendPath),
            topLevel: [...new Set(pythons.flatMap(({ topLevel }) => topLevel))],
            plugins: [...new Set(pythons.flatMap(({ plugins }) => plugins))],
            tags: pythons.flatMap(({ tags }) => tags),
          },
        }),
  };
}

/** Python facts of a manifest that says only some of them. */
export function pythonFacts(facts: Partial<NonNullable<Manifest['python']>>): NonNullable<Manifest['python']> {
  return { backendPath: [], topLevel: [], plugins: [], tags: [], ...facts };
}
