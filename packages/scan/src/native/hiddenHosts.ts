/** A host name or an address that stands in native source so that nobody reads it. */
export interface HiddenHost {
  readonly host: string;
  /** `XOR with 0x5c`, `numbers`, `base64`, `hexadecimal`. */
  readonly how: string;
  readonly start: number;
  readonly end: number;
}

/** Bytes one by one: `[0x3f, 52, …]`, `{63, 52, …}`. */
const NUMBERS =
  /[[{(]\s*((?:0x[0-9a-fA-F]{1,2}|\d{1,3})(?:u8)?(?:\s*,\s*(?:0x[0-9a-fA-F]{1,2}|\d{1,3})(?:u8)?){9,255})\s*,?\s*[\])}]/g;
const TEXT = /"([A-Za-z0-9+/=_-]{14,400})"/g;
const HOST = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}(?::\d{1,5})?(?:\/[\x21-\x7e]*)?$/;
const ADDRESS = /^(?:https?|wss?):\/\/[\w.-]+(?::\d{1,5})?(?:\/[\x21-\x7e]*)?$/;
const MOST = 8;
const LETTERS = 6;

/**
 * Hosts that are written as numbers, under one byte by XOR, or in base64 or hexadecimal. Ten bytes that happen to be a host under
 * one of 256 keys are rarer than one in a million lists, so what is found was put there. Linear; never throws.
 */
export function hiddenHosts(text: string): readonly HiddenHost[] {
  const found: HiddenHost[] = [];
  for (const match of text.matchAll(NUMBERS)) {
    const bytes = (match[1] ?? '').split(',').map((one) => Number.parseInt(one.trim(), one.includes('x') ? 16 : 10));
    const hidden = bytes.some((byte) => byte > 255) ? undefined : underOneByte(bytes);
    if (hidden !== undefined) found.push({ ...hidden, start: match.index, end: match.index + match[0].length });
    if (found.length >= MOST) return found;
  }
  for (const match of text.matchAll(TEXT)) {
    const hidden = decoded(match[1] ?? '');
    if (hidden !== undefined) found.push({ ...hidden, start: match.index, end: match.index + match[0].length });
    if (found.length >= MOST) return found;
  }
  return found;
}

function underOneByte(bytes: readonly number[]): Pick<HiddenHost, 'host' | 'how'> | undefined {
  for (let key = 0; key < 256; key++) {
    // Nearly every key ends here.
    if (!isHostByte((bytes[0] ?? 0) ^ key) || !isHostByte((bytes[1] ?? 0) ^ key)) continue;
    const host = String.fromCharCode(...bytes.map((byte) => byte ^ key)).replace(/\0+$/, '');
    // A table of few values is a host under some key as soon as it has the right rhythm.
    if (new Set(host).size >= LETTERS && (HOST.test(host) || ADDRESS.test(host)))
      return { host, how: key === 0 ? 'numbers' : `XOR with 0x${key.toString(16).padStart(2, '0')}` };
  }
  return undefined;
}

function isHostByte(byte: number): boolean {
  return (byte >= 0x61 && byte <= 0x7a) || (byte >= 0x30 && byte <= 0x39) || byte === 0x2d || byte === 0x2e;
}

/** In texts only whole addresses count: a short host is too much like a word of a test. */
function decoded(text: string): Pick<HiddenHost, 'host' | 'how'> | undefined {
  if (text.length % 2 === 0 && /^(?:[0-9a-f]+|[0-9A-F]+)$/.test(text)) {
    const host = text.replaceAll(/../g, (pair) => String.fromCharCode(Number.parseInt(pair, 16)));
    if (ADDRESS.test(host)) return { host, how: 'hexadecimal' };
  }
  // Every address begins with one of these.
  if (!/^(?:aHR0c|d3M6|d3Nz)/.test(text)) return undefined;
  try {
    const host = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    return ADDRESS.test(host) ? { host, how: 'base64' } : undefined;
  } catch {
    return undefined;
  }
}
