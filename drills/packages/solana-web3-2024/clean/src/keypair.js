import { ed25519 } from '@noble/curves/ed25519';
import { PublicKey } from './publicKey.js';
import { concatBytes, equalBytes } from './encoding/bytes.js';
import { assertBytes } from './misc/validate.js';

function expand(seed) {
  return { publicKey: ed25519.getPublicKey(seed), secretKey: concatBytes(seed, ed25519.getPublicKey(seed)) };
}

/** A key pair that signs transactions. */
export class Keypair {
  constructor(pair) {
    this._keypair = pair ?? expand(ed25519.utils.randomPrivateKey());
  }

  static generate() {
    return new Keypair(expand(ed25519.utils.randomPrivateKey()));
  }

  static fromSecretKey(secretKey, options) {
    assertBytes(secretKey, 64, 'a secret key');
    const publicKey = secretKey.slice(32);
    if (!options?.skipValidation && !equalBytes(ed25519.getPublicKey(secretKey.slice(0, 32)), publicKey)) {
      throw new Error('provided secretKey is invalid');
    }
    return new Keypair({ publicKey, secretKey });
  }

  static fromSeed(seed) {
    return new Keypair(expand(assertBytes(seed, 32, 'a seed')));
  }

  get publicKey() {
    return new PublicKey(this._keypair.publicKey);
  }

  get secretKey() {
    return new Uint8Array(this._keypair.secretKey);
  }

  sign(message) {
    return ed25519.sign(message, this._keypair.secretKey.slice(0, 32));
  }
}
