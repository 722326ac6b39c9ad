import { keccak_256 } from '@noble/hashes/sha3.js';
import { hexToBytes } from '@noble/hashes/utils.js';

/** What the chain of the benchmark holds, so that whoever reads it can be checked. */
export interface Planted {
  /** `upgrade:BLOCK:TOKEN` and `mint:BLOCK:LOG`. */
  readonly keys: readonly string[];
}

export interface ChainLogText {
  readonly address: string;
  readonly topics: readonly string[];
  readonly json: string;
  readonly tx: number;
}

export interface ChainBlock {
  readonly number: number;
  readonly hash: string;
  readonly head: string;
  readonly transactions: readonly string[];
  readonly hashes: readonly string[];
  readonly logs: readonly ChainLogText[];
  readonly byAddress: ReadonlyMap<string, readonly ChainLogText[]>;
  /** Of each watched token after the block: implementation and supply. */
  readonly state: ReadonlyMap<string, { readonly implementation: string; readonly supply: bigint }>;
}

export interface ChainData {
  readonly blocks: readonly ChainBlock[];
  readonly watched: readonly string[];
  readonly planted: Planted;
}

export interface ChainShape {
  readonly seed: number;
  readonly blocks: number;
  readonly transactions: number;
  readonly logs: number;
}

export const TRANSFER = '0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef';
export const UPGRADED = '0xbc7cd75a20ee27fd9adebab32041f755214dbc6bffa90cc0225b39da2e5c2d3b';
const SWAP = '0xd78ad95fa46c994b6551d0da85fc275fe613ce37657fb8d5e3d130840159d822';
const ZERO = `0x${'0'.repeat(64)}`;
const WATCHED = 5;
const TOKENS = 300;
const ACCOUNTS = 4_000;
/** Ordinary transfers of watched tokens in each block. */
const ORDINARY = 10;

/** Numbers from 0 to 1 that follow from a seed (mulberry32). */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * A chain of the size of a busy one: token transfers and swaps between thousands of accounts,
 * and among them, in every tenth block an upgrade and in every fifth two mints of the five
 * watched tokens, with slots and supplies that agree with the events.
 */
export function chainData({ seed, blocks, transactions, logs }: ChainShape): ChainData {
  const next = random(seed);
  const hex = (bytes: number): string =>
    Array.from({ length: Math.ceil(bytes / 4) }, () =>
      Math.floor(next() * 4_294_967_296)
        .toString(16)
        .padStart(8, '0'),
    )
      .join('')
      .slice(0, bytes * 2);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T;
  const watched = Array.from({ length: WATCHED }, () => `0x${hex(20)}`);
  const tokens = Array.from({ length: TOKENS }, () => `0x${hex(20)}`);
  const accounts = Array.from({ length: ACCOUNTS }, () => `0x${'0'.repeat(24)}${hex(20)}`);
  const planted: string[] = [];
  const made: ChainBlock[] = [];
  let state = new Map(watched.map((token) => [token, { implementation: `0x${hex(20)}`, supply: 10n ** 24n }]));
  let parent = `0x${hex(32)}`;
  for (let number = 0; number <= blocks; number++) {
    const hash = `0x${hex(32)}`;
    const hashes = Array.from({ length: transactions }, () => `0x${hex(32)}`);
    const list: Omit<ChainLogText, 'json' | 'tx'>[] = [];
    const data: string[] = [];
    const add = (address: string, topics: string[], words: string): void => {
      list.push({ address, topics });
      data.push(words);
    };
    for (let at = 0; at < logs; at++) {
      if (at % 4 === 3) add(pick(tokens), [SWAP, pick(accounts), pick(accounts)], `0x${hex(128)}`);
      else
        add(
          at < ORDINARY * 4 && at % 4 === 0 ? pick(watched) : pick(tokens),
          [TRANSFER, at % 97 === 0 && at > ORDINARY * 4 ? ZERO : pick(accounts), pick(accounts)],
          `0x${'0'.repeat(40)}${hex(12)}`,
        );
    }
    state = new Map(state);
    if (number > 0 && number % 5 === 0) {
      for (let twice = 0; twice < 2; twice++) {
        const token = pick(watched);
        const at = 100 + Math.floor(next() * (logs - 200)) * 1;
        if (list[at]?.topics[0] !== TRANSFER || planted.includes(`mint:${number}:${at}`)) continue;
        const units = hex(12);
        list[at] = { address: token, topics: [TRANSFER, ZERO, pick(accounts)] };
        data[at] = `0x${'0'.repeat(40)}${units}`;
        const old = state.get(token) as { implementation: string; supply: bigint };
        state.set(token, { ...old, supply: old.supply + BigInt(`0x${units}`) });
        planted.push(`mint:${number}:${at}`);
      }
    }
    if (number > 0 && number % 10 === 0) {
      const token = pick(watched);
      const implementation = `0x${hex(20)}`;
      list[logs - 1] = { address: token, topics: [UPGRADED, `0x${'0'.repeat(24)}${implementation.slice(2)}`] };
      data[logs - 1] = '0x';
      state.set(token, { ...(state.get(token) as { supply: bigint }), implementation });
      planted.push(`upgrade:${number}:${token}`);
    }
    made.push(block(number, hash, parent, hashes, list, data, state, accounts, tokens, pick, hex));
    parent = hash;
  }
  return { blocks: made, watched, planted: { keys: planted } };
}

function block(
  number: number,
  hash: string,
  parent: string,
  hashes: readonly string[],
  list: readonly Omit<ChainLogText, 'json' | 'tx'>[],
  data: readonly string[],
  state: ChainBlock['state'],
  accounts: readonly string[],
  tokens: readonly string[],
  pick: <T>(list: readonly T[]) => T,
  hex: (bytes: number) => string,
): ChainBlock {
  const numberText = `0x${number.toString(16)}`;
  const perTransaction = Math.max(1, Math.ceil(list.length / hashes.length));
  const logs = list.map(({ address, topics }, at): ChainLogText => {
    const tx = Math.min(hashes.length - 1, Math.floor(at / perTransaction));
    const json = `{"address":"${address}","topics":${JSON.stringify(topics)},"data":"${data[at]}","blockNumber":"${numberText}","transactionHash":"${hashes[tx]}","transactionIndex":"0x${tx.toString(16)}","blockHash":"${hash}","logIndex":"0x${at.toString(16)}","removed":false}`;
    return { address, topics, json, tx };
  });
  const transactions = hashes.map(
    (own, at) =>
      `{"blockHash":"${hash}","blockNumber":"${numberText}","from":"0x${pick(accounts).slice(26)}","gas":"0x5208a","gasPrice":"0x3b9aca00","hash":"${own}","input":"0xa9059cbb${pick(accounts).slice(2)}${'0'.repeat(40)}${hex(12)}","nonce":"0x${at.toString(16)}","to":"${pick(tokens)}","transactionIndex":"0x${at.toString(16)}","value":"0x0","type":"0x0","chainId":"0x38","v":"0x94","r":"0x${hex(32)}","s":"0x${hex(32)}"}`,
  );
  const head = `"number":"${numberText}","hash":"${hash}","parentHash":"${parent}","nonce":"0x0000000000000000","sha3Uncles":"0x${hex(32)}","logsBloom":"${bloomOf(list)}","transactionsRoot":"0x${hex(32)}","stateRoot":"0x${hex(32)}","receiptsRoot":"0x${hex(32)}","miner":"0x${hex(20)}","difficulty":"0x2","totalDifficulty":"0x2","extraData":"0x${hex(97)}","size":"0x8f2c","gasLimit":"0x8583b00","gasUsed":"0x1c9c380","timestamp":"0x${(1_764_000_000 + number).toString(16)}","baseFeePerGas":"0x0","mixHash":"0x${hex(32)}","uncles":[]`;
  const byAddress = new Map<string, ChainLogText[]>();
  for (const log of logs) {
    const own = byAddress.get(log.address);
    if (own === undefined) byAddress.set(log.address, [log]);
    else own.push(log);
  }
  return { number, hash, head, transactions, hashes, logs, byAddress, state };
}

const bits = new Map<string, readonly number[]>();

function bloomOf(logs: readonly { readonly address: string; readonly topics: readonly string[] }[]): string {
  const bloom = new Uint8Array(256);
  for (const item of new Set(logs.flatMap(({ address, topics }) => [address, ...topics]))) {
    let set = bits.get(item);
    if (set === undefined) {
      const hash = keccak_256(hexToBytes(item.slice(2)));
      set = [0, 2, 4].map((at) => (((hash[at] ?? 0) << 8) | (hash[at + 1] ?? 0)) & 2047);
      bits.set(item, set);
    }
    for (const bit of set) bloom[255 - (bit >> 3)] = (bloom[255 - (bit >> 3)] ?? 0) | (1 << (bit & 7));
  }
  return `0x${Buffer.from(bloom).toString('hex')}`;
}
