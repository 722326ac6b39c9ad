import { base58 } from './encoding/base58.js';
import { equalBytes } from './encoding/bytes.js';
import { sha256 } from './crypto/digest.js';
import { concatBytes, utf8 } from './encoding/bytes.js';

/** An address on the chain: 32 bytes. */
export class PublicKey {
  constructor(value) {
    const bytes = typeof value === 'string' ? base58.decode(value) : Uint8Array.from(value);
    if (bytes.length !== 32) throw new TypeError(`a public key has 32 bytes, not ${bytes.length}`);
    this._bytes = bytes;
  }

  static fromSeedText(base, text, programId) {
    return new PublicKey(sha256(concatBytes(base.toBytes(), utf8.encode(text), programId.toBytes())));
  }

  equals(other) {
    return equalBytes(this._bytes, other._bytes);
  }

  toBytes() {
    return this._bytes.slice();
  }

  toBase58() {
    return base58.encode(this._bytes);
  }

  toJSON() {
    return this.toBase58();
  }

  toString() {
    return this.toBase58();
  }
}
