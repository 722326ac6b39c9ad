import { PublicKey } from './publicKey.js';
import { base58 } from './encoding/base58.js';

export const NONCE_ACCOUNT_LENGTH = 80;

/** The state of a durable nonce, as an account holds it. */
export class NonceAccount {
  constructor({ authorizedPubkey, nonce }) {
    this.authorizedPubkey = authorizedPubkey;
    this.nonce = nonce;
  }

  static fromAccountData(bytes) {
    if (bytes.length < NONCE_ACCOUNT_LENGTH) throw new RangeError('a nonce account is longer');
    return new NonceAccount({
      authorizedPubkey: new PublicKey(bytes.slice(8, 40)),
      nonce: base58.encode(bytes.slice(40, 72)),
    });
  }
}
