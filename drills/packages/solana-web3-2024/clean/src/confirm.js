import { base58 } from './encoding/base58.js';

/** Sends a transaction and waits until the cluster has it. */
export async function sendAndConfirmTransaction(connection, transaction, signers, { pause = 400, tries = 30 } = {}) {
  const signature = await connection.sendTransaction(transaction, signers);
  for (let n = 0; n < tries; n++) {
    const { value } = await connection.request('getSignatureStatuses', [[signature]]);
    if (value[0]?.err) throw new Error(`transaction ${signature} failed`);
    if (value[0]?.confirmationStatus === connection.commitment) return signature;
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
  throw new Error(`transaction ${signature} was not confirmed`);
}

export function signatureToText(signature) {
  return base58.encode(signature);
}
