const ascii = new TextEncoder();

/** A length-prefixed string of SSH (RFC 4251 section 5), of bytes or of the UTF-8 form of a text. */
export function wireString(data: Uint8Array | string): Uint8Array {
  const bytes = typeof data === 'string' ? ascii.encode(data) : data;
  const out = new Uint8Array(4 + bytes.length);
  new DataView(out.buffer).setUint32(0, bytes.length);
  out.set(bytes, 4);
  return out;
}
