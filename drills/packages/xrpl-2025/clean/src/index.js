export { Client } from './client.js';
export { Wallet } from './wallet.js';
export { autofill } from './autofill.js';
export { fundWallet } from './faucet.js';
export * from './errors.js';
export * from './sugar.js';
export { decodeSeed, deriveAddress, encodeSeed, isValidClassicAddress } from './classicAddress.js';
export { encodeTransaction, hashTransaction } from './binary.js';
export { generateMnemonic, validateMnemonic } from './crypto/mnemonic.js';
