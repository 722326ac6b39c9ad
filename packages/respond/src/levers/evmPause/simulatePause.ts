import type { RpcCall } from '../../rpcCall.ts';
import { isRevert, nodeError, rpcFailed } from './rpcAnswers.ts';
import { type PauseCall, PAUSED, readPaused } from './pauseCalls.ts';

/** How a pause would end if it were sent now. */
export type Simulated =
  | { readonly is: 'paused-already' }
  | { readonly is: 'would-pause' }
  | { readonly is: 'useless'; readonly why: string };

/**
 * Reads whether the target is paused, and runs the pause without sending it. Where the
 * node has `eth_simulateV1`, one request reads `paused()`, pauses and reads it again;
 * elsewhere only reading after the act shows the last. Throws `rpc-failed` when the node does not answer.
 */
export async function simulatePause(
  rpc: RpcCall,
  call: PauseCall,
  from: string,
  simulateV1: boolean,
): Promise<Simulated> {
  const { before, outcome } = await (simulateV1 ? simulateInOne : simulateInTwo)(rpc, call, from);
  if (before === true) return { is: 'paused-already' };
  if (before === undefined) return { is: 'useless', why: `${call.target.pauses} has no paused() to prove it by` };
  return outcome === undefined ? { is: 'would-pause' } : { is: 'useless', why: outcome };
}

/** What `paused()` says before, and why the pause would not work, if it would not. */
interface Trial {
  readonly before: boolean | undefined;
  readonly outcome: string | undefined;
}

/** Whether a node knows `eth_simulateV1`. */
export async function hasSimulateV1(rpc: RpcCall): Promise<boolean> {
  return rpc('eth_simulateV1', [{ blockStateCalls: [{ calls: [] }] }, 'latest']).then(Array.isArray, () => false);
}

async function simulateInTwo(rpc: RpcCall, { to, data, pauses }: PauseCall, from: string): Promise<Trial> {
  const [before, outcome] = await Promise.all([
    rpc('eth_call', [{ to: pauses, data: PAUSED }, 'latest']).then(
      readPaused,
      revertedOr(() => undefined),
    ),
    rpc('eth_call', [{ from, to, data }, 'latest']).then(
      () => undefined,
      revertedOr((why) => `it would revert: ${why}`),
    ),
  ]);
  return { before, outcome };
}

/** One request, because it is on the way of a drop: answers to two may arrive forty milliseconds apart where a node's sockets wait to be acknowledged. */
async function simulateInOne(rpc: RpcCall, call: PauseCall, from: string): Promise<Trial> {
  const look = { from, to: call.pauses, data: PAUSED };
  const calls = [look, { from, to: call.to, data: call.data }, look];
  const answer = await rpc('eth_simulateV1', [{ blockStateCalls: [{ calls }] }, 'latest']).catch((error: unknown) => {
    throw rpcFailed('eth_simulateV1', nodeError(error).message, error);
  });
  const [before, pause, after] = simulatedCalls(answer);
  if (before === undefined || pause === undefined || after === undefined)
    throw rpcFailed('eth_simulateV1', JSON.stringify(answer).slice(0, 200));
  const read = { before: before.status === '0x1' ? readPaused(before.returnData) : undefined };
  if (pause.status !== '0x1')
    return { ...read, outcome: `it would revert: ${pause.error?.message ?? 'no reason given'}` };
  const works = after.status === '0x1' && readPaused(after.returnData) === true;
  return { ...read, outcome: works ? undefined : 'it would go through, and paused() would still not be true' };
}

interface SimulatedCall {
  readonly status?: unknown;
  readonly returnData?: unknown;
  readonly error?: { readonly message?: string };
}

function simulatedCalls(answer: unknown): readonly SimulatedCall[] {
  const block: unknown = Array.isArray(answer) ? answer[0] : undefined;
  if (typeof block !== 'object' || block === null || !('calls' in block) || !Array.isArray(block.calls)) return [];
  return block.calls.filter(
    (call): call is SimulatedCall => typeof call === 'object' && call !== null && 'status' in call,
  );
}

function revertedOr<T>(value: (why: string) => T): (error: unknown) => T {
  return (error) => {
    const { message } = nodeError(error);
    if (isRevert(error)) return value(message);
    throw rpcFailed('eth_call', message, error);
  };
}
