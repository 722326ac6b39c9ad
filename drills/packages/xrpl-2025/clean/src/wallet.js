import { randomBytes } from 'node:crypto';
import { publicKeyFromSeed, signEd25519, verifyEd25519 } from './crypto/ed25519.js';
import { sha512Half } from './crypto/digest.js';
import { mnemonicToSeed } from './crypto/mnemonic.js';
import { deriveSeed } from './crypto/derive.js';
import { fromHex, toHex } from './encoding/hex.js';
import { decodeSeed, deriveAddress, encodeSeed } from './classicAddress.js';
import { encodeForSigning, encodeTransaction, hashTransaction } from './binary.js';
import { ValidationError } from './errors.js';

const DEFAULT_PATH = "m/44'/144'/0'";

/** Signs transactions for one account. */
export class Wallet {
  constructor(publicKey, privateKey, options = {}) {
    this.publicKey = publicKey;
    this.privateKey = privateKey;
    this.classicAddress = options.masterAddress ?? deriveAddress(fromHex(publicKey));
    this.seed = options.seed;
  }

  get address() {
    return this.classicAddress;
  }

  static generate() {
    return Wallet.fromSeed(encodeSeed(randomBytes(16)));
  }

  static fromSeed(seed, options = {}) {
    return Wallet.deriveWallet(seed, options);
  }

  static fromEntropy(entropy, options = {}) {
    return Wallet.deriveWallet(encodeSeed(Uint8Array.from(entropy)), options);
  }

  static fromMnemonic(mnemonic, { path = DEFAULT_PATH } = {}) {
    const privateKey = deriveSeed(mnemonicToSeed(mnemonic), path);
    return new Wallet(toHex(publicKeyFromSeed(privateKey)), toHex(privateKey));
  }

  static deriveWallet(seed, options) {
    const privateKey = sha512Half(decodeSeed(seed));
    return new Wallet(toHex(publicKeyFromSeed(privateKey)), toHex(privateKey), { ...options, seed });
  }

  sign(transaction) {
    if (transaction.TxnSignature !== undefined) throw new ValidationError('the transaction is already signed');
    const prepared = { ...transaction, SigningPubKey: this.publicKey };
    const signature = signEd25519(encodeForSigning(prepared), fromHex(this.privateKey));
    const signed = { ...prepared, TxnSignature: toHex(signature) };
    return { tx_blob: encodeTransaction(signed), hash: hashTransaction(signed) };
  }

  verifyTransaction({ TxnSignature: signature, ...transaction }) {
    return verifyEd25519(encodeForSigning(transaction), fromHex(signature), fromHex(this.publicKey));
  }
}
