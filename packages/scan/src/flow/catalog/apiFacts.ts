import type { ApiPaths } from '../values/apiPaths.ts';
import { createApiTable } from './apiTable.ts';
import { CHECKING_MEMBER, CHECKS, type CheckKind } from './checkCatalog.ts';
import { ENCRYPTION, ENDING_MEMBER, ENDS, HASHES, HASHING_MEMBER, KEY_LIBRARIES, PUBLIC_CLASS } from './endCatalog.ts';
import { GUESSES, KEY_MAKINGS, MAKES_NO_KEY, RANDOMNESS_TAKEN, STRONG, STRONG_MEMBER } from './guessCatalog.ts';
import { GENERAL_CIPHER, KEY_ORIGINS, KEY_USES, type KeyOrigin, PASSWORD_DERIVATIONS } from './keyCatalog.ts';
import { SINKS, type SinkEntry, STORE_SINKS } from './sinkCatalog.ts';
import {
  DOWNLOADS,
  ENVIRONMENT,
  FILE_READS,
  NATIVE_CODE,
  READS_STORAGE,
  READS_VARIABLE,
  SOURCES,
  type SourceEntry,
  WALLET_OBJECTS,
  WALLET_REQUESTS,
} from './sourceCatalog.ts';
import type { Capability, SourceKind } from '../flowReport.ts';

/** Everything the catalogs say of one API. */
export interface ApiFacts {
  readonly path: string;
  /** Of this package or that: how a known library is called. */
  readonly sink: SinkEntry | undefined;
  /** Nothing of what goes in comes out. */
  readonly ends: boolean;
  /** It is named like something that ends, by a library that nobody here knows. */
  readonly isDoubtfulEnd: boolean;
  /** An end because it is a hash: what can be guessed can be guessed of it as well. */
  readonly isHash: boolean;
  readonly isEncryption: boolean;
  readonly keyUse:
    | { readonly position: number; readonly name: string | undefined; readonly kind: SourceKind }
    | undefined;
  /** Where it takes what a key is made of. */
  readonly makings: readonly Making[];
  readonly origin: KeyOrigin | undefined;
  readonly source: SourceEntry | undefined;
  /** What it gives can be guessed: `called` by a call of it, `named` as it stands. */
  readonly guessable: 'called' | 'named' | undefined;
  /** What it gives cannot, nor what is made with it. */
  readonly isStrong: boolean;
  readonly derivesFromPassword: boolean;
  readonly readsFile: boolean;
  readonly isDownload: boolean;
  readonly isKeyLibrary: boolean;
  /** What a call of it checks. */
  readonly checks: CheckKind | undefined;
  /** Who calls it handles keys: then what it decrypts is one. */
  readonly handlesKeys: boolean;
  readonly isEnvironment: boolean;
  readonly readsVariable: boolean;
  readonly readsStorage: boolean;
  readonly asksWallet: boolean;
  /** What it lets a file do that calls it, or that only names it. */
  readonly calledFor: Capability | undefined;
  readonly namedFor: Capability | undefined;
  /** Of all that what is looked for in every step of a package, as bits of `SAYS`. */
  readonly says: number;
}

/** An argument that a key is made of: the whole, or a member of it that makes it hard to guess. */
export interface Making {
  readonly position: number;
  readonly name: string | undefined;
  readonly member: string | undefined;
  /** Randomness, or what gives it: there a constant is no better than a clock. */
  readonly isRandomness: boolean;
}

/** What the catalogs say of an API, as bits: nearly all values stand for none of which they say anything. */
export const SAYS = {
  calledFor: 1,
  namedFor: 2,
  /** A call of it may be a source. */
  source: 4,
  /** It is one as it stands. */
  isSource: 8,
  environment: 16,
  sink: 32,
  /** What is assigned to some of its members is sent. */
  storeSink: 64,
  handlesKeys: 128,
  /** It is of no function of the package: set for every API. */
  outside: 256,
  /** A call of it checks something. */
  checks: 512,
  /** A call of it makes a key. */
  makesKey: 1024,
  guessableCalled: 2048,
  guessableNamed: 4096,
} as const;

/** Looks APIs up in the catalogs, each once. */
export function createApiFacts(apis: ApiPaths): (api: number) => ApiFacts {
  const known: (ApiFacts | undefined)[] = [];
  return (api) => (known[api] ??= rememberedFacts(apis.text(api)));
}

/** The runtime's APIs are in every package. */
const remembered = new Map<string, ApiFacts>();
const MOST_REMEMBERED = 20_000;

function rememberedFacts(path: string): ApiFacts {
  let found = remembered.get(path);
  if (found === undefined) {
    if (remembered.size >= MOST_REMEMBERED) remembered.clear();
    remembered.set(path, (found = withRoles(factsOf(path))));
  }
  return found;
}

/** A line of any catalog, with what it says. */
type Line = { readonly root: string; readonly members: string } & (
  | { readonly says: 'sink'; readonly entry: SinkEntry }
  | { readonly says: 'use'; readonly kind: SourceKind }
  | { readonly says: 'origin'; readonly entry: KeyOrigin }
  | { readonly says: 'source'; readonly entry: SourceEntry }
  | { readonly says: 'checks'; readonly kind: CheckKind }
  | { readonly says: Plain }
);
type Plain = 'ends' | 'hashes' | 'derives' | 'reads' | 'downloads' | 'guesses' | 'strong' | 'makes' | 'takes';

const plain =
  (says: Plain) =>
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
  ...HASHES.map(plain('hashes')),
  ...GUESSES.map(plain('guesses')),
  ...STRONG.map(plain('strong')),
  ...KEY_MAKINGS.map(plain('makes')),
  ...RANDOMNESS_TAKEN.map(plain('takes')),
  ...CHECKS.map(([kind, root, members]): Line => ({ root, members, says: 'checks', kind })),
]);

/** What the catalogs' lines say by themselves. */
type Listed = Omit<
  ApiFacts,
  'handlesKeys' | 'isEnvironment' | 'readsVariable' | 'readsStorage' | 'asksWallet' | 'calledFor' | 'namedFor' | 'says'
>;

function withRoles(listed: Listed): ApiFacts {
  const { path, sink, source, origin, keyUse } = listed;
  const isWhole = source?.members === '=';
  const readsVariable = READS_VARIABLE.test(path);
  const readsStorage = READS_STORAGE.test(path);
  const asksWallet = WALLET_REQUESTS.has(path);
  const isEnvironment = ENVIRONMENT.test(path);
  const handlesKeys =
    listed.derivesFromPassword || (keyUse?.kind === 'key' && listed.isKeyLibrary && !GENERAL_CIPHER.test(path));
  const isCalledSource =
    keyUse !== undefined ||
    origin !== undefined ||
    (source !== undefined && !isWhole) ||
    listed.readsFile ||
    listed.isDownload ||
    readsVariable ||
    readsStorage ||
    asksWallet;
  const calledFor = capabilityOfCall(listed);
  const namedFor = isWhole ? source.capability : WALLET_OBJECTS.includes(path) ? 'wallet' : undefined;
  const says =
    (calledFor === undefined ? 0 : SAYS.calledFor) |
    (namedFor === undefined ? 0 : SAYS.namedFor) |
    (isCalledSource ? SAYS.source : 0) |
    (isWhole ? SAYS.isSource : 0) |
    (isEnvironment ? SAYS.environment : 0) |
    (sink === undefined ? 0 : SAYS.sink) |
    (STORE_SINKS.some(([root]) => path.startsWith(root)) ? SAYS.storeSink : 0) |
    (handlesKeys ? SAYS.handlesKeys : 0) |
    (listed.checks === undefined ? 0 : SAYS.checks) |
    (listed.makings.length > 0 ? SAYS.makesKey : 0) |
    (listed.guessable === 'called' ? SAYS.guessableCalled : 0) |
    (listed.guessable === 'named' ? SAYS.guessableNamed : 0) |
    SAYS.outside;
  return {
    ...listed,
    handlesKeys,
    isEnvironment,
    readsVariable,
    readsStorage,
    asksWallet,
    calledFor,
    namedFor,
    says,
  };
}

function capabilityOfCall(facts: Listed): Capability | undefined {
  if (facts.sink !== undefined) return facts.sink.capability;
  if (facts.keyUse?.kind === 'key' || facts.origin !== undefined) return 'key';
  if (facts.source?.capability !== undefined && facts.source.members !== '=') return facts.source.capability;
  if (facts.readsFile) return 'read-file';
  if (facts.isDownload) return 'network';
  if (facts.path === 'py:os.getenv') return 'environment';
  return NATIVE_CODE.test(facts.path) ? 'native' : undefined;
}

function factsOf(path: string): Listed {
  const [, called, how] = CALLED_BY.exec(path) ?? [];
  return called === undefined ? listedOf(path) : calledBy(path, listedOf(called), how !== 'apply');
}

/** `fetch.call(null, …)`, and `fetch.bind(null, …)` which is to be called: Python's functions have no such members, but functions of these names. */
const CALLED_BY = /^(?!py:)(.+)\.(call|apply|bind)$/u;

/** What is said of a function, of its `call`, `apply` or `bind`: the receiver is given first, then the arguments, as they are or as a list. */
function calledBy(path: string, of: Listed, isEach: boolean): Listed {
  const { sink, keyUse } = of;
  const moved = isEach ? sink?.positions?.map((one) => one + 1) : [1];
  return {
    ...of,
    path,
    sink: sink?.positions === undefined || moved === undefined ? sink : { ...sink, positions: moved },
    keyUse: keyUse === undefined || !isEach ? undefined : { ...keyUse, position: keyUse.position + 1 },
    makings: isEach ? of.makings.map((one) => ({ ...one, position: one.position + 1 })) : [],
    // These look at what the first argument is.
    readsFile: false,
  };
}

function listedOf(path: string): Listed {
  const isImported = path.startsWith('npm:') || path.startsWith('py:');
  const isOfKeys = isImported && isKeyLibrary(path);
  const last = path.slice(path.lastIndexOf('.') + 1).replace(/\(\)$/u, '');
  const endsByName = isImported && ENDING_MEMBER.test(last);
  const lines = TABLE.find(path);
  const isSaid = (says: Line['says']): boolean => lines.some((line) => line.says === says);
  const use = lines.find((line) => line.says === 'use');
  const used = use === undefined ? undefined : TABLE.memberOf(use, path);
  const guesses = lines.find((line) => line.says === 'guesses');
  // A server's answer to whoever asks is not sent to where the code chose.
  const sink = /createServer|createSecureServer|\.Server\(\)/u.test(path)
    ? undefined
    : lines.find((line) => line.says === 'sink');
  return {
    path,
    sink: sink?.entry,
    ends: isSaid('ends') || isSaid('hashes') || (isOfKeys && (endsByName || PUBLIC_CLASS.test(path))),
    isDoubtfulEnd: endsByName && !isOfKeys,
    isHash: isSaid('hashes') || (endsByName && HASHING_MEMBER.test(last)),
    isEncryption: ENCRYPTION.test(path),
    keyUse: use === undefined ? undefined : keyUse(used, use.kind),
    makings: [
      ...(use?.kind === 'key' && used !== undefined && !MAKES_NO_KEY.has(nameOf(used)) ? [making(used, false)] : []),
      ...lines
        .filter(({ says }) => says === 'makes' || says === 'takes')
        .map((line) => making(TABLE.memberOf(line, path) ?? '', line.says === 'takes')),
    ],
    origin: lines.find((line) => line.says === 'origin')?.entry,
    source: lines.find((line) => line.says === 'source')?.entry,
    guessable:
      guesses === undefined || isSaid('strong')
        ? undefined
        : TABLE.memberOf(guesses, path) === '='
          ? 'named'
          : 'called',
    isStrong: isSaid('strong') || (isOfKeys && STRONG_MEMBER.test(last)),
    derivesFromPassword: isSaid('derives'),
    readsFile: isSaid('reads'),
    isDownload: isSaid('downloads'),
    isKeyLibrary: isOfKeys,
    checks:
      lines.find((line) => line.says === 'checks')?.kind ??
      (isOfKeys && !path.endsWith('()') && CHECKING_MEMBER.test(last) ? 'signature' : undefined),
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

function nameOf(member: string): string {
  return member.split(':')[0] as string;
}
/** `genKeyPair:0.entropy`: what stands under `entropy` in the argument at position 0. */
function making(member: string, isRandomness: boolean): Making {
  const [, position = '0', under, name] = /:(\d+)(?:\.(\w+))?(?:\/(\w+))?$/u.exec(member) ?? [];
  return { position: Number(position), name, member: under, isRandomness };
}

/** Whether any catalog speaks of what is under a root (`npm:axios`), or of something around it. */
export function isListedRoot(root: string): boolean {
  let found = listed.get(root);
  if (found === undefined) {
    if (listed.size >= MOST_REMEMBERED) listed.clear();
    found = ROOTS.some((one) => goesOn(one, root) || goesOn(root, one));
    listed.set(root, found);
  }
  return found;
}
const listed = new Map<string, boolean>();

/** Whether a path is in a library of cryptography or wallets. */
export function isKeyLibrary(path: string): boolean {
  return KEY_LIBRARIES.some((start) => goesOn(path, start));
}

/** Whether a path is another or something in it: `npm:ox` is not around `npm:oxc-parser`. */
function goesOn(path: string, start: string): boolean {
  return path.startsWith(start) && /^$|^[^a-zA-Z]/u.test(borderAfter(path, start));
}
const ROOTS: readonly string[] = [
  ...SINKS.map((one) => one.root),
  ...KEY_USES.map((one) => one.root),
  ...KEY_ORIGINS.map((one) => one.root),
  ...SOURCES.map((one) => one.root),
  ...[
    ...ENDS.filter(([root]) => !/^global:\w+$/u.test(root)),
    ...HASHES,
    ...PASSWORD_DERIVATIONS,
    ...FILE_READS,
    ...DOWNLOADS,
    ...STORE_SINKS,
  ].map(([root]) => root),
  ...CHECKS.map(([, root]) => root),
  ...KEY_LIBRARIES,
  ...WALLET_OBJECTS,
  // What decodes, two members deep: what it gives is told apart from it.
  'node:buffer',
  'global:process',
  'global:module',
  'global:require',
  'py:importlib',
];
