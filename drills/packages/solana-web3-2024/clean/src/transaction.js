import { ed25519 } from '@noble/curves/ed25519';
import { compileMessage } from './message.js';
import { concatBytes } from './encoding/bytes.js';
import { encodeLength } from './encoding/varint.js';

/** Instructions that happen together or not at all. */
export class Transaction {
  constructor({ feePayer, recentBlockhash } = {}) {
    this.instructions = [];
    this.feePayer = feePayer;
    this.recentBlockhash = recentBlockhash;
    this._signatures = new Map();
  }

  add(...instructions) {
    this.instructions.push(...instructions);
    return this;
  }

  _compile() {
    if (this.recentBlockhash === undefined) throw new Error('transaction has no recentBlockhash');
    if (this.feePayer === undefined) throw new Error('transaction has no feePayer');
    return compileMessage(this);
  }

  sign(...signers) {
    this.feePayer ??= signers[0]?.publicKey;
    const { bytes } = this._compile();
    for (const signer of signers) {
      const signature = ed25519.sign(bytes, signer.secretKey.slice(0, 32));
      this._signatures.set(signer.publicKey.toBase58(), signature);
    }
  }

  verifySignatures() {
    const { bytes, signers } = this._compile();
    return signers.every((signer) => {
      const signature = this._signatures.get(signer.toBase58());
      return signature !== undefined && ed25519.verify(signature, bytes, signer.toBytes());
    });
  }

  serialize() {
    const { bytes, signers } = this._compile();
    if (!this.verifySignatures()) throw new Error('signature verification failed');
    const signatures = signers.map((signer) => this._signatures.get(signer.toBase58()));
    return concatBytes(encodeLength(signatures.length), ...signatures, bytes);
  }
}
