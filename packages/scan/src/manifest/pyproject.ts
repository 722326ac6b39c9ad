import { parse, TomlError } from 'smol-toml';
import type { PackageFile } from '../artifact.ts';
import { parseRequirement } from './dependencySource.ts';
import { type EntryPoint, sortEntryPoints } from './entryPoints.ts';
import type { Dependency, DependencyKind, Hook } from './manifest.ts';
import { type ManifestContext, type ManifestPart, pythonFacts } from './manifestPart.ts';
import { report } from './npmDependencies.ts';
import { isRecord, type JsonRecord, textEntries, textList } from './readJson.ts';

/** `pyproject.toml` (PEP 517, 518, 621): who builds the package, what it needs, what it puts on the path. */
export function readPyproject(file: PackageFile, context: ManifestContext): ManifestPart {
  const text = context.notes.text(file);
  const toml = text === undefined ? undefined : parsed(file, text, context);
  if (toml === undefined) return {};
  const build = recordOf(toml, 'build-system');
  const project = recordOf(toml, 'project');
  const poetry = recordOf(recordOf(toml, 'tool'), 'poetry');
  const name = textOr(project['name']) ?? textOr(poetry['name']);
  const version = textOr(project['version']) ?? textOr(poetry['version']);
  const backend = textOr(build['build-backend']);
  const backendPath = textList(build['backend-path']);
  const { commands, plugins } = sortEntryPoints(file.path, entryPointsOf(project, poetry), name, context.notes);
  return {
    ...(name === undefined ? {} : { name }),
    ...(version === undefined ? {} : { version }),
    ...repositoryOf(project, poetry),
    hooks: buildHooks(file, backend, backendPath, context),
    commands,
    dependencies: [
      ...requirements(file, textList(project['dependencies']), 'runtime', context),
      ...requirements(file, textList(build['requires']), 'build', context),
      ...requirements(
        file,
        Object.values(recordOf(project, 'optional-dependencies')).flatMap(textList),
        'extra',
        context,
      ),
      ...poetryDependencies(file, recordOf(poetry, 'dependencies'), context),
    ],
    python: pythonFacts({ ...(backend === undefined ? {} : { buildBackend: backend }), backendPath, plugins }),
  };
}

function parsed(file: PackageFile, text: string, { notes }: ManifestContext): JsonRecord | undefined {
  try {
    return parse(text);
  } catch (error) {
    // Anything else is a text that the parser has no words for, such as one nested beyond its stack.
    const line = error instanceof TomlError ? error.line : 1;
    notes.find({
      rule: 'manifest.malformed',
      decision: 'review',
      file: file.path,
      line,
      text: '',
      what: 'is not TOML',
      why: 'The manifest cannot be read, so how the package is built is not known.',
    });
    notes.unread(file.path, `line ${line}: is not TOML`);
    return undefined;
  }
}

/** A backend that the package brings along is code that runs when it is built. */
function buildHooks(
  file: PackageFile,
  backend: string | undefined,
  backendPath: readonly string[],
  { form, files, notes }: ManifestContext,
): Hook[] {
  if (backend === undefined || backendPath.length === 0 || form === 'wheel') return [];
  const module = (backend.split(':', 1)[0] as string).replaceAll('.', '/');
  const runs = backendPath
    .map((folder) => folder.replace(/^\.?\/*|\/+$/g, ''))
    .flatMap((folder) =>
      [`${module}.py`, `${module}/__init__.py`].map((path) => (folder === '' ? path : `${folder}/${path}`)),
    )
    .filter((path) => files.has(path));
  notes.find({
    rule: 'manifest.own-build-backend',
    decision: 'note',
    file: file.path,
    text: `${backend} in ${backendPath.join(', ')}`,
    what: 'builds the package by code of its own',
    why: `Building the package runs ${backend} from the package itself.`,
  });
  return [{ file: file.path, name: 'build-backend', when: 'build', command: backend, runs }];
}

function entryPointsOf(project: JsonRecord, poetry: JsonRecord): EntryPoint[] {
  const group = (name: string, value: unknown): EntryPoint[] =>
    textEntries(value).map(([key, target]) => ({ group: name, name: key, target }));
  return [
    ...group('console_scripts', project['scripts']),
    ...group('console_scripts', poetry['scripts']),
    ...group('gui_scripts', project['gui-scripts']),
    ...Object.entries(recordOf(project, 'entry-points')).flatMap(([name, value]) => group(name, value)),
    ...Object.entries(recordOf(poetry, 'plugins')).flatMap(([name, value]) => group(name, value)),
  ];
}

function requirements(
  file: PackageFile,
  texts: readonly string[],
  kind: DependencyKind,
  { notes }: ManifestContext,
): Dependency[] {
  return texts.flatMap((text) => {
    const requirement = parseRequirement(text);
    if (requirement === undefined) return [];
    const { name, range, from, isBrought } = requirement;
    report({ file: file.path, name, range, from }, notes);
    return [{ name, range, kind: isBrought ? kind : 'extra', from, file: file.path }];
  });
}

function poetryDependencies(file: PackageFile, table: JsonRecord, { notes }: ManifestContext): Dependency[] {
  return Object.entries(table).flatMap(([name, value]): Dependency[] => {
    if (name === 'python') return [];
    const from = !isRecord(value)
      ? 'registry'
      : 'git' in value
        ? 'git'
        : 'url' in value
          ? 'url'
          : 'path' in value
            ? 'file'
            : 'registry';
    const range = isRecord(value)
      ? (textOr(value['git']) ?? textOr(value['url']) ?? textOr(value['path']) ?? textOr(value['version']) ?? '')
      : (textOr(value) ?? '');
    report({ file: file.path, name, range, from }, notes);
    const isOptional = isRecord(value) && value['optional'] === true;
    return [{ name, range, kind: isOptional ? 'extra' : 'runtime', from, file: file.path }];
  });
}

function repositoryOf(project: JsonRecord, poetry: JsonRecord): { repository?: string } {
  const urls = textEntries(project['urls']);
  const named = urls.find(([label]) => /^(?:source|repository|code|github|source code)$/i.test(label)) ?? urls[0];
  const repository = textOr(poetry['repository']) ?? named?.[1];
  return repository === undefined ? {} : { repository };
}

function recordOf(value: JsonRecord, key: string): JsonRecord {
  const inner = value[key];
  return isRecord(inner) ? inner : {};
}

function textOr(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
