import { CHECKING_MEMBER, CHECKS } from './checkCatalog.ts';
import { ENCRYPTION_NAMES, ENDING_MEMBER, ENDS, HASHES, PUBLIC_CLASS_NAMES } from './endCatalog.ts';
import { KEY_MAKINGS, RANDOMNESS_TAKEN, STRONG, STRONG_MEMBER } from './guessCatalog.ts';
import { GENERAL_CIPHER, KEY_ORIGINS, KEY_USES, PASSWORD_DERIVATIONS } from './keyCatalog.ts';
import { SINKS } from './sinkCatalog.ts';
import { DOWNLOADS, FILE_READS, SOURCES, WALLET_OBJECTS } from './sourceCatalog.ts';

/** Members that stand behind a root exactly as they are written, before what lies between is left out. */
const KEPT = 3;
const BETWEEN = '…';

/** Roots of all catalogs with the last members that they speak of. */
const LINES: readonly (readonly [root: string, members: string])[] = [
  ...[...SINKS, ...KEY_USES, ...KEY_ORIGINS, ...SOURCES].map(({ root, members }) => [root, members] as const),
  ...ENDS,
  ...HASHES,
  ...KEY_MAKINGS,
  ...RANDOMNESS_TAKEN,
  ...STRONG,
  ...PASSWORD_DERIVATIONS,
  ...FILE_READS,
  ...DOWNLOADS,
  ...CHECKS.map(([, root, members]) => [root, members] as const),
  ...WALLET_OBJECTS.map((root) => [root, 'request'] as const),
];
/** What roots begin with, up to each border: behind any of these a root may go on. */
const BEGINNINGS: ReadonlySet<string> = new Set(LINES.flatMap(([root]) => beginningsOf(root)));
const MEMBERS: ReadonlyMap<string, ReadonlySet<string>> = membersByRoot();
/** Last members that say something of any API: who handles a promise, puts paths together, imports by another way. */
const SAID_OF_ALL: ReadonlySet<string> = new Set([
  'then',
  'catch',
  'finally',
  'joinpath',
  'module.require',
  'mainModule.require',
]);
/** Classes that are errors by their name: what an error says is not what it is put into. */
const ERROR_CLASS = /(?:Error|Exception|Warning)$/u;
/** Members that say something wherever they stand, by what they say: of each kind the first is enough. */
const SAYING: readonly RegExp[] = [
  /^(?:createServer|createSecureServer|Server\(\))/u,
  new RegExp(String.raw`^(?:${ENCRYPTION_NAMES})\(\)$`, 'u'),
  new RegExp(String.raw`^(?:${PUBLIC_CLASS_NAMES})(?:\(\))?$`, 'u'),
  GENERAL_CIPHER,
];

/**
 * An API path without what says nothing: a line of a catalog speaks of what a path begins with and of its last member,
 * whatever stands between. `node:http.request().on().once().ref().write` is `node:http.request().…().write`, and
 * `global:crypto.getRandomValues().subarray().at().toFixed` is `global:crypto.…()`. What the catalogs say of the path
 * they say of its form. `root` is how the path begins: the import or the global.
 */
export function apiForm(path: string, root: string): string {
  const how = root.startsWith('py:') ? undefined : CALLED_BY.exec(path)?.[0];
  return how === undefined ? formOf(path, root) : formOf(path.slice(0, -how.length), root) + how;
}
/** What calls a function says what the function says. */
const CALLED_BY = /\.(?:call|apply|bind)$/u;

function formOf(path: string, root: string): string {
  const start = path.startsWith('()', root.length) ? `${root}()` : root;
  const members = path.slice(start.length).split('.').slice(1);
  if (members.length <= KEPT && !members.some(isBetween)) return path;
  let stem = start;
  let from = 0;
  for (; from < members.length; from++) {
    const further = `${stem}.${members[from] as string}`;
    if (!BEGINNINGS.has(further) && !BEGINNINGS.has(nameOf(further))) break;
    stem = further;
  }
  const behind = members.slice(from);
  if (behind.length <= KEPT && !behind.some(isBetween)) return path;
  return stem + shortened(stem, behind);
}

function shortened(stem: string, behind: readonly string[]): string {
  const last = behind.at(-1) as string;
  const before = behind.at(-2);
  const said = lastMembersOf(stem);
  const isPair = before !== undefined && said(`${before}.${nameOf(last)}`);
  const isSaid = isPair || said(nameOf(last)) || whatSays(`${nameOf(last)}()`) !== 0;
  const saying: string[] = [];
  let known = 0;
  let isCalled = false;
  for (const one of behind.slice(0, isPair ? -2 : isSaid ? -1 : undefined)) {
    const says = whatSays(one);
    if ((says & ~known) !== 0) saying.push(one);
    else isCalled ||= one.endsWith('()');
    known |= says;
  }
  const tail = isPair ? [before, last] : isSaid ? [last] : saying.length > 0 ? [BETWEEN] : [];
  return `.${[BETWEEN + (isCalled ? '()' : ''), ...saying, ...tail].join('.')}`;
}

function isBetween(member: string): boolean {
  return member.startsWith(BETWEEN);
}
function nameOf(member: string): string {
  return member.replace(/\(\)$/u, '');
}
/** What a member says wherever it stands, as bits. */
function whatSays(member: string): number {
  let says = 0;
  for (let at = 0; at < SAYING.length; at++) if (SAYING[at]?.test(member) === true) says |= 1 << at;
  return says;
}

const saidOf = new Map<string, (member: string) => boolean>();
const MOST_REMEMBERED = 5_000;

/** Whether a line whose root the stem begins with, or a rule for every library, speaks of a last member. */
function lastMembersOf(stem: string): (member: string) => boolean {
  const known = saidOf.get(stem);
  if (known !== undefined) return known;
  if (saidOf.size >= MOST_REMEMBERED) saidOf.clear();
  const sets = beginningsOf(stem).flatMap((one) => MEMBERS.get(one) ?? []);
  const isImported = stem.startsWith('npm:') || stem.startsWith('py:');
  const isSaid = (member: string): boolean =>
    SAID_OF_ALL.has(member) ||
    sets.some((set) => set.has(member)) ||
    // Rules by name are of one member.
    (!member.includes('.') &&
      (ERROR_CLASS.test(member) ||
        (isImported && (ENDING_MEMBER.test(member) || CHECKING_MEMBER.test(member) || STRONG_MEMBER.test(member)))));
  saidOf.set(stem, isSaid);
  return isSaid;
}

function membersByRoot(): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const [root, members] of LINES) {
    const held = found.get(root) ?? new Set<string>();
    for (const member of members.split(' ')) held.add(member.split(':')[0] as string);
    found.set(root, held);
  }
  return found;
}

/** A path up to each `.`, `/` or `(`, and whole. */
function beginningsOf(path: string): string[] {
  return [...[...path.matchAll(/[./(]/gu)].map(({ index }) => path.slice(0, index)), path];
}
