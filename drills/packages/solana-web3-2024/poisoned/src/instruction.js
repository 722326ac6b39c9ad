import { PublicKey } from './publicKey.js';

/** One call of a program, with the accounts that it touches. */
export class TransactionInstruction {
  constructor({ programId, keys, data = new Uint8Array() }) {
    this.programId = programId;
    this.keys = keys;
    this.data = data;
  }
}

export const SYSTEM_PROGRAM = new PublicKey(new Uint8Array(32));

export const SystemProgram = {
  programId: SYSTEM_PROGRAM,
  transfer({ fromPubkey, toPubkey, lamports }) {
    const data = new Uint8Array(12);
    const view = new DataView(data.buffer);
    view.setUint32(0, 2, true);
    view.setBigUint64(4, BigInt(lamports), true);
    return new TransactionInstruction({
      programId: SYSTEM_PROGRAM,
      keys: [
        { pubkey: fromPubkey, isSigner: true, isWritable: true },
        { pubkey: toPubkey, isSigner: false, isWritable: true },
      ],
      data,
    });
  },
  createAccount({ fromPubkey, newAccountPubkey, lamports, space, programId }) {
    const data = new Uint8Array(52);
    const view = new DataView(data.buffer);
    view.setBigUint64(4, BigInt(lamports), true);
    view.setBigUint64(12, BigInt(space), true);
    data.set(programId.toBytes(), 20);
    return new TransactionInstruction({
      programId: SYSTEM_PROGRAM,
      keys: [
        { pubkey: fromPubkey, isSigner: true, isWritable: true },
        { pubkey: newAccountPubkey, isSigner: true, isWritable: true },
      ],
      data,
    });
  },
};
