import { randomBytes } from 'node:crypto';
import { type AccountId, accountOn, type ChainId, keccakOf, parseEvmAddress } from '@portcullis/model';
import { artifact, type ContractName, type LocalNode, startLocalNode } from '@portcullis/contracts';
import { addressFromKey, sendSigned } from './sendSigned.ts';

/** A chain node with a guardian and contracts to pause, for tests of levers. */
export interface PauseWorld {
  readonly node: LocalNode;
  readonly chain: ChainId;
  readonly guardian: AccountId;
  /** Private key that the guardian lets drop, with money. */
  readonly pauser: string;
  newKey(wei?: bigint): Promise<string>;
  /** A staking pool whose guard is the guardian (and which the pauser may drop), or the given account. */
  pool(guard?: AccountId): Promise<AccountId>;
  /** A contract that answers `paused()` with true from the start, and obeys nobody. */
  deploy(name: ContractName, args: string): Promise<AccountId>;
  paused(target: AccountId): Promise<boolean>;
  raise(target: AccountId): Promise<void>;
  setPauser(target: AccountId, key: string): Promise<void>;
  /** Puts hand-written code at a new address. */
  place(code: string): Promise<AccountId>;
  /** Transactions of a key that are in blocks. */
  mined(key: string): Promise<readonly { readonly hash: string; readonly ok: boolean }[]>;
}

const CHAIN = 'eip155:31337' as ChainId;
const word = (value: string | bigint): string =>
  (typeof value === 'bigint' ? value.toString(16) : value.slice(value.lastIndexOf(':') + 3)).padStart(64, '0');
const selector = (signature: string): string => keccakOf(signature).slice(0, 10);

export async function startPauseWorld(
  options: { readonly blockTime?: number | undefined; readonly args?: readonly string[] } = {},
): Promise<PauseWorld> {
  const node = await startLocalNode({ chainId: 31337, ...options });
  const newKey = async (wei = 10n ** 20n): Promise<string> => {
    const key = `0x${randomBytes(32).toString('hex')}`;
    await node.rpc('anvil_setBalance', [await addressFromKey(key), `0x${wei.toString(16)}`]);
    return key;
  };
  const owner = await newKey();
  const ownerAddress = await addressFromKey(owner);
  const pauser = await newKey();
  const deploy = async (name: ContractName, args: string): Promise<AccountId> => {
    const { contract } = await sendSigned(node, owner, undefined, artifact(name).bytecode + args);
    return accountOn(CHAIN, parseEvmAddress(contract));
  };
  const guardian = await deploy('Guardian', word(ownerAddress));
  const call = async (target: AccountId, data: string): Promise<void> =>
    void (await sendSigned(node, owner, target.slice(target.lastIndexOf(':') + 1), data));
  const setPauser = async (target: AccountId, key: string): Promise<void> =>
    call(
      guardian,
      `${selector('setPauser(address,address,bool)')}${word(target)}${word(await addressFromKey(key))}${word(1n)}`,
    );
  return {
    node,
    chain: CHAIN,
    guardian,
    pauser,
    newKey,
    deploy,
    setPauser,
    pool: async (guard = guardian) => {
      const pool = await deploy('StakingPool', word(ownerAddress) + word(0n) + word(guard));
      if (guard === guardian) await setPauser(pool, pauser);
      return pool;
    },
    paused: async (target) =>
      (await node.rpc('eth_call', [
        { to: target.slice(target.lastIndexOf(':') + 1), data: selector('paused()') },
        'latest',
      ])) === `0x${word(1n)}`,
    raise: (target) => call(guardian, `${selector('raise(address)')}${word(target)}`),
    place: async (code) => {
      const address = `0x${randomBytes(20).toString('hex')}`;
      await node.rpc('anvil_setCode', [address, code]);
      return accountOn(CHAIN, parseEvmAddress(address));
    },
    mined: async (key) => {
      const from = await addressFromKey(key);
      const head = Number(await node.rpc('eth_blockNumber'));
      const found: { hash: string; ok: boolean }[] = [];
      for (let number = 0; number <= head; number++) {
        const block = (await node.rpc('eth_getBlockByNumber', [`0x${number.toString(16)}`, true])) as {
          transactions: { from: string; hash: string }[];
        };
        for (const tx of block.transactions.filter((one) => one.from === from)) {
          const receipt = (await node.rpc('eth_getTransactionReceipt', [tx.hash])) as { status: string };
          found.push({ hash: tx.hash, ok: receipt.status === '0x1' });
        }
      }
      return found;
    },
  };
}
