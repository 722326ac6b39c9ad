import { keccakOf } from '@portcullis/model';
import { RespondFault } from '../../respondFault.ts';
import type { Fees } from './fees.ts';

/** A call to be signed: to whom, with what, with how much gas. */
export interface KeyCall {
  readonly to: string;
  readonly data: string;
  readonly gas: bigint;
}

/** A signed transaction: its bytes, and the hash it will be known by. */
export interface SignedCall {
  readonly raw: string;
  readonly hash: string;
}

/** A key that signs calls for one chain. */
export interface Signer {
  /** In lower case. */
  readonly address: string;
  sign(call: KeyCall, nonce: number, fees: Fees): Promise<SignedCall>;
}

/**
 * Reads the key, and loads the signing code, only here: that costs a quarter of a second,
 * which a start must not wait for. Throws `bad-key`, and what `secret` throws.
 */
export async function loadSigner(secret: () => Promise<string>, chainId: number): Promise<Signer> {
  const text = (await secret()).trim();
  const key = text.startsWith('0x') ? text : `0x${text}`;
  // Without the cause, which may quote the key.
  const bad = (): RespondFault =>
    new RespondFault('bad-key', {
      message: 'The key of this gate is no secp256k1 private key.',
      found: `${text.length} characters`,
      expected: '64 hexadecimal digits, with or without 0x',
      remedy: 'Write the key into the file or variable that the estate names.',
    });
  if (!/^0x[0-9a-fA-F]{64}$/.test(key)) throw bad();
  const { privateKeyToAccount } = await import('viem/accounts');
  let account: ReturnType<typeof privateKeyToAccount>;
  try {
    account = privateKeyToAccount(key as `0x${string}`);
  } catch {
    throw bad();
  }
  return {
    address: account.address.toLowerCase(),
    sign: async ({ to, data, gas }, nonce, { max, tip }) => {
      const common = { chainId, nonce, gas, to: to as `0x${string}`, data: data as `0x${string}`, value: 0n };
      const raw = await account.signTransaction(
        tip === undefined
          ? { ...common, type: 'legacy', gasPrice: max }
          : { ...common, type: 'eip1559', maxFeePerGas: max, maxPriorityFeePerGas: tip },
      );
      return { raw, hash: keccakOf(Buffer.from(raw.slice(2), 'hex')) };
    },
  };
}
