import { ripemd160, sha256 } from './crypto/digest.js';
import { toBase64 } from './encoding/base64.js';
import { toHex } from './encoding/hex.js';

/** The public half, and the address that follows from it. */
export class PublicKey {
  constructor(bytes, uncompressed) {
    this._bytes = bytes;
    this.uncompressed = uncompressed;
  }

  toBase64() {
    return toBase64(this._bytes);
  }

  toAddress() {
    return `inj${toHex(ripemd160(sha256(this._bytes)))}`;
  }
}
