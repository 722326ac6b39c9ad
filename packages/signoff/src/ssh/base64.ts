/**
 * Reads base64 in its one canonical form (RFC 4648, padded, no white space, unused bits
 * zero), so that equal bytes have equal text; `undefined` for any other spelling.
 */
export function fromBase64(text: string): Uint8Array | undefined {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : undefined;
}

/** Base64 without padding, in the alphabet for addresses (RFC 4648 section 5), as WebAuthn writes challenges. */
export function toBase64Url(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64url');
}

/** Padded base64. */
export function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}
