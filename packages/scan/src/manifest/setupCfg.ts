import type { PackageFile } from '../artifact.ts';
import { parseRequirement } from './dependencySource.ts';
import { type EntryPoint, sortEntryPoints } from './entryPoints.ts';
import { type IniEntry, readIni } from './iniFile.ts';
import type { Dependency, DependencyKind } from './manifest.ts';
import { type ManifestContext, type ManifestPart, pythonFacts } from './manifestPart.ts';
import { report } from './npmDependencies.ts';

/** `setup.cfg` of setuptools: name, dependencies and entry points where no `pyproject.toml` gives them. */
export function readSetupCfg(file: PackageFile, context: ManifestContext): ManifestPart {
  const text = context.notes.text(file);
  if (text === undefined) return {};
  const entries = readIni(text);
  const valueOf = (section: string, key: string): string | undefined =>
    entries.find((entry) => entry.section === section && entry.key === key)?.value;
  const name = valueOf('metadata', 'name');
  const version = valueOf('metadata', 'version');
  const points = entries
    .filter(({ section }) => section === 'options.entry_points')
    .flatMap(({ key, value, line }) => value.split('\n').flatMap((one) => pointOf(key, one, line)));
  const { commands, plugins } = sortEntryPoints(file.path, points, name, context.notes);
  return {
    ...(name === undefined ? {} : { name }),
    // `attr:` and `file:` say where the version is, not what it is.
    ...(version === undefined || /^(?:attr|file):/.test(version) ? {} : { version }),
    commands,
    dependencies: [
      ...dependencies(
        file,
        entries,
        ({ section, key }) => section === 'options' && key === 'install_requires',
        'runtime',
        context,
      ),
      ...dependencies(
        file,
        entries,
        ({ section, key }) => section === 'options' && key === 'setup_requires',
        'build',
        context,
      ),
      ...dependencies(file, entries, ({ section }) => section === 'options.extras_require', 'extra', context),
    ],
    python: pythonFacts({ plugins }),
  };
}

function pointOf(group: string, text: string, line: number): EntryPoint[] {
  const equals = text.indexOf('=');
  if (equals <= 0) return [];
  return [{ group, name: text.slice(0, equals).trim(), target: text.slice(equals + 1).trim(), line }];
}

function dependencies(
  file: PackageFile,
  entries: readonly IniEntry[],
  isMeant: (entry: IniEntry) => boolean,
  kind: DependencyKind,
  { notes }: ManifestContext,
): Dependency[] {
  return entries.filter(isMeant).flatMap(({ value, line }) =>
    value.split('\n').flatMap((text) => {
      const requirement = parseRequirement(text);
      if (requirement === undefined) return [];
      const { name, range, from, isBrought } = requirement;
      report({ file: file.path, line, name, range, from }, notes);
      return [{ name, range, kind: isBrought ? kind : 'extra', from, file: file.path, line }];
    }),
  );
}
