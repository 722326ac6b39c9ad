import type { LocalNode } from '@portcullis/contracts';
import { privateKeyToAccount } from 'viem/accounts';

/** The address of a private key, in lower case. */
export async function addressFromKey(key: string): Promise<string> {
  return Promise.resolve(privateKeyToAccount(key as `0x${string}`).address.toLowerCase());
}

/** Sends a transaction as its owner would, and waits until it is mined. */
export async function sendSigned(
  node: LocalNode,
  key: string,
  to: string | undefined,
  data: string,
): Promise<{ readonly contract: string }> {
  const account = privateKeyToAccount(key as `0x${string}`);
  const [nonce, chainId, head] = await Promise.all([
    node.rpc('eth_getTransactionCount', [account.address, 'pending']),
    node.rpc('eth_chainId'),
    node.rpc('eth_getBlockByNumber', ['latest', false]),
  ]);
  const raw = await account.signTransaction({
    type: 'legacy',
    chainId: Number(chainId),
    nonce: Number(nonce),
    gas: 5_000_000n,
    gasPrice: 2n * BigInt((head as { baseFeePerGas: string }).baseFeePerGas) + 1_000_000_000n,
    data: data as `0x${string}`,
    ...(to === undefined ? {} : { to: to as `0x${string}` }),
  });
  const hash = await node.rpc('eth_sendRawTransaction', [raw]);
  for (;;) {
    const receipt = (await node.rpc('eth_getTransactionReceipt', [hash])) as {
      status: string;
      contractAddress: string | null;
    } | null;
    if (receipt?.status === '0x0') throw new Error(`transaction ${String(hash)} reverted`);
    if (receipt !== null) return { contract: receipt.contractAddress ?? '' };
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
