import { digestOf, keccakOf } from '@portcullis/model';

const BASE58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const RIPPLE = 'rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz';
const BECH32 = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Lengths of texts that may be addresses. */
export const SHORTEST_ADDRESS = 25;
export const LONGEST_ADDRESS = 108;

/** Fewer different digits are those of an address that nobody owns: zero, a precompiled contract, `0xEeee…`, `0x…dEaD`. */
const FEWEST_DIGITS = 6;

/** First bytes of addresses that base58 writes with a checksum, by their first letter. */
const VERSIONS: Readonly<Record<string, readonly [chain: string, ...versions: number[]]>> = {
  '1': ['bitcoin', 0x00],
  '3': ['bitcoin', 0x05],
  L: ['litecoin', 0x30],
  M: ['litecoin', 0x32],
  D: ['dogecoin', 0x1e],
  T: ['tron', 0x41],
};

/**
 * The chain on which somebody can be paid at an address; undefined for a text that is none. Where a form has a checksum it must be
 * right: names and keys look like addresses.
 */
export function payableAddress(text: string): string | undefined {
  if (text.length < SHORTEST_ADDRESS || text.length > LONGEST_ADDRESS) return undefined;
  if (text.startsWith('0x')) return isEthereum(text) ? 'ethereum' : undefined;
  if (/^(?:[a-z]{2,12}1|addr1)[qpzry9x8gf2tvdw0s3jn54khce6mua7l]{38,103}$/u.test(text))
    return isBech32(text) ? chainOfPrefix(text.slice(0, text.lastIndexOf('1'))) : undefined;
  if (/^G[A-Z2-7]{55}$/u.test(text)) return isStellar(text) ? 'stellar' : undefined;
  if (!/^[1-9A-HJ-NP-Za-km-z]{25,44}$/u.test(text)) return undefined;
  if (/^r.{24,34}$/u.test(text) && isChecked(bytesOf(text, RIPPLE), [0x00])) return 'ripple';
  const [chain, ...versions] = VERSIONS[text.charAt(0)] ?? [];
  if (chain !== undefined && text.length <= 34) return isChecked(bytesOf(text, BASE58), versions) ? chain : undefined;
  // Words are base58 as well; 32 bytes that somebody drew are not.
  return text.length >= 43 &&
    /\d.*\d.*\d/u.test(text) &&
    /[a-z]/u.test(text) &&
    /[A-Z]/u.test(text) &&
    bytesOf(text, BASE58)?.length === 32
    ? 'solana'
    : undefined;
}

function isEthereum(text: string): boolean {
  const digits = text.slice(2);
  if (!/^[\da-f]{40}$/iu.test(digits) || new Set(digits.toLowerCase()).size < FEWEST_DIGITS) return false;
  const plain = digits.toLowerCase();
  if (digits === plain || digits === digits.toUpperCase()) return true;
  const hash = keccakOf(plain).slice(2);
  return Array.from(digits).every(
    (one, at) => /\d/u.test(one) || (one === one.toUpperCase()) === Number.parseInt(hash.charAt(at), 16) >= 8,
  );
}

function chainOfPrefix(prefix: string): string {
  return { bc: 'bitcoin', ltc: 'litecoin', addr: 'cardano' }[prefix] ?? prefix;
}

/** BIP 173 and BIP 350. */
function isBech32(text: string): boolean {
  const end = text.lastIndexOf('1');
  const prefix = text.slice(0, end);
  const values = [
    ...Array.from(prefix, (one) => one.charCodeAt(0) >> 5),
    0,
    ...Array.from(prefix, (one) => one.charCodeAt(0) & 31),
    ...Array.from(text.slice(end + 1), (one) => BECH32.indexOf(one)),
  ];
  let sum = 1;
  for (const value of values) {
    const top = sum >> 25;
    sum = ((sum & 0x1ffffff) << 5) ^ value;
    for (const [bit, generator] of GENERATORS.entries()) if ((top >> bit) & 1) sum ^= generator;
  }
  return sum === 1 || sum === 0x2bc830a3;
}
const GENERATORS = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];

/** SEP 23: a version, a key, and CRC-16. */
function isStellar(text: string): boolean {
  let bits = 0;
  let held = 0;
  const bytes: number[] = [];
  for (const one of text) {
    held = ((held << 5) | BASE32.indexOf(one)) & 0xfff;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((held >> bits) & 0xff);
  }
  let sum = 0;
  for (const byte of bytes.slice(0, -2)) {
    sum ^= byte << 8;
    for (let bit = 0; bit < 8; bit++) sum = ((sum & 0x8000) === 0 ? sum << 1 : (sum << 1) ^ 0x1021) & 0xffff;
  }
  return bytes.at(-2) === (sum & 0xff) && bytes.at(-1) === sum >> 8;
}

function bytesOf(text: string, alphabet: string): Uint8Array | undefined {
  let number = 0n;
  for (const one of text) {
    const digit = alphabet.indexOf(one);
    if (digit < 0) return undefined;
    number = number * 58n + BigInt(digit);
  }
  const bytes: number[] = [];
  for (; number > 0n; number >>= 8n) bytes.unshift(Number(number & 0xffn));
  for (const one of text) {
    if (one !== alphabet.charAt(0)) break;
    bytes.unshift(0);
  }
  return Uint8Array.from(bytes);
}

/** A version, 20 bytes, and the first four of a double SHA-256. */
function isChecked(bytes: Uint8Array | undefined, versions: readonly number[]): boolean {
  if (bytes?.length !== 25 || !versions.includes(bytes[0] ?? -1)) return false;
  const sum = hashOf(hashOf(bytes.subarray(0, 21)));
  return [0, 1, 2, 3].every((at) => sum[at] === bytes[21 + at]);
}

function hashOf(bytes: Uint8Array): Uint8Array {
  const hex = digestOf(bytes).slice('sha256:'.length);
  return Uint8Array.from({ length: hex.length / 2 }, (_, at) => Number.parseInt(hex.slice(2 * at, 2 * at + 2), 16));
}
