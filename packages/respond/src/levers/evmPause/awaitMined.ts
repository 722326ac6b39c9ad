import { RespondFault, stopped } from '../../respondFault.ts';
import { type RpcCall } from '../../rpcCall.ts';
import { type PauseKey, type Sent } from './pauseKey.ts';
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

/** Waits until one of the transactions of a nonce is in a block; outbids itself when blocks pass it by. Throws `not-mined`. */
export async function awaitMined(rpc: RpcCall, key: PauseKey, first: Sent, options: MinedOptions, signal: AbortSignal): Promise<Mined> {
  let sent = first;
  let bumps = 0;
  let height: bigint | undefined;
  for (let waited = 0; waited <= options.patience; waited += options.poll) {
    if (signal.aborted) throw stopped();
    const [head, ...receipts] = await Promise.all([
      askQuantity(rpc, 'eth_blockNumber', []),
      ...sent.hashes.map((hash) => ask(rpc, 'eth_getTransactionReceipt', [hash])),
    ]);
    for (const [at, receipt] of receipts.entries()) {
      if (receipt === null) continue;
      const mined = { hash: sent.hashes[at] ?? '', bumps, ...readReceipt(receipt) };
      key.done(sent, true);
      return mined;
    }
    height ??= head;
    if (head >= height + BigInt(options.bumpAfter) && bumps < options.maxBumps) {
      sent = await bumpOrKeep(key, sent);
      bumps++;
      height = head;
    }
    await options.sleep(options.poll, signal);
  }
  key.done(sent, false);
  throw new RespondFault('not-mined', {
    message: 'No block took the transaction that pauses.',
    found: `${sent.hashes.length} transactions of nonce ${sent.nonce} after ${options.patience} ms, the last ${sent.hashes.at(-1) ?? ''}`,
    expected: `a receipt; it was offered again for a higher fee ${bumps} times`,
    remedy: 'It is tried again. If the chain is halted, tell those whom the gate protects.',
  });
}

async function bumpOrKeep(key: PauseKey, sent: Sent): Promise<Sent> {
  try {
    return await key.bump(sent);
  } catch (error) {
    // Mined in the meantime, or no money for more: what was sent may still be mined, so keep looking for it.
    if (error instanceof RespondFault && (error.code === 'nonce-used' || error.code === 'insufficient-gas-money' || error.code === 'rpc-failed')) return sent;
    throw error;
  }
}

function readReceipt(receipt: unknown): Pick<Mined, 'block' | 'ok'> {
  if (typeof receipt !== 'object' || receipt === null || !('blockNumber' in receipt)) {
    throw rpcFailed('eth_getTransactionReceipt', JSON.stringify(receipt)?.slice(0, 200) ?? 'nothing');
  }
  return { block: quantity('blockNumber', receipt.blockNumber), ok: 'status' in receipt && receipt.status === '0x1' };
}
