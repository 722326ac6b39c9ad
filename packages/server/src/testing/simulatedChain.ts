import {
  type AccountId,
  type AssetId,
  type Chain,
  type Effect,
  effectSchema,
  type Hex,
  parseAccountId,
  parseAssetId,
  parseChainId,
  parseHex,
} from '@portcullis/model';
import type { ObservedBlock } from '@portcullis/evm';

/** A block of the simulation, in a tree of branches. */
export interface SimulatedBlock extends ObservedBlock {
  readonly parent: SimulatedBlock | undefined;
  readonly children: SimulatedBlock[];
}

export const CHAIN: Chain = { name: 'bsc', id: parseChainId('eip155:56'), rpc: [], depth: undefined };
const account = (digit: string): AccountId => parseAccountId(`${CHAIN.id}:0x${digit.repeat(40)}`);
export const TOKEN: AccountId = account('1');
export const WALLET: AccountId = account('2');
export const ASSET: AssetId = parseAssetId(`${CHAIN.id}/erc20:0x${'1'.repeat(40)}`);
export const PEOPLE: readonly AccountId[] = [account('a'), account('b')];
export const CODES: readonly Hex[] = [`0x${'c'.repeat(64)}`, `0x${'d'.repeat(64)}`].map((text) => parseHex(text));
/** Amounts that compete for one permit in all ways: some fit together, some exclude each other. */
export const UNITS: readonly string[] = ['40', '70', '60', '30', '0'];

/** Picks from a list by a number of any size. */
export function pick<One>(list: readonly One[], number: number): One {
  return list[number % list.length] as One;
}

/** A tree of blocks whose content follows from the numbers it is grown with. */
export interface SimulatedChain {
  readonly first: SimulatedBlock;
  /** Adds a block of up to three effects, `seconds` after its parent. */
  grow(parent: SimulatedBlock, seconds: number, content: number): SimulatedBlock;
}

/** Begins at a time in whole seconds, as blocks are. */
export function simulatedChain(began: number): SimulatedChain {
  let made = 0;

  function block(
    parent: SimulatedBlock | undefined,
    ms: number,
    effectsOf: (number: number, hash: Hex) => readonly Effect[],
    jump: bigint,
  ): SimulatedBlock {
    const hash = `0x${(++made).toString(16).padStart(64, '0')}` as Hex;
    const number = (parent?.number ?? 99) + 1;
    const supply = { before: 1000n, after: 1000n + jump };
    const facts = [
      {
        id: 'cert',
        account: TOKEN,
        implementation: undefined,
        codeHash: undefined,
        owner: undefined,
        paused: undefined,
        supply,
        backing: { before: 1000n, after: 1000n },
      },
    ];
    const parentHash = parent?.hash ?? (`0x${'0'.repeat(64)}` as Hex);
    const grown: SimulatedBlock = {
      chain: CHAIN.id,
      number,
      hash,
      parentHash,
      parent,
      children: [],
      time: { ms, source: 'block' },
      effects: effectsOf(number, hash),
      facts,
      entries: new Map(),
    };
    parent?.children.push(grown);
    return grown;
  }

  return {
    first: block(undefined, began, () => [], 0n),
    grow(parent, seconds, content) {
      const ms = parent.time.ms + seconds * 1000;
      const count = content % 4;
      const effects = (number: number, hash: Hex): Effect[] =>
        Array.from({ length: count }, (_, index) =>
          effectOf(Math.floor(content / (4 * 60 ** index)), { number, hash, index, ms }),
        );
      return block(parent, ms, effects, content % 11 === 0 ? 500n : 0n);
    },
  };
}

function effectOf(
  content: number,
  { number, hash, index, ms }: { number: number; hash: Hex; index: number; ms: number },
): Effect {
  const shape = pick(['mint', 'mint', 'outflow', 'outflow', 'upgrade', 'burn'] as const, content);
  const detail = Math.floor(content / 6);
  const who = pick(PEOPLE, detail);
  const units = pick(UNITS, Math.floor(detail / 2));
  const common = {
    id: `${CHAIN.id}/${hash}/${shape}/${index}`,
    at: { ms, source: 'block' },
    position: { chain: CHAIN.id, block: number, hash, index },
    evidence: [],
  };
  switch (shape) {
    case 'mint':
      return effectSchema.parse({ ...common, kind: 'mint', asset: ASSET, to: who, units });
    case 'outflow':
      return effectSchema.parse({ ...common, kind: 'outflow', from: WALLET, to: who, asset: ASSET, units });
    case 'upgrade':
      return effectSchema.parse({
        ...common,
        kind: 'upgrade',
        proxy: TOKEN,
        implementation: who,
        codeHash: pick(CODES, detail),
      });
    case 'burn':
      return effectSchema.parse({ ...common, kind: 'burn', asset: ASSET, from: who, units });
    default:
      return shape satisfies never;
  }
}
