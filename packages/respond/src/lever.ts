import type { AccountId } from '@portcullis/model';

/** What a lever is asked to do. */
export interface LeverOrder {
  /** Idempotency key: the same order may come again after a restart. */
  readonly order: string;
  /** Accounts that a standing breach has taken over: not to be run through, not to be believed. */
  readonly breached: ReadonlySet<AccountId>;
}

/** One thing that `check` looked at, in words for a person. */
export interface LeverCheck {
  readonly ok: boolean;
  readonly what: string;
  /** What to do about it, where it is not well. */
  readonly remedy?: string | undefined;
}

/**
 * The port of an adapter that moves one gate in the real world and then proves, by reading
 * the world, that it moved. Every adapter passes `leverConformance`.
 *
 * `drop` and `raise` are idempotent: a gate that is there already is proven at once. Both
 * resolve with the proof, one fact a line, and throw `RespondFault` otherwise; with code
 * `stopped` as soon as the signal is aborted.
 */
export interface Lever {
  /** Does ahead of time whatever makes `drop` fast. Called at start and again and again; may fail, then `drop` does it itself. */
  prepare(signal: AbortSignal): Promise<void>;
  /** A drop is about to be ordered: begins the look at the world that it begins with. Moves nothing, and may be for nothing. */
  foresee?(): void;
  drop(order: LeverOrder, signal: AbortSignal): Promise<readonly string[]>;
  /** Where the lever itself cannot raise, resolves when others have. */
  raise(order: LeverOrder, signal: AbortSignal): Promise<readonly string[]>;
  /** Whether the lever would work now, without moving anything. Does not throw for what it finds. */
  check(signal: AbortSignal): Promise<readonly LeverCheck[]>;
}
