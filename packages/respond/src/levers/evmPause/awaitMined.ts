import { RespondFault, stopped } from '../../respondFault.ts';
import type { RpcCall } from '../../rpcCall.ts';
import type { PauseKey, Sent } from './pauseKey.ts';
import { ask, askQuantity, quantity, rpcFailed } from './rpcAnswers.ts';

/** A pause transaction in a block. */
export interface Mined {
  readonly hash: string;
  readonly block: bigint;
  readonly ok: boolean;
  /** Replacements sent before one was taken. */
  readonly bumps: number;
}

export interface MinedOptions {
  /** Blocks that may pass it by before it is offered again for a higher fee. */
  readonly bumpAfter: number;
  readonly maxBumps: number;
  /** Longest wait in milliseconds, over all bumps. */
  readonly patience: number;
  /** Milliseconds between looks. */
  readonly poll: number;
  /** Resolves after so many milliseconds, or rejects when the signal is aborted. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
}

/**
 * Waits until one of the transactions of a nonce is in a block; outbids itself when blocks
 * pass it by. A node that falls silent is asked again: what was sent may be mined all the
 * same. Throws `not-mined`.
 */
export async function awaitMined(
  rpc: RpcCall,
  key: PauseKey,
  first: Sent,
  options: MinedOptions,
  signal: AbortSignal,
): Promise<Mined> {
  let sent = first;
  let mined: Omit<Mined, 'bumps'> | undefined;
  let bumps = 0;
  let height: bigint | undefined;
  let silence: RespondFault | undefined;
  try {
    for (let waited = 0; waited <= options.patience; waited += options.poll) {
      if (signal.aborted) throw stopped();
      try {
        mined = await findMined(rpc, sent);
        if (mined !== undefined) return { ...mined, bumps };
        const head = await askQuantity(rpc, 'eth_blockNumber', []);
        height ??= head;
        if (head >= height + BigInt(options.bumpAfter) && bumps < options.maxBumps) {
          sent = await bumpOrKeep(key, sent);
          bumps++;
          height = head;
        }
      } catch (error) {
        if (!(error instanceof RespondFault) || error.code !== 'rpc-failed') throw error;
        silence = error;
      }
      await options.sleep(options.poll, signal);
    }
  } finally {
    key.done(sent, mined !== undefined);
  }
  throw new RespondFault('not-mined', {
    message: 'No block took the transaction that pauses.',
    found: `${sent.hashes.length} transactions of nonce ${sent.nonce} after ${options.patience} ms, the last ${sent.hashes.at(-1) ?? ''}`,
    expected: `a receipt; it was offered again for a higher fee ${bumps} times`,
    remedy: 'It is tried again. If the chain is halted, tell those whom the gate protects.',
    cause: silence,
  });
}

/** The newest offer is the likeliest. */
async function findMined(rpc: RpcCall, { hashes }: Sent): Promise<Omit<Mined, 'bumps'> | undefined> {
  for (const hash of hashes.toReversed()) {
    const receipt = await ask(rpc, 'eth_getTransactionReceipt', [hash]);
    if (receipt !== null) return { hash, ...readReceipt(receipt) };
  }
  return undefined;
}

async function bumpOrKeep(key: PauseKey, sent: Sent): Promise<Sent> {
  try {
    return await key.bump(sent);
  } catch (error) {
    // Mined in the meantime, or no money for more: what was sent may still be mined, so keep looking for it.
    if (
      error instanceof RespondFault &&
      (error.code === 'nonce-used' || error.code === 'insufficient-gas-money' || error.code === 'rpc-failed')
    )
      return sent;
    throw error;
  }
}

function readReceipt(receipt: unknown): Pick<Mined, 'block' | 'ok'> {
  if (typeof receipt !== 'object' || receipt === null || !('blockNumber' in receipt)) {
    throw rpcFailed('eth_getTransactionReceipt', JSON.stringify(receipt)?.slice(0, 200) ?? 'nothing');
  }
  return { block: quantity('blockNumber', receipt.blockNumber), ok: 'status' in receipt && receipt.status === '0x1' };
}
