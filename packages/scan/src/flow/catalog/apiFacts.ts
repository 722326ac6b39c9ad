import type { ApiPaths } from '../values/apiPaths.ts';
import { createApiTable } from './apiTable.ts';
import { ENCRYPTION, ENDING_MEMBER, ENDS, KEY_LIBRARIES } from './endCatalog.ts';
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

const pair = ([root, members]: readonly [string, string]): { root: string; members: string } => ({ root, members });
const SINK_TABLE = createApiTable(SINKS);
const USE_TABLE = createApiTable(KEY_USES);
const ORIGIN_TABLE = createApiTable(KEY_ORIGINS);
const SOURCE_TABLE = createApiTable(SOURCES);
const END_TABLE = createApiTable(ENDS.map(pair));
const DERIVATION_TABLE = createApiTable(PASSWORD_DERIVATIONS.map(pair));
const READ_TABLE = createApiTable(FILE_READS.map(pair));
const DOWNLOAD_TABLE = createApiTable(DOWNLOADS.map(pair));

function factsOf(path: string): ApiFacts {
  const isKeyLibrary = KEY_LIBRARIES.some(
    (start) => path.startsWith(start) && /^$|^[^a-zA-Z]|^$/u.test(borderAfter(path, start)),
  );
  const last = path.slice(path.lastIndexOf('.') + 1).replace(/\(\)$/u, '');
  const isImported = path.startsWith('npm:') || path.startsWith('py:');
  const endsByName = isImported && ENDING_MEMBER.test(last);
  const [use] = USE_TABLE.find(path);
  // A server's answer to whoever asks is not sent to where the code chose.
  const [sink] = /createServer|createSecureServer|\.Server\(\)/u.test(path) ? [] : SINK_TABLE.find(path);
  return {
    path,
    sink,
    ends: END_TABLE.find(path).length > 0 || (isKeyLibrary && endsByName),
    isDoubtfulEnd: endsByName && !isKeyLibrary,
    isEncryption: ENCRYPTION.test(path),
    keyUse: use === undefined ? undefined : keyUse(USE_TABLE.memberOf(use, path), use.kind),
    origin: ORIGIN_TABLE.find(path)[0],
    source: SOURCE_TABLE.find(path)[0],
    derivesFromPassword: DERIVATION_TABLE.find(path).length > 0,
    readsFile: READ_TABLE.find(path).length > 0,
    isDownload: DOWNLOAD_TABLE.find(path).length > 0,
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
