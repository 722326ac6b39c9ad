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

/** Of these a function says that it takes one; `loadKeystore(url)` and `signingKey(kid)` take something else. */
const TAKEN_PHRASES = KEY_PHRASES.filter((phrase) =>
  /^(mnemonics?|seed phrase|recovery phrase|secret phrase|private ?key|priv ?key|secret ?key|xprv|xpriv|wif)$/u.test(
    phrase.join(' '),
  ),
);
/** What is done with a key that is taken. */
const VERBS = new Set(
  'is valid validate check verify assert import from set add restore recover use with sign encrypt unlock parse'.split(
    ' ',
  ),
);
/** What a function takes first that is no key, whatever its own name says. */
const NO_KEY =
  /^(ur[li]|kid|id|headers?|options?|opts|req(uest)?|res(ponse)?|config|settings|context|ctx|strength|path|file(name)?|name|account|address|index|type|format|length|size|cb|callback|done|fn|event|public\w*|message|msg|hash|signature)$/iu;

/** Whether a function's name says that its first parameter is key material: `isValidMnemonic(m)`, `privateKeyToAddress(k)`. */
export function takesKey(name: string, parameter: string): boolean {
  if (name.length > 60 || NO_KEY.test(parameter) || !TAKES_KEY.test(name)) return false;
  const words = wordsOf(name);
  if (/ from (private|secret|seed)$/u.test(` ${words.join(' ')}`)) return true;
  const begin = words.findIndex((word) => !VERBS.has(word));
  const said = begin < 0 ? [] : words.slice(begin);
  return TAKEN_PHRASES.some((phrase) => {
    if (!holds(said.slice(0, phrase.length), phrase)) return false;
    const next = said[phrase.length];
    // By itself a name says what is given and not what is taken.
    return next === 'to' || (next === undefined && begin > 0);
  });
}
const TAKES_KEY = /mnemonic|phrase|priv|secret|xprv|wif|from_?seed/iu;

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
