import type { AccountId, BlockRef, ChainId, Effect, EvmAddress, Hex, Instant } from '@portcullis/model';
import type { EntryCall } from '../read/blockReading.ts';

/** A figure before and after a block; `undefined` where it could not be read. */
export interface Measured {
  readonly before: bigint | undefined;
  readonly after: bigint | undefined;
}

/** What a watched contract showed at a block. */
export interface ContractFacts {
  /** The contract's id in the estate. */
  readonly id: string;
  readonly account: AccountId;
  readonly implementation: EvmAddress | undefined;
  readonly codeHash: Hex | undefined;
  readonly owner: EvmAddress | undefined;
  /** `undefined`: the contract has no `paused()`. */
  readonly paused: boolean | undefined;
  /** Tokens only: `totalSupply()`. */
  readonly supply: Measured | undefined;
  /** Tokens with declared backing only: what the backing account holds. */
  readonly backing: Measured | undefined;
}

/** One block, read whole, with its effects. */
export interface ObservedBlock extends BlockRef {
  readonly chain: ChainId;
  readonly parentHash: Hex;
  /** The block's own time. */
  readonly time: Instant;
  readonly effects: readonly Effect[];
  readonly facts: readonly ContractFacts[];
  /** How transactions that minted a token with a declared interface entered the chain, by transaction hash. */
  readonly entries: ReadonlyMap<Hex, EntryCall>;
}

/** What happened to the watch of a chain, in order. A reorganisation and a gap are events like any other. */
export type ChainEvent =
  | { readonly type: 'block'; readonly block: ObservedBlock }
  /** The blocks after `ancestor` that were given as events are no longer of the chain; oldest first. */
  | { readonly type: 'reorg'; readonly ancestor: BlockRef; readonly dropped: readonly BlockRef[] }
  | { readonly type: 'finality'; readonly safe: BlockRef | undefined; readonly final: BlockRef | undefined }
  /** Blocks after `after` cannot be read now. Nothing is known to be clean until `resumed`. */
  | { readonly type: 'gap'; readonly after: BlockRef | undefined; readonly why: string }
  /** Reading works again; blocks missed in between follow in order. */
  | { readonly type: 'resumed'; readonly at: BlockRef };
