import type { Normalisation } from './sourceComparison.ts';

/** Members of `package.json` by which a package manager, a bundler or Node decides what code to run. */
const RUNNING = [
  'name',
  'bin',
  'main',
  'module',
  'browser',
  'exports',
  'imports',
  'type',
  'scripts',
  'dependencies',
  'optionalDependencies',
  'peerDependencies',
  'bundleDependencies',
  'bundledDependencies',
  'gypfile',
];

const METADATA = /(?:^|\/)(?:PKG-INFO|[^/]+\.(?:dist-info|egg-info)\/.+)$/;
/** Entry points decide what runs, so that metadata of that name is not taken on trust. */
const RUNNING_METADATA = /(?:^|\/)[^/]+\.(?:dist-info|egg-info)\/entry_points\.txt$/;
const NOT_CODE =
  /\.(?:map|d\.[cm]?ts|md|rst|txt|pyi|png|svg|jpe?g|gif|ico|css|snap|flow)$|(?:^|\/)(?:LICEN[CS]E|NOTICE|AUTHORS|COPYING|py\.typed)[^/]*$/i;
/** `__version__ = version = '1.2.3'` and tuples of constants, with comments and `__all__`. */
const VERSION_LINE =
  /^(?:#.*|\s*|(?:[A-Za-z_]\w*\s*(?::[^=]+)?=\s*)+(?:'[^']*'|"[^"]*"|\(?(?:\d+|'[^']*'|"[^"]*")(?:,\s*(?:\d+|'[^']*'|"[^"]*"))*,?\s*\)?|None|\[[^\]()]*\]))$/;
const VERSION_FILE = /(?:^|\/)_?_?version_?_?\.py$/;

/** The rule that explains a file by what it is, whatever the source holds; undefined where none does. */
export function explainByKind(path: string, text: string): Normalisation | undefined {
  if (RUNNING_METADATA.test(path)) return undefined;
  if (METADATA.test(path)) return 'metadata';
  if (/(?:^|\/)setup\.cfg$/.test(path) && isOnlyEggInfo(text)) return 'metadata';
  if (VERSION_FILE.test(path) && text.split('\n').every((line) => VERSION_LINE.test(line))) return 'version-file';
  return NOT_CODE.test(path) ? 'not-code' : undefined;
}

/** Whether two `package.json` files run the same things. A missing member and an empty one are the same. */
export function runsTheSame(one: string, other: string): boolean {
  const [left, right] = [membersOf(one), membersOf(other)];
  return left !== undefined && left === right;
}

function membersOf(text: string): string | undefined {
  try {
    const value = JSON.parse(text) as Readonly<Record<string, unknown>>;
    return JSON.stringify(
      RUNNING.map((name) => {
        const member = name === 'scripts' ? installScripts(value[name]) : value[name];
        return isEmpty(member) ? null : member;
      }),
    );
  } catch {
    return undefined;
  }
}

/** Packers drop the scripts of development; those that an install runs must be the same. */
function installScripts(scripts: unknown): unknown {
  if (typeof scripts !== 'object' || scripts === null) return null;
  return Object.fromEntries(
    Object.entries(scripts)
      .filter(([name]) => ['preinstall', 'install', 'postinstall', 'prepare'].includes(name))
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'object' && Object.keys(value).length === 0);
}

function isOnlyEggInfo(text: string): boolean {
  const sections = text.match(/^\[.*\]$/gm) ?? [];
  return sections.length > 0 && sections.every((section) => section === '[egg_info]');
}
