import { createECDH } from 'node:crypto';
import { type EvmAddress, keccakOf, parseEvmAddress } from '@portcullis/model';

/** The address that a private key signs for; undefined for what is no private key. The key is not kept. */
export function addressOfKey(secret: string): EvmAddress | undefined {
  const digits = /^(?:0x)?([0-9a-fA-F]{64})$/.exec(secret.trim())?.[1];
  if (digits === undefined) return undefined;
  const curve = createECDH('secp256k1');
  try {
    curve.setPrivateKey(digits, 'hex');
  } catch {
    return undefined;
  }
  return parseEvmAddress(`0x${keccakOf(curve.getPublicKey().subarray(1)).slice(-40)}`);
}
