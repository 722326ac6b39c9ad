import type { SourceKind } from '../flowReport.ts';

/** The words of a name in camelCase, snake_case or kebab-case, in small letters. */
export function wordsOf(name: string): readonly string[] {
  return name
    .replaceAll(/([a-z\d])([A-Z])/gu, '$1 $2')
    .replaceAll(/([A-Z]+)([A-Z][a-z])/gu, '$1 $2')
    .toLowerCase()
    .split(/[^a-z\d]+/u)
    .filter((word) => word !== '');
}

/** Neighbouring words that together name key material, whichever library or language they stand in. */
const KEY_PHRASES: readonly (readonly string[])[] = (
  'mnemonic|mnemonics|seed phrase|seedphrase|seed hex|seed words|recovery phrase|secret phrase|backup phrase|private key|privkey|' +
  'priv key|privatekey|private keys|secret key|secretkey|secret keys|secretkeys|sk bytes|master key|wallet password|' +
  'wallet key|keystore|keystore password|keyfile password|keyfile data|signing key|spending key|' +
  'extended private key|xprv|xpriv|wif|key pair secret|keypair secret|suri'
)
  .split('|')
  .map((phrase) => phrase.split(' '));
/** Every phrase begins with one of these, which nearly all names do not have at all. */
const BEGINNINGS = new RegExp([...new Set(KEY_PHRASES.map(([first = '']) => first))].join('|'), 'iu');
/** Words beside which a phrase means something else: the public half, an index, a name, an AWS credential. */
const NOT_SECRET = new Set(
  (
    'public pub id ids name names path paths file filename address index length size type algorithm url uri prefix ' +
    'count is has valid validate check format version aws encoding encrypted hash error errors exception'
  ).split(' '),
);

/** Whether a public name (of a parameter or what a function gives) says that it holds key material. */
export function namesKey(name: string): boolean {
  if (name.length > 60 || !BEGINNINGS.test(name)) return false;
  const words = wordsOf(name);
  if (words.length === 0 || words.some((word) => NOT_SECRET.has(word))) return false;
  return KEY_PHRASES.some((phrase) => holds(words, phrase));
}

/** What a name may begin with before it says what is done it with. */
const VERBS = new Set(
  (
    'is valid validate check verify assert import from set add load restore recover use with sign encrypt unlock parse ' +
    'key wallet account keypair'
  ).split(' '),
);

/** Whether a function's public name says that what it takes first is key material: `isValidMnemonic`, `privateKeyToAddress`. */
export function takesKey(name: string): boolean {
  if (name.length > 60 || !TAKES_KEY.test(name)) return false;
  const words = wordsOf(name);
  if (/ from (private|secret|seed)$/u.test(` ${words.join(' ')}`)) return true;
  const begin = words.findIndex((word) => !VERBS.has(word));
  const said = words.slice(begin === -1 ? words.length : begin);
  // As a verb `key` is passed over; in `key pair secret` it is the beginning.
  return [words, said].some((some) =>
    KEY_PHRASES.some((phrase) => holds(some.slice(0, phrase.length), phrase) && isTold(some[phrase.length])),
  );
}
const TAKES_KEY = new RegExp(`${BEGINNINGS.source}|from_?(private|secret|seed)`, 'iu');

function isTold(next: string | undefined): boolean {
  return next === undefined || next === 'to';
}

function holds(words: readonly string[], phrase: readonly string[]): boolean {
  for (let at = 0; at + phrase.length <= words.length; at++) {
    if (phrase.every((word, index) => words[at + index] === word)) return true;
  }
  return false;
}

const SECRET_WORDS = new Set(
  'token secret password passwd pwd passphrase credential credentials apikey pat auth'.split(' '),
);

/** What a single environment variable holds by its name; undefined for ordinary settings. */
export function environmentKind(name: string): SourceKind | undefined {
  if (namesKey(name)) return 'key';
  const words = wordsOf(name);
  if (words.includes('seed') && words.length > 1 && !words.includes('hash') && !words.includes('random')) return 'key';
  if (words.some((word) => SECRET_WORDS.has(word))) return 'credential';
  const key = words.indexOf('key');
  if (
    key > 0 &&
    ['api', 'access', 'private', 'secret', 'encryption', 'signing', 'service', 'account'].includes(words[key - 1] ?? '')
  ) {
    return 'credential';
  }
  return undefined;
}
