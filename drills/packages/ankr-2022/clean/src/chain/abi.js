import { concatBytes, utf8 } from '../encoding/bytes.js';
import { fromHex } from '../encoding/hex.js';

function word(value) {
  const bytes = new Uint8Array(32);
  let rest = BigInt(value);
  for (let at = 31; rest > 0n; at--) {
    bytes[at] = Number(rest & 0xffn);
    rest >>= 8n;
  }
  return bytes;
}

/** Encodes constructor arguments of the kinds that our contracts have. */
export function encodeArguments(types, values) {
  const heads = [];
  const tails = [];
  let offset = types.length * 32;
  for (const [index, type] of types.entries()) {
    const value = values[index];
    if (type === 'string') {
      const bytes = utf8.encode(value);
      const padded = new Uint8Array(Math.ceil(bytes.length / 32) * 32);
      padded.set(bytes);
      heads.push(word(offset));
      tails.push(concatBytes(word(bytes.length), padded));
      offset += 32 + padded.length;
    } else if (type === 'address') heads.push(concatBytes(new Uint8Array(12), fromHex(value)));
    else heads.push(word(value));
  }
  return concatBytes(...heads, ...tails);
}
