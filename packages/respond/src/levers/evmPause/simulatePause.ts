import { type RpcCall } from '../../rpcCall.ts';
import { isRevert, nodeError, rpcFailed } from './rpcAnswers.ts';
import { type PauseCall, PAUSED, readPaused } from './pauseCalls.ts';

/** How a pause would end if it were sent now. */
export type Simulated =
  | { readonly is: 'paused-already' }
  | { readonly is: 'would-pause' }
  | { readonly is: 'useless'; readonly why: string };

/**
 * Reads whether the target is paused, and runs the pause without sending it. Where the
 * node has `eth_simulateV1`, `paused()` is also read behind the simulated pause; elsewhere
 * only reading after the act shows it. Throws `rpc-failed` when the node does not answer.
 */
export async function simulatePause(rpc: RpcCall, call: PauseCall, from: string, simulateV1: boolean): Promise<Simulated> {
  const [now, outcome] = await Promise.all([
    rpc('eth_call', [{ to: call.pauses, data: PAUSED }, 'latest']).then(readPaused, revertedOr('eth_call', undefined)),
    simulateV1 ? simulateBoth(rpc, call, from) : simulateCall(rpc, call, from),
  ]);
  if (now === true) return { is: 'paused-already' };
  if (now === undefined) return { is: 'useless', why: `${call.target.pauses} has no paused() to prove it by` };
  return outcome === undefined ? { is: 'would-pause' } : { is: 'useless', why: outcome };
}

/** Whether a node knows `eth_simulateV1`. */
export async function hasSimulateV1(rpc: RpcCall): Promise<boolean> {
  return rpc('eth_simulateV1', [{ blockStateCalls: [{ calls: [] }] }, 'latest']).then(Array.isArray, () => false);
}

/** `undefined` when the pause would work, or why not. */
async function simulateCall(rpc: RpcCall, { to, data }: PauseCall, from: string): Promise<string | undefined> {
  return rpc('eth_call', [{ from, to, data }, 'latest']).then(
    () => undefined,
    (error: unknown) => revertedOr('eth_call', `it would revert: ${nodeError(error).message}`)(error),
  );
}

async function simulateBoth(rpc: RpcCall, call: PauseCall, from: string): Promise<string | undefined> {
  const calls = [
    { from, to: call.to, data: call.data },
    { from, to: call.pauses, data: PAUSED },
  ];
  const answer = await rpc('eth_simulateV1', [{ blockStateCalls: [{ calls }] }, 'latest']).catch((error: unknown) => {
    throw rpcFailed('eth_simulateV1', nodeError(error).message, error);
  });
  const block: unknown = Array.isArray(answer) ? answer[0] : undefined;
  const [pause, paused] = (typeof block === 'object' && block !== null && 'calls' in block && Array.isArray(block.calls) ? block.calls : []) as {
    readonly status?: string;
    readonly returnData?: string;
    readonly error?: { readonly message?: string };
  }[];
  if (pause?.status === undefined || paused === undefined) throw rpcFailed('eth_simulateV1', JSON.stringify(answer).slice(0, 200));
  if (pause.status !== '0x1') return `it would revert: ${pause.error?.message ?? 'no reason given'}`;
  return readPaused(paused.returnData) === true ? undefined : 'it would go through, and paused() would still not be true';
}

function revertedOr<T>(method: string, value: T): (error: unknown) => T {
  return (error) => {
    if (isRevert(error)) return value;
    throw rpcFailed(method, nodeError(error).message, error);
  };
}
