import type { BlockRef, ChainId, Hex } from '@portcullis/model';
import { EvmFault } from '../evmFault.ts';
import type { ChainState } from '../read/reading.ts';

/** Where a watch stands: enough to go on after a restart as if nothing had happened. */
export interface Position {
  /** The last block that was read whole and given to the consumer. */
  readonly tip: BlockRef;
  /** Hashes of blocks up to the tip, oldest first; the last is the tip's. A reorganisation is traced through them. */
  readonly recent: readonly Hex[];
  /** The state at the tip, to compare the next block with. */
  readonly state: ChainState;
  readonly safe: BlockRef | undefined;
  readonly final: BlockRef | undefined;
}

/** Writes a position as the text that the consumer stores with its findings. */
export function cursorText(chain: ChainId, { tip, recent, state, safe, final }: Position): string {
  return JSON.stringify({
    v: 1,
    chain,
    tip: tip.number,
    recent: recent.map((hash) => hash.slice(2)).join(''),
    state,
    safe,
    final,
  });
}

/** Reads a cursor. Throws `bad-cursor`: a watch that guessed where it stood would call unread blocks clean. */
export function parseCursor(chain: ChainId, text: string): Position {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw badCursor('text that is not JSON', cause);
  }
  if (typeof value !== 'object' || value === null) throw badCursor('something that is not an object');
  const { v, chain: of, tip, recent, state, safe, final } = value as Readonly<Record<string, unknown>>;
  if (v !== 1) throw badCursor(`version ${JSON.stringify(v)}`);
  if (of !== chain) throw badCursor(`a cursor of ${JSON.stringify(of)}`);
  if (typeof tip !== 'number' || !Number.isSafeInteger(tip) || tip < 0) throw badCursor('no block number');
  if (typeof recent !== 'string' || !/^(?:[0-9a-f]{64})+$/.test(recent)) throw badCursor('no block hashes');
  if (
    typeof state !== 'object' ||
    state === null ||
    Object.values(state).some((word) => typeof word !== 'string' || !/^(?:0x[0-9a-f]{64})?$/.test(word))
  ) {
    throw badCursor('a state that is not words');
  }
  const hashes = Array.from(
    { length: recent.length / 64 },
    (_, at) => `0x${recent.slice(at * 64, at * 64 + 64)}` as Hex,
  );
  return {
    tip: { number: tip, hash: hashes.at(-1) as Hex },
    recent: hashes,
    state: state as ChainState,
    safe: refOf(safe),
    final: refOf(final),
  };
}

function refOf(value: unknown): BlockRef | undefined {
  if (value === undefined) return undefined;
  const { number, hash } = value as { number?: unknown; hash?: unknown };
  if (typeof number !== 'number' || typeof hash !== 'string' || !/^0x[0-9a-f]{64}$/.test(hash))
    throw badCursor('a block that is not one');
  return { number, hash: hash as Hex };
}

function badCursor(found: string, cause?: unknown): EvmFault {
  return new EvmFault('bad-cursor', {
    message: 'The place where the watch of this chain stopped cannot be read.',
    found,
    expected: 'the cursor that this watch stored, for this chain',
    remedy: 'Restore the data directory from its copy, or begin anew and have the blocks since then checked otherwise.',
    cause,
  });
}
