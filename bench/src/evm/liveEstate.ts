import { artifact, type ContractName, type LocalNode } from '@portcullis/contracts';
import { createSoftKey, type SoftKey } from '@portcullis/signoff/testing';

/** Owns the guardian and the tokens; the node signs for it. */
export const OWNER: string = `0x${'0'.repeat(36)}0a11`;
/** Tokens, pools and gates of the estate: what a protocol of some size watches. */
export const PAIRS = 5;

/** Tokens with a pool and a gate each, the guardian that may pause the pools, and two custodians. */
export interface LiveEstate {
  readonly guardian: string;
  readonly pairs: readonly LivePair[];
  readonly keys: readonly [SoftKey, SoftKey];
}
export interface LivePair {
  readonly token: string;
  readonly pool: string;
}
/** Puts an estate on the chain: the pauser's key may drop every pool, `OWNER` owns everything and may mint. */
export async function buildLiveEstate(node: LocalNode, pauser: string): Promise<LiveEstate> {
  await node.rpc('anvil_autoImpersonateAccount', [true]);
  for (const account of [OWNER, pauser]) await node.rpc('anvil_setBalance', [account, '0x56bc75e2d63100000']);
  const guardian = await deployAll(node, [{ name: 'Guardian', args: word(OWNER) }]).then(([one]) => one ?? '');
  // Two empty strings, for name and symbol.
  const unnamed = ['0x40', '0x60', '0x0', '0x0'].map(word).join('');
  const tokens = await deployAll(
    node,
    Array.from({ length: PAIRS }, () => ({ name: 'StableToken' as const, args: unnamed })),
  );
  const pools = await deployAll(
    node,
    Array.from({ length: PAIRS }, () => ({
      name: 'StakingPool' as const,
      args: `${word(OWNER)}${word('0x0')}${word(guardian)}`,
    })),
  );
  const allow = artifact('Guardian').methods['setPauser(address,address,bool)'] ?? '';
  for (const pool of pools) await send(node, guardian, `${allow}${word(pool)}${word(pauser)}${word('0x1')}`);
  await node.rpc('evm_mine');
  return {
    guardian,
    keys: [createSoftKey('ed25519'), createSoftKey('ed25519')],
    pairs: tokens.map((token, at) => ({ token, pool: pools[at] ?? '' })),
  };
}

/** A hexadecimal number as an ABI word without `0x`. */
export function word(hex: string): string {
  return hex.slice(2).toLowerCase().padStart(64, '0');
}

/** Sends a transaction of `OWNER`; gives its hash. */
export async function send(node: LocalNode, to: string | undefined, data: string): Promise<string> {
  return (await node.rpc('eth_sendTransaction', [
    { from: OWNER, ...(to === undefined ? {} : { to }), data, gas: '0x2dc6c0', gasPrice: '0x3b9aca00' },
  ])) as string;
}

async function deployAll(
  node: LocalNode,
  contracts: readonly { readonly name: ContractName; readonly args: string }[],
): Promise<string[]> {
  const hashes: string[] = [];
  for (const { name, args } of contracts) {
    hashes.push(await send(node, undefined, `${artifact(name).bytecode}${args}`));
    if (hashes.length % 5 === 0) await node.rpc('evm_mine');
  }
  await node.rpc('evm_mine');
  return Promise.all(
    hashes.map(async (hash) => {
      const receipt = (await node.rpc('eth_getTransactionReceipt', [hash])) as {
        contractAddress: string;
        status: string;
      } | null;
      if (receipt?.status !== '0x1') throw new Error(`a contract of the measurement was not deployed: ${hash}`);
      return receipt.contractAddress;
    }),
  );
}

/** The estate file for it. */
export function liveEstateText(node: LocalNode, { guardian, pairs, keys }: LiveEstate): string {
  const at = (address: string): string => `'eip155:56:${address}'`;
  const each = (line: (pair: LivePair, at: number) => string): string => pairs.map(line).join('\n');
  return `estate: Measurement
custodians: [{id: alice, keys: ['${keys[0].text.trim()}']}, {id: bob, keys: ['${keys[1].text.trim()}']}]
policies: {raise: {quorum: all}}
chains: {local: {id: 'eip155:56', rpc: ['${node.ws}']}}
contracts:
${each(({ token }, n) => `  - {id: token-${n}, at: ${at(token)}, kind: token}`)}
gates:
${each(({ pool }, n) => `  - {id: pool-${n}, lever: evm-pause, key: {file: guardian.key}, targets: [{pauses: ${at(pool)}, via: ${at(guardian)}}]}`)}
playbooks:
${each((_, n) => `  - {on: [mint.unpermitted], of: [token-${n}], drop: [pool-${n}]}`)}
listen: 127.0.0.1:0
`;
}
