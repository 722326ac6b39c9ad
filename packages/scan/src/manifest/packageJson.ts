import type { PackageFile } from '../artifact.ts';
import { commandTraits, judgeCommand, startedFiles } from './commandTraits.ts';
import { shadowsCommand } from './commonCommands.ts';
import type { Command, Hook, HookMoment, NpmFacts } from './manifest.ts';
import type { ManifestContext, ManifestPart } from './manifestPart.ts';
import { npmDependencies } from './npmDependencies.ts';
import { isRecord, type JsonManifest, type JsonRecord, readJson, textEntries, textList } from './readJson.ts';

/** Scripts that npm runs by itself. The others run when somebody asks for them. */
const HOOKS: ReadonlyMap<string, HookMoment> = new Map([
  ['preinstall', 'install'],
  ['install', 'install'],
  ['postinstall', 'install'],
  ['prepare', 'git-install'],
  ['preprepare', 'git-install'],
  ['postprepare', 'git-install'],
  ['prepublish', 'git-install'],
  ['prepack', 'git-install'],
]);
const EXPORTS = 2000;

/** `package.json` of npm: what runs at install, what is started and imported, what it brings. */
export function readPackageJson(file: PackageFile, context: ManifestContext): ManifestPart {
  const json = readJson(file, context.notes);
  if (json === undefined) return {};
  const { value } = json;
  const name = typeof value['name'] === 'string' ? value['name'] : undefined;
  const version = typeof value['version'] === 'string' ? value['version'] : undefined;
  const repository = repositoryOf(value['repository']);
  return {
    ...(name === undefined ? {} : { name }),
    ...(version === undefined ? {} : { version }),
    ...(repository === undefined ? {} : { repository }),
    hooks: hooksOf(file, json, context),
    commands: commandsOf(file, json, name, context),
    entryPoints: entryPointsOf(value),
    dependencies: npmDependencies(file, json, context.notes),
    npm: npmFacts(value, context),
  };
}

function hooksOf(file: PackageFile, { value, lineOf }: JsonManifest, { files, notes }: ManifestContext): Hook[] {
  const hooks: Hook[] = [];
  for (const [name, command] of textEntries(value['scripts'])) {
    const when = HOOKS.get(name);
    if (when === undefined || command.trim() === '') continue;
    const line = lineOf(`/scripts/${name}`);
    hooks.push({
      file: file.path,
      name,
      when,
      command,
      ...(line === undefined ? {} : { line }),
      runs: startedFiles(command, (path) => files.has(path)),
    });
    // From the registry only these three run; the rest of the tarball's scripts wait for somebody to call them.
    if (when !== 'install') continue;
    const { decision, reason } = judgeCommand(commandTraits(command));
    notes.find({
      rule: 'manifest.install-hook',
      decision,
      file: file.path,
      line,
      text: `${name}: ${command}`,
      what: `runs at install: ${reason}`,
      why: `The script ${name} runs on every machine that installs the package: ${reason}.`,
    });
  }
  return hooks;
}

function commandsOf(
  file: PackageFile,
  { value, lineOf }: JsonManifest,
  packageName: string | undefined,
  { notes }: ManifestContext,
): Command[] {
  const bin = value['bin'];
  const own = (packageName ?? '').split('/').at(-1) ?? '';
  const entries: [string, string][] = typeof bin === 'string' ? [[own, bin]] : textEntries(bin);
  return entries.map(([name, target]) => {
    const line = lineOf(typeof bin === 'string' ? '/bin' : `/bin/${name}`);
    if (shadowsCommand(name, packageName)) {
      notes.find({
        rule: 'manifest.shadowed-command',
        decision: 'review',
        file: file.path,
        line,
        text: `${name}: ${target}`,
        what: 'takes the place of a common command',
        why: `Where the package is on the path, typing ${name} starts its ${target}.`,
      });
    }
    if (
      /(?:^|[\\/])\.\.(?:[\\/]|$)|^(?:[a-z]:|[\\/])/i.test(target) ||
      /[\\/]|^\.\.?$/.test(name.replace(/^@[\w.-]+\//, ''))
    ) {
      notes.find({
        rule: 'manifest.disagrees',
        decision: 'review',
        file: file.path,
        line,
        text: `${name}: ${target}`,
        what: 'is a command outside the package',
        why: 'The name or the target of the command leads out of the folder that it belongs to.',
      });
    }
    return { name, target, file: file.path };
  });
}

/** `main`, `module`, `browser`, `types` aside, and everything in `exports` that is a file. */
function entryPointsOf(value: JsonRecord): string[] {
  const found = new Set<string>();
  for (const key of [
    'main',
    'module',
    'browser',
    'exports',
    'jsnext:main',
    'react-native',
    'worker',
    'unpkg',
    'jsdelivr',
  ]) {
    const open: unknown[] = [value[key]];
    while (open.length > 0 && found.size < EXPORTS) {
      const one = open.pop();
      if (typeof one === 'string') found.add(one.replace(/^\.\//, ''));
      else if (Array.isArray(one)) for (const inner of one as unknown[]) open.push(inner);
      else if (isRecord(one)) open.push(...Object.values(one).reverse());
    }
  }
  if (found.size === 0) found.add('index.js');
  return [...found];
}

function npmFacts(value: JsonRecord, { files }: ManifestContext): NpmFacts {
  const scripts = Object.fromEntries(textEntries(value['scripts']));
  const bundled = value['bundleDependencies'] ?? value['bundledDependencies'];
  const publishConfig: [string, string | boolean][] = isRecord(value['publishConfig'])
    ? Object.entries(value['publishConfig']).filter((entry): entry is [string, string | boolean] =>
        ['string', 'boolean'].includes(typeof entry[1]),
      )
    : [];
  return {
    scripts,
    bundled:
      bundled === true ? Object.keys(isRecord(value['dependencies']) ? value['dependencies'] : {}) : textList(bundled),
    overrides: [...flatOverrides(value['overrides']), ...flatOverrides(value['resolutions'])],
    publishConfig: Object.fromEntries(publishConfig),
    compilesImplicitly:
      files.has('binding.gyp') &&
      value['gypfile'] !== false &&
      scripts['install'] === undefined &&
      scripts['preinstall'] === undefined,
  };
}

function flatOverrides(value: unknown, above = '', depth = 0): string[] {
  if (!isRecord(value) || depth > 8) return [];
  return Object.entries(value)
    .slice(0, 500)
    .flatMap(([name, range]) =>
      typeof range === 'string' ? [`${above}${name}: ${range}`] : flatOverrides(range, `${above}${name} > `, depth + 1),
    );
}

function repositoryOf(value: unknown): string | undefined {
  const url = isRecord(value) ? value['url'] : value;
  return typeof url === 'string' && url !== '' ? url : undefined;
}
