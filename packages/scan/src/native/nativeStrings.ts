import { excerpt } from '../textOf.ts';
import type { NativeString } from './nativeFacts.ts';

/** What is looked for in the bytes of a binary. Public names of places where keys lie, not of anybody's hosts. */
const PATTERNS: readonly (readonly [kind: NativeString['kind'], pattern: RegExp])[] = [
  ['url', /\b(?:https?|wss?|ftp):\/\/[A-Za-z0-9][A-Za-z0-9.-]{2,80}(?::\d{1,5})?(?:\/[\w/.%?=&#+~-]{0,100})?/g],
  ['address', /\b(?:\d{1,3}\.){3}\d{1,3}:\d{2,5}\b|\b[a-z2-7]{16,56}\.onion\b/g],
  [
    'wallet',
    /wallet\.dat|keystore\/UTC--|\.bittensor\/wallets|\.ethereum\/keystore|\.config\/solana|solana\/id\.json|Electrum\/wallets|Exodus\/exodus\.wallet|Local Extension Settings|nkbihfbeogaeaoehlefnkodbefgpgknn|coldkey/g,
  ],
  [
    'credential',
    /\.ssh\/(?:id_[a-z0-9]+|authorized_keys)|\.aws\/credentials|\.npmrc|\.pypirc|\.git-credentials|\.kube\/config|\.docker\/config\.json|\.gnupg|Login Data|\.config\/gh\/hosts\.yml|169\.254\.169\.254/g,
  ],
  [
    'shell',
    /\/bin\/(?:ba|z|da)?sh\b|\bcmd\.exe\b|\bpowershell(?:\.exe)?\b|\/dev\/tcp\/|\bcurl -[a-zA-Z]|\bwget -[a-zA-Z]/g,
  ],
];
/** Schemas and licences that every other binary names. */
const COMMON =
  /^(?:https?:\/\/)(?:www\.w3\.org|schemas?\.|www\.apache\.org|www\.gnu\.org|docs?\.|doc\.|crl\d?\.|ocsp\.|cacerts\.|github\.com|gitlab\.com|bugs?\.|www\.openssl\.org|rustsec\.org|docs\.rs|go\.dev|golang\.org|www\.unicode\.org|json-schema\.org|tools\.ietf\.org|www\.rfc-editor\.org|developer\.mozilla\.org|sourceware\.org|gcc\.gnu\.org)/;

const PIECE = 1024 * 1024;
const OVERLAP = 512;
const MOST_OF_A_KIND = 100;
/** Beyond this the strings of a file are not looked at. */
export const STRINGS_WITHIN: number = 64 * 1024 * 1024;

/** Texts that say what a binary is about, each once, sorted; with `isWide` also those of two bytes a character. */
export function nativeStrings(bytes: Uint8Array, isWide: boolean): NativeString[] {
  const found = new Map<string, NativeString>();
  const counts = new Map<NativeString['kind'], number>();
  const search = (text: string): void => {
    for (const [kind, pattern] of PATTERNS) {
      for (const [match] of text.matchAll(pattern)) {
        const count = counts.get(kind) ?? 0;
        if (count >= MOST_OF_A_KIND) break;
        const key = `${kind} ${match}`;
        if (found.has(key) || (kind === 'url' && COMMON.test(match))) continue;
        counts.set(kind, count + 1);
        found.set(key, { kind, text: excerpt(match) });
      }
    }
  };
  const end = Math.min(bytes.length, STRINGS_WITHIN);
  for (let at = 0; at < end; at += PIECE) {
    const piece = Buffer.from(bytes.buffer, bytes.byteOffset + at, Math.min(end - at, PIECE + OVERLAP));
    search(piece.toString('latin1'));
    if (isWide) {
      search(narrow(piece, 0));
      search(narrow(piece, 1));
    }
  }
  return [...found.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, string]) => string);
}

/**
 * Characters of two bytes whose second is zero; all others become NUL. Done by hand: what Node's own decoder of UTF-16
 * does with an odd number of bytes at an odd place writes beyond its memory.
 */
function narrow(piece: Uint8Array, start: 0 | 1): string {
  const bytes = Buffer.alloc((piece.length - start) >> 1);
  for (let at = start, to = 0; at + 1 < piece.length; at += 2, to += 1) {
    if (piece[at + 1] === 0) bytes[to] = piece[at] as number;
  }
  return bytes.toString('latin1');
}
