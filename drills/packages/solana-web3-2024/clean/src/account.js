import { ed25519 } from '@noble/curves/ed25519';
import { PublicKey } from './publicKey.js';

/**
 * The older form of a key pair.
 * @deprecated since 1.10, use Keypair
 */
export class Account {
  constructor(secretKey) {
    this._secretKey = secretKey ? Uint8Array.from(secretKey) : ed25519.utils.randomPrivateKey();
    this._publicKey = ed25519.getPublicKey(this._secretKey.slice(0, 32));
  }

  get publicKey() {
    return new PublicKey(this._publicKey);
  }

  get secretKey() {
    return this._secretKey.slice();
  }
}
