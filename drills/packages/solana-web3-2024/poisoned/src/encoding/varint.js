/** Compact lengths: seven bits a byte, lowest first. */
export function encodeLength(length) {
  const bytes = [];
  let rest = length;
  do {
    const low = rest & 0x7f;
    rest >>= 7;
    bytes.push(rest === 0 ? low : low | 0x80);
  } while (rest > 0);
  return Uint8Array.from(bytes);
}

export function decodeLength(bytes, offset = 0) {
  let length = 0;
  let at = offset;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[at++];
    if (byte === undefined) throw new RangeError('length ends early');
    length |= (byte & 0x7f) << shift;
    if ((byte & 0x80) === 0) return { length, next: at };
  }
}
