import { pbkdf2Sync, randomBytes } from 'node:crypto';
import { sha256 } from './digest.js';
import { WORDS } from './words.js';

const INDEX = new Map(WORDS.map((word, index) => [word, index]));

/** Sixteen words for the entropy and one that checks them. */
export function entropyToMnemonic(entropy) {
  const check = sha256(entropy)[0];
  return [...entropy, check].map((byte) => WORDS[byte]).join(' ');
}

export function generateMnemonic(bytes = 16) {
  return entropyToMnemonic(randomBytes(bytes));
}

export function validateMnemonic(mnemonic) {
  const indexes = mnemonic.trim().split(/\s+/).map((word) => INDEX.get(word));
  if (indexes.some((index) => index === undefined)) return false;
  const entropy = Uint8Array.from(indexes.slice(0, -1));
  return sha256(entropy)[0] === indexes.at(-1);
}

export function mnemonicToSeed(mnemonic, passphrase = '') {
  if (!validateMnemonic(mnemonic)) throw new TypeError('the words do not pass their check');
  const words = mnemonic.normalize('NFKD');
  const salt = `mnemonic${passphrase.normalize('NFKD')}`;
  return new Uint8Array(pbkdf2Sync(words, salt, 2048, 64, 'sha512'));
}
