import { keccak_256 } from '@noble/hashes/sha3.js';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { type EvmAddress, type Hex, keccakOf, parseHex } from '@portcullis/model';
import { EvmFault } from '../evmFault.ts';
import { readQuantity } from '../read/header.ts';
import { ZERO_ADDRESS } from '../read/words.ts';
import type { EvmClient } from '../rpc/connectEvm.ts';

/** The runtime code that creation code would leave on the chain, told before it is deployed. */
export interface ExpectedCode {
  readonly code: Hex;
  /** Keccak-256 of it: what an upgrade intent pins. */
  readonly codeHash: Hex;
  /** Where it would stand if `from` deployed it with its next transaction. */
  readonly address: EvmAddress;
  /**
   * True when that address stands inside the code (as UUPS proxies check it): then the hash
   * holds only for this deployer and nonce, and the intent should name the implementation.
   */
  readonly dependsOnAddress: boolean;
}

/**
 * Runs creation code (constructor arguments behind it) on a node without sending it, and
 * gives the runtime code with its immutables. `from` is the account that will deploy it.
 * Throws `bad-code` when the constructor reverts or leaves nothing.
 */
export async function expectedRuntimeCode(
  client: Pick<EvmClient, 'call'>,
  creationCode: string,
  from: EvmAddress = ZERO_ADDRESS,
): Promise<ExpectedCode> {
  const data = parseHex(creationCode);
  let result: unknown;
  try {
    result = await client.call('eth_call', [{ from, data }, 'latest']);
  } catch (cause) {
    if (!(cause instanceof EvmFault) || cause.code !== 'rpc-error') throw cause;
    throw new EvmFault('bad-code', {
      message: 'The constructor does not go through.',
      found: cause.found,
      expected: 'creation code with its constructor arguments behind it',
      cause,
    });
  }
  const code = parseHex(result);
  if (code === '0x')
    throw new EvmFault('bad-code', {
      message: 'The creation code leaves no code on the chain.',
      expected: 'creation code (`bytecode` of the build), not runtime code',
    });
  const nonce = readQuantity(await client.call('eth_getTransactionCount', [from, 'latest']), 'nonce');
  const address = createAddress(from, nonce);
  return {
    code,
    codeHash: keccakOf(hexToBytes(code.slice(2))),
    address,
    dependsOnAddress: code.includes(address.slice(2)),
  };
}

/** The address of a contract created by an account's transaction: Keccak-256 of RLP([from, nonce]), last 20 bytes. */
export function createAddress(from: EvmAddress, nonce: number): EvmAddress {
  const digits = nonce === 0 ? '' : nonce.toString(16);
  const even = digits.length % 2 === 0 ? digits : `0${digits}`;
  const item = nonce === 0 ? '80' : nonce < 0x80 ? even : `${(0x80 + even.length / 2).toString(16)}${even}`;
  const body = `94${from.slice(2)}${item}`;
  const list = `${(0xc0 + body.length / 2).toString(16)}${body}`;
  return `0x${bytesToHex(keccak_256(hexToBytes(list))).slice(24)}` as EvmAddress;
}
