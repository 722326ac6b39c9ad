const BASE58 = '[1-9A-HJ-NP-Za-km-z]';
const FORMS: readonly (readonly [chain: string, form: RegExp])[] = [
  ['ethereum', /^0x[\da-f]{40}$/iu],
  ['bitcoin', /^bc1[a-z\d]{25,60}$/u],
  ['litecoin', /^ltc1[a-z\d]{25,60}$/u],
  ['bitcoin-cash', /^(?:bitcoincash:)?[qp][a-z\d]{41}$/u],
  ['tron', new RegExp(`^T${BASE58}{33}$`, 'u')],
  ['bitcoin', new RegExp(`^[13]${BASE58}{25,33}$`, 'u')],
  ['litecoin', new RegExp(`^[LM]${BASE58}{26,33}$`, 'u')],
  ['ripple', new RegExp(`^r${BASE58}{24,34}$`, 'u')],
  ['solana', new RegExp(`^${BASE58}{43,44}$`, 'u')],
];

/** What every form is made of. */
const MADE_OF = /^[\da-z:]+$/iu;
export const SHORTEST = 25;
const LONGEST = 74;

/** The chain whose address a text may be, by form alone. */
export function chainOfAddress(text: string): string | undefined {
  if (text.length < SHORTEST || text.length > LONGEST || !MADE_OF.test(text)) return undefined;
  const [chain] = FORMS.find(([, form]) => form.test(text)) ?? [];
  if (chain === undefined) return undefined;
  // Words and identifiers are base58 as well; an address mixes digits and both cases.
  if (/^(?:0x|bc1|ltc1|bitcoincash:|[qp][a-z\d]{41}$)/u.test(text)) return chain;
  return /\d/u.test(text) && /[a-z]/u.test(text) && /[A-Z]/u.test(text) && /\d.*\d.*\d/u.test(text) ? chain : undefined;
}

/** Pieces of patterns that match addresses, by chain: `0x[a-fA-F0-9]{40}`, `[13][a-km-zA-HJ-NP-Z1-9]{25,34}`. */
const PATTERNS: readonly (readonly [chain: string, piece: RegExp])[] = [
  ['ethereum', /0x[([][^\n]{3,24}\]\)?\{40\}/u],
  ['bitcoin', /bc1[^\n]{1,30}\{\d\d|\[13\]\[[^\n\]]{5,40}\]\{2\d,3\d\}/u],
  ['tron', /T\[[^\n\]]{4,40}\]\{33\}/u],
  ['litecoin', /ltc1|\[LM3?\]\[[^\n\]]{5,40}\]\{2\d,3\d\}/u],
  ['bitcoin-cash', /(?:bitcoincash:|\[qp\])[^\n]{1,30}\{41\}/u],
  ['solana', /\[1-9A-HJ-NP-Za-km-z\]\{(?:32|43),44\}/u],
  ['ripple', /r\[[^\n\]]{4,40}\]\{2[45],3[345]\}/u],
];

/** Chains for whose addresses a text holds patterns. */
export function chainsOfPatterns(text: string): ReadonlySet<string> {
  return new Set(PATTERNS.filter(([, piece]) => piece.test(text)).map(([chain]) => chain));
}
