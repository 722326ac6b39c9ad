export { Account } from './account.js';
export { clusterApiUrl } from './cluster.js';
export { sendAndConfirmTransaction, signatureToText } from './confirm.js';
export { SystemProgram, TransactionInstruction } from './instruction.js';
export { Keypair } from './keypair.js';
export { NONCE_ACCOUNT_LENGTH, NonceAccount } from './nonce.js';
export { PublicKey } from './publicKey.js';
export { Connection } from './rpc/connection.js';
export { HttpError, RpcError } from './rpc/errors.js';
export { Subscriptions } from './rpc/subscriptions.js';
export { Transaction } from './transaction.js';
export { deriveSeed } from './crypto/derive.js';
export { formatUnits, parseUnits } from './misc/units.js';

export const LAMPORTS_PER_SOL = 1_000_000_000;
