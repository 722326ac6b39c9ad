import { artifact, type ContractName, type LocalNode } from '@portcullis/contracts';
import {
  type Abi,
  type Address,
  decodeFunctionResult,
  encodeDeployData,
  encodeFunctionData,
  type Hex,
  keccak256,
  toHex,
} from 'viem';
import { type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts';
import { DrillFault } from './drillFault.ts';
import { connectRpcSocket } from './rpcSocket.ts';

/** Somebody with a key of their own, and how many transactions they have sent. */
export interface Actor {
  readonly name: string;
  readonly account: PrivateKeyAccount;
  readonly privateKey: Hex;
  nonce: number;
}

/** A block as it reached the onlooker. */
export interface Head {
  readonly number: number;
  readonly hash: Hex;
  /** By the block's own header. */
  readonly seconds: number;
  /** By the onlooker's monotonic clock, milliseconds. */
  readonly arrived: number;
}

export interface Step {
  readonly by: Actor;
  readonly to?: Address | undefined;
  readonly data?: Hex | undefined;
  readonly value?: bigint | undefined;
  /** Wei per gas: orders transactions of several senders inside a block, dearest first. */
  readonly gasPrice?: bigint | undefined;
}

/** A transaction in its block. `ok` is false when it was reverted. */
export interface Mined {
  readonly hash: Hex;
  readonly block: number;
  readonly ok: boolean;
}

/** What the people of a drill can do on a chain. */
export interface Chain {
  readonly node: LocalNode;
  readonly head: Head;
  headAt(block: number): Head | undefined;
  onHead(listener: (head: Head) => void): () => void;
  /** Resolves after so many further blocks. */
  blocks(count: number): Promise<void>;
  /** Signs with the actors' own keys, sends all in one frame, and waits until all are in blocks. */
  send(steps: readonly Step[]): Promise<readonly Mined[]>;
  read<T>(name: ContractName, address: Address, method: string, args?: readonly unknown[]): Promise<T>;
  balance(address: Address): Promise<bigint>;
  codeHash(address: Address): Promise<Hex>;
  rpc(method: string, params?: readonly unknown[]): Promise<unknown>;
  close(): void;
}

interface RpcBlock {
  readonly number: Hex;
  readonly hash: Hex;
  readonly timestamp: Hex;
}
interface RpcReceipt {
  readonly transactionHash: Hex;
  readonly status: Hex;
}
interface Pending {
  resolve(mined: Mined): void;
  reject(why: unknown): void;
  /** Head at that moment. */
  readonly sent: number;
}

const GAS = 5_000_000n;
/** Blocks until a transaction that is in none counts as lost. */
const PATIENCE = 30;
/** What BNB chain asked for in December 2022. */
const GAS_PRICE = 5_000_000_000n;

const stopped = (): DrillFault => new DrillFault('stopped', { message: 'The drill was stopped.' });

/** The ABI of a contract, as viem takes it. */
export const abiOf = (name: ContractName): Abi => artifact(name).abi as unknown as Abi;

export function actor(name: string, key: Hex): Actor {
  return { name, account: privateKeyToAccount(key), privateKey: key, nonce: 0 };
}

/** A call of a contract's method as a step. */
export function call(
  by: Actor,
  name: ContractName,
  to: Address,
  method: string,
  args: readonly unknown[] = [],
  value?: bigint,
): Step {
  return { by, to, data: encodeFunctionData({ abi: abiOf(name), functionName: method, args }), value };
}

/** The creation of a contract as a step; its address follows from the actor and their nonce. */
export function create(by: Actor, name: ContractName, args: readonly unknown[] = []): Step {
  return { by, data: encodeDeployData({ abi: abiOf(name), bytecode: artifact(name).bytecode, args: [...args] }) };
}

/** Connects the people of a drill to a running node. */
export async function connectChain(node: LocalNode, signal: AbortSignal): Promise<Chain> {
  const heads: Head[] = [];
  const listeners = new Set<(head: Head) => void>();
  const pending = new Map<Hex, Pending>();
  const take = (block: RpcBlock): void => {
    const head = {
      number: Number(block.number),
      hash: block.hash,
      seconds: Number(block.timestamp),
      arrived: performance.now(),
    };
    heads.push(head);
    for (const listener of listeners) listener(head);
    if (pending.size > 0) settle(head).catch(giveUp);
  };
  const socket = await connectRpcSocket(node.ws, (result) => take(result as RpcBlock));
  const settle = async (head: Head): Promise<void> => {
    const receipts = (await socket.call('eth_getBlockReceipts', [toHex(head.number)])) as readonly RpcReceipt[];
    for (const { transactionHash: hash, status } of receipts) {
      pending.get(hash)?.resolve({ hash, block: head.number, ok: status === '0x1' });
      pending.delete(hash);
    }
    const late = [...pending.values()].some(({ sent }) => head.number > sent + PATIENCE);
    if (late)
      giveUp(new DrillFault('step-failed', { message: `A transaction is in no block after ${PATIENCE} blocks.` }));
  };
  const giveUp = (why: unknown): void => {
    for (const { reject } of pending.values()) reject(why);
    pending.clear();
  };
  signal.addEventListener('abort', () => giveUp(stopped()), { once: true });
  const chainId = Number(await socket.call('eth_chainId'));
  await socket.call('eth_subscribe', ['newHeads']);
  if (heads.length === 0) take((await socket.call('eth_getBlockByNumber', ['latest', false])) as RpcBlock);

  const chain: Chain = {
    node,
    get head() {
      return heads.at(-1) as Head;
    },
    headAt: (block) => heads.find((head) => head.number === block),
    onHead(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    blocks: (count) =>
      new Promise((resolve, reject) => {
        const until = chain.head.number + count;
        const stop = (): void => reject(stopped());
        if (signal.aborted) return stop();
        signal.addEventListener('abort', stop, { once: true });
        const off = chain.onHead((head) => {
          if (head.number < until) return;
          off();
          signal.removeEventListener('abort', stop);
          resolve();
        });
      }),
    async send(steps) {
      if (signal.aborted) throw stopped();
      const signed: Hex[] = [];
      for (const { by, gasPrice = GAS_PRICE, ...step } of steps) {
        signed.push(
          await by.account.signTransaction({
            type: 'legacy',
            chainId,
            nonce: by.nonce++,
            gas: GAS,
            gasPrice,
            ...step,
          } as Parameters<typeof by.account.signTransaction>[0]),
        );
      }
      const mined = signed.map(
        (raw) =>
          new Promise<Mined>((resolve, reject) =>
            pending.set(keccak256(raw), { resolve, reject, sent: chain.head.number }),
          ),
      );
      // Whichever fails first is told below; the others must not count as unheard.
      for (const one of mined) one.catch(() => undefined);
      await socket.batch(signed.map((raw) => ({ method: 'eth_sendRawTransaction', params: [raw] })));
      return Promise.all(mined);
    },
    async read<T>(name: ContractName, address: Address, method: string, args: readonly unknown[] = []): Promise<T> {
      const abi = abiOf(name);
      const data = (await socket.call('eth_call', [
        { to: address, data: encodeFunctionData({ abi, functionName: method, args }) },
        'latest',
      ])) as Hex;
      return decodeFunctionResult({ abi, functionName: method, data }) as T;
    },
    balance: async (address) => BigInt((await socket.call('eth_getBalance', [address, 'latest'])) as Hex),
    codeHash: async (address) => keccak256((await socket.call('eth_getCode', [address, 'latest'])) as Hex),
    rpc: (method, params) => socket.call(method, params),
    close: () => socket.close(),
  };
  return chain;
}
