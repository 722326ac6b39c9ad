import type { ApiPaths } from '../values/apiPaths.ts';
import { createApiTable } from './apiTable.ts';
import { ENCRYPTION, ENDING_MEMBER, ENDS, KEY_LIBRARIES, PUBLIC_CLASS } from './endCatalog.ts';
import { KEY_ORIGINS, KEY_USES, type KeyOrigin, PASSWORD_DERIVATIONS } from './keyCatalog.ts';
import { SINKS, type SinkEntry, STORE_SINKS } from './sinkCatalog.ts';
import { DOWNLOADS, FILE_READS, SOURCES, type SourceEntry, WALLET_OBJECTS } from './sourceCatalog.ts';
import type { SourceKind } from '../flowReport.ts';

/** Everything the catalogs say of one API. */
export interface ApiFacts {
  readonly path: string;
  /** Of this package or that: how a known library is called. */
  readonly sink: SinkEntry | undefined;
  /** Nothing of what goes in comes out. */
  readonly ends: boolean;
  /** It is named like something that ends, by a library that nobody here knows. */
  readonly isDoubtfulEnd: boolean;
  readonly isEncryption: boolean;
  readonly keyUse:
    | { readonly position: number; readonly name: string | undefined; readonly kind: SourceKind }
    | undefined;
  readonly origin: KeyOrigin | undefined;
  readonly source: SourceEntry | undefined;
  readonly derivesFromPassword: boolean;
  readonly readsFile: boolean;
  readonly isDownload: boolean;
  readonly isKeyLibrary: boolean;
}

/** Looks APIs up in the catalogs, each once. */
export function createApiFacts(apis: ApiPaths): (api: number) => ApiFacts {
  const known: (ApiFacts | undefined)[] = [];
  return (api) => (known[api] ??= factsOf(apis.text(api)));
}

/** A line of any catalog, with what it says. */
type Line = { readonly root: string; readonly members: string } & (
  | { readonly says: 'sink'; readonly entry: SinkEntry }
  | { readonly says: 'use'; readonly kind: SourceKind }
  | { readonly says: 'origin'; readonly entry: KeyOrigin }
  | { readonly says: 'source'; readonly entry: SourceEntry }
  | { readonly says: 'ends' | 'derives' | 'reads' | 'downloads' }
);

const plain =
  (says: 'ends' | 'derives' | 'reads' | 'downloads') =>
  ([root, members]: readonly [string, string]): Line => ({ root, members, says });

/** All catalogs in one, so that a path is looked up once: nearly all paths are in none. */
const TABLE = createApiTable<Line>([
  ...SINKS.map((entry): Line => ({ root: entry.root, members: entry.members, says: 'sink', entry })),
  ...KEY_USES.map(({ root, members, kind }): Line => ({ root, members, says: 'use', kind })),
  ...KEY_ORIGINS.map((entry): Line => ({ root: entry.root, members: entry.members, says: 'origin', entry })),
  ...SOURCES.map((entry): Line => ({ root: entry.root, members: entry.members, says: 'source', entry })),
  ...ENDS.map(plain('ends')),
  ...PASSWORD_DERIVATIONS.map(plain('derives')),
  ...FILE_READS.map(plain('reads')),
  ...DOWNLOADS.map(plain('downloads')),
]);

function factsOf(path: string): ApiFacts {
  const isImported = path.startsWith('npm:') || path.startsWith('py:');
  const isKeyLibrary =
    isImported &&
    KEY_LIBRARIES.some((start) => path.startsWith(start) && /^$|^[^a-zA-Z]|^$/u.test(borderAfter(path, start)));
  const last = path.slice(path.lastIndexOf('.') + 1).replace(/\(\)$/u, '');
  const endsByName = isImported && ENDING_MEMBER.test(last);
  const lines = TABLE.find(path);
  const isSaid = (says: Line['says']): boolean => lines.some((line) => line.says === says);
  const use = lines.find((line) => line.says === 'use');
  // A server's answer to whoever asks is not sent to where the code chose.
  const sink = /createServer|createSecureServer|\.Server\(\)/u.test(path)
    ? undefined
    : lines.find((line) => line.says === 'sink');
  return {
    path,
    sink: sink?.entry,
    ends: isSaid('ends') || (isKeyLibrary && (endsByName || PUBLIC_CLASS.test(path))),
    isDoubtfulEnd: endsByName && !isKeyLibrary,
    isEncryption: ENCRYPTION.test(path),
    keyUse: use === undefined ? undefined : keyUse(TABLE.memberOf(use, path), use.kind),
    origin: lines.find((line) => line.says === 'origin')?.entry,
    source: lines.find((line) => line.says === 'source')?.entry,
    derivesFromPassword: isSaid('derives'),
    readsFile: isSaid('reads'),
    isDownload: isSaid('downloads'),
    isKeyLibrary,
  };
}

/** A library's name may go on only where it was written to go on (`npm:@noble/`, `npm:web3-`). */
function borderAfter(path: string, start: string): string {
  return /[a-zA-Z\d]$/u.test(start) ? path.slice(start.length, start.length + 1) : '';
}

/** `sign:1/key`: the argument at position 1, or the one named `key`. */
function keyUse(member: string | undefined, kind: SourceKind): ApiFacts['keyUse'] {
  const [position = '', name] = (member?.split(':')[1] ?? '').split('/');
  return position === '' ? undefined : { position: Number(position), name, kind };
}

/** Whether any catalog speaks of what is under a root (`npm:axios`), or of something around it. */
export function isListedRoot(root: string): boolean {
  return root.startsWith('node:') || ROOTS.some((one) => one.startsWith(root) || root.startsWith(one));
}
const ROOTS: readonly string[] = [
  ...SINKS.map((one) => one.root),
  ...KEY_USES.map((one) => one.root),
  ...KEY_ORIGINS.map((one) => one.root),
  ...SOURCES.map((one) => one.root),
  ...[
    ...ENDS.filter(([root]) => !/^global:\w+$/u.test(root)),
    ...PASSWORD_DERIVATIONS,
    ...FILE_READS,
    ...DOWNLOADS,
    ...STORE_SINKS,
  ].map(([root]) => root),
  ...KEY_LIBRARIES,
  ...WALLET_OBJECTS,
  'global:process',
  'global:module',
  'global:require',
  'py:importlib',
];
