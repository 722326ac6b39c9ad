import { type AccountId, accountOn, type ChainId, type Contract, type EvmAddress, type Hex } from '@portcullis/model';
import { artifact, type ContractName, type LocalNode, startLocalNode } from '@portcullis/contracts';
import { wordOf } from '../read/words.ts';

/** A contract of an estate with nothing declared but what a test says. */
export function contractNamed(id: string, at: AccountId, more: Partial<Contract> = {}): Contract {
  return {
    id,
    at,
    kind: 'contract',
    admin: undefined,
    supply: undefined,
    interface: undefined,
    assets: [],
    free: '0',
    ...more,
  };
}

/** A real local chain with what the tests need to act on it. */
export interface LocalEstate {
  readonly node: LocalNode;
  readonly chain: ChainId;
  readonly deployer: EvmAddress;
  account(address: EvmAddress): AccountId;
  /** Deploys a compiled contract; arguments are ABI words. */
  deploy(name: ContractName, args?: string): Promise<EvmAddress>;
  deployCode(code: string): Promise<EvmAddress>;
  /** Sends a transaction from the deployer, or another account, and gives its hash; a block is mined unless mining is off. */
  send(to: EvmAddress | undefined, data: string, more?: { from?: EvmAddress; value?: string }): Promise<Hex>;
  mine(blocks?: number): Promise<void>;
  block(): Promise<{ number: number; hash: Hex }>;
  /** Proxy, its admin and a token behind it, initialised; the deployer owns and may mint. */
  token(): Promise<{ proxy: EvmAddress; admin: EvmAddress; implementation: EvmAddress }>;
}

export const DEPLOYER: EvmAddress = '0x2ffc59d32a524611bb891cab759112a51f9e33c0' as EvmAddress;

/** Starts a chain node of one's own on a free port. */
export async function localEstate(chainId = 56, args: readonly string[] = []): Promise<LocalEstate> {
  const node = await startLocalNode({ chainId, args });
  const chain = `eip155:${chainId}` as ChainId;
  await node.rpc('anvil_setBalance', [DEPLOYER, '0x56bc75e2d63100000']);
  await node.rpc('anvil_autoImpersonateAccount', [true]);

  async function receiptOf(hash: Hex): Promise<{ contractAddress: EvmAddress; status: string }> {
    for (let tries = 0; tries < 500; tries++) {
      const receipt = await node.rpc('eth_getTransactionReceipt', [hash]);
      if (receipt !== null) return receipt as { contractAddress: EvmAddress; status: string };
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    throw new Error('the transaction was not mined');
  }

  async function send(
    to: EvmAddress | undefined,
    data: string,
    more: { from?: EvmAddress; value?: string } = {},
  ): Promise<Hex> {
    const transaction = {
      from: more.from ?? DEPLOYER,
      ...(to === undefined ? {} : { to }),
      data,
      gas: '0x5b8d80',
      gasPrice: '0x3b9aca00',
      ...(more.value === undefined ? {} : { value: more.value }),
    };
    const hash = (await node.rpc('eth_sendTransaction', [transaction])) as Hex;
    // The node answers before it has mined: with a block for every transaction, that block is waited for.
    if ((await node.rpc('anvil_getAutomine')) === true) await receiptOf(hash);
    return hash;
  }
  async function deployCode(code: string): Promise<EvmAddress> {
    const hash = await send(undefined, code);
    const receipt = await receiptOf(hash);
    if (receipt.status !== '0x1') throw new Error('deployment reverted');
    return receipt.contractAddress;
  }
  const deploy = (name: ContractName, argsText = ''): Promise<EvmAddress> =>
    deployCode(artifact(name).bytecode + argsText);
  return {
    node,
    chain,
    deployer: DEPLOYER,
    account: (address) => accountOn(chain, address),
    deploy,
    deployCode,
    send,
    async mine(blocks = 1) {
      await node.rpc('anvil_mine', [`0x${blocks.toString(16)}`]);
    },
    async block() {
      const { number, hash } = (await node.rpc('eth_getBlockByNumber', ['latest', false])) as {
        number: Hex;
        hash: Hex;
      };
      return { number: Number(number), hash };
    },
    async token() {
      const implementation = await deploy('CertToken');
      const admin = await deploy('ProxyAdmin');
      const initialize = `${artifact('CertToken').methods['initialize(address)']}${word(DEPLOYER)}`;
      const proxy = await deploy(
        'TransparentUpgradeableProxy',
        `${word(implementation)}${word(admin)}${bytes(initialize)}`,
      );
      await send(proxy, `${artifact('CertToken').methods['changeBond(address)']}${word(DEPLOYER)}`);
      return { proxy, admin, implementation };
    },
  };
}

/** An address or a number as an ABI word without `0x`. */
export function word(value: EvmAddress | bigint): string {
  return typeof value === 'bigint' ? value.toString(16).padStart(64, '0') : wordOf(value).slice(2);
}

/** A third argument of type bytes. */
function bytes(data: string): string {
  const size = (data.length - 2) / 2;
  return `${word(0x60n)}${word(BigInt(size))}${data.slice(2).padEnd(Math.ceil(size / 32) * 64, '0')}`;
}

/** Call data of a function by signature and argument words. */
export function callData(name: ContractName, signature: string, ...args: (EvmAddress | bigint)[]): string {
  const selector = artifact(name).methods[signature];
  if (selector === undefined) throw new Error(`${name} has no ${signature}`);
  return selector + args.map(word).join('');
}
