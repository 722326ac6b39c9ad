/**
 * The rules of the house as data: which room may import which, and what the pure ones
 * may touch. The linter, the layer check and the purity check all read it from here.
 */

/** A folder of ours with its package name and the rooms it may import. */
export interface Room {
  readonly name: string;
  readonly folder: string;
  readonly mayImport: readonly string[];
  /** Takes data, clock and randomness as arguments; touches no network, disk, environment or timer. */
  readonly pure: boolean;
}

function room(name: string, mayImport: readonly string[], pure = false): Room {
  return { name, folder: `packages/${name}`, mayImport, pure };
}
function outside(name: string, mayImport: readonly string[]): Room {
  return { name, folder: name, mayImport, pure: false };
}

const CAPABILITIES = ['signoff', 'reconcile', 'evm', 'scan', 'respond'];

export const ROOMS: readonly Room[] = [
  room('model', [], true),
  room('store', ['model']),
  room('journal', ['model', 'store']),
  room('signoff', ['model'], true),
  room('reconcile', ['model'], true),
  room('evm', ['model']),
  room('scan', ['model'], true),
  room('respond', ['model']),
  room('server', ['model', 'store', 'journal', ...CAPABILITIES]),
  // `drills` only through the folder of the drill command: see DRILL_COMMAND.
  room('cli', ['model', 'journal', 'server', ...CAPABILITIES]),
  outside('contracts', ['model']),
  // The re-created packages are held against the judge itself.
  outside('drills', ['model', 'contracts', 'scan']),
  outside('bench', ['model', 'store', 'journal', 'server', 'cli', 'contracts', 'drills', ...CAPABILITIES]),
];

/** The only place in the packages that may import the drills. */
export const DRILL_COMMAND = '^packages/cli/src/(commands/)?drill';

/** Further files that keep the rules of the pure packages, as globs from the root. */
export const PURE_FILES: readonly string[] = [];

/** What pure code may import besides its own room and the model. */
export const PURE_IMPORTS: readonly string[] = [
  'zod',
  'yaml',
  '@noble/hashes/*',
  'rrule-temporal',
  'temporal-polyfill',
  'oxc-parser',
  'web-tree-sitter',
  'semver',
  'smol-toml',
  '@renovatebot/pep440',
  // Read line by line: all roots are arguments, time is the log's; from Node only `crypto` (digests, verification) and `util`.
  '@sigstore/bundle',
  '@sigstore/protobuf-specs',
  '@sigstore/verify',
];

/** What pure code may import from Node's own modules: the same bytes in give the same answer out. */
export const DETERMINISTIC: Readonly<Record<string, readonly string[]>> = {
  'node:crypto': ['createHash', 'hash', 'createPublicKey', 'verify', 'timingSafeEqual'],
  'node:zlib': ['crc32', 'inflateRawSync'],
};

/** Globals that reach the world, the clock, randomness, or code that no check can read. */
export const IMPURE_GLOBALS: Readonly<Record<string, string>> = {
  process: 'the environment',
  fetch: 'the network',
  WebSocket: 'the network',
  EventSource: 'the network',
  XMLHttpRequest: 'the network',
  BroadcastChannel: 'other threads',
  Worker: 'other threads',
  setTimeout: 'a timer',
  setInterval: 'a timer',
  setImmediate: 'a timer',
  queueMicrotask: 'a timer',
  performance: 'the clock',
  crypto: 'randomness',
  navigator: 'the environment',
  localStorage: 'the disk',
  sessionStorage: 'the disk',
  console: 'the terminal',
  require: 'modules that no check sees',
  globalThis: 'all of these by another name',
  global: 'all of these by another name',
  eval: 'code that no check sees',
  Function: 'code that no check sees',
};

/** Members of otherwise pure globals that read the clock or randomness. */
export const IMPURE_MEMBERS: readonly (readonly [object: string, property: string, what: string])[] = [
  ['Date', 'now', 'the clock'],
  ['Math', 'random', 'randomness'],
  ['Temporal', 'Now', 'the clock'],
  ['Atomics', 'wait', 'a timer'],
  ['Atomics', 'waitAsync', 'a timer'],
];
