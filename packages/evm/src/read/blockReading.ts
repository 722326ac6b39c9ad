import type { EvmAddress, Hex } from '@portcullis/model';
import type { ChainLog } from './chainLog.ts';
import type { Header } from './header.ts';
import type { ChainState } from './reading.ts';

/** A transaction that moved the chain's own coin from or to a watched wallet, as far as the transaction itself shows it. */
export interface CoinMove {
  readonly tx: Hex;
  readonly from: EvmAddress;
  readonly to: EvmAddress;
  readonly units: bigint;
  /** Paid by `payer` for the transaction. */
  readonly fee: bigint;
  readonly payer: EvmAddress;
}

/** How a transaction entered the chain: whom it called, with which function. */
export interface EntryCall {
  readonly to: EvmAddress | undefined;
  /** First four bytes of the input; `0x` where it has fewer. */
  readonly selector: Hex;
}

/** Everything read of one block. A block counts as read only when all of this is there. */
export interface BlockReading {
  readonly header: Header;
  /** In the order of their index. */
  readonly logs: readonly ChainLog[];
  readonly state: ChainState;
  /** Code hashes of implementations that were in place only within the block. */
  readonly passing: ChainState;
  /** Moves of the chain's own coin, where a wallet's balance changed. */
  readonly moves: readonly CoinMove[];
  /** Transactions that minted a token with a declared interface, by hash. */
  readonly entries: ReadonlyMap<Hex, EntryCall>;
}
