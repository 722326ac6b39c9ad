import { explainFault, Fault } from '@portcullis/model';
import type { LeverCheck } from '../../lever.ts';
import type { RpcCall } from '../../rpcCall.ts';
import { describeTarget, type EvmPauseSpec, type PauseCall } from './pauseCalls.ts';
import type { PauseKey } from './pauseKey.ts';
import { simulatePause } from './simulatePause.ts';

/** Looks whether a gate could be dropped now: the key is there, on the right chain, has money, and each target would pause. */
export async function checkPause(options: {
  readonly spec: EvmPauseSpec;
  readonly calls: readonly PauseCall[];
  readonly rpc: RpcCall;
  readonly key: PauseKey;
  readonly simulateV1: () => Promise<boolean>;
  readonly gas: bigint;
}): Promise<readonly LeverCheck[]> {
  const { calls, rpc, key, spec } = options;
  const checks: LeverCheck[] = [];
  const look = async (what: string, run: () => Promise<LeverCheck>): Promise<boolean> => {
    const check = await run().catch((error: unknown) => failed(what, error));
    checks.push(check);
    return check.ok;
  };
  let from = '';
  const ready = await look('the key', async () => {
    from = await key.address();
    await key.prepare([]);
    return { ok: true, what: `the key of ${spec.id} is ${from}, on the right chain` };
  });
  if (!ready) return checks;
  await look('gas money', async () => {
    const { has, needs } = await key.funds(options.gas);
    if (has >= needs) return { ok: true, what: `the key holds ${has} wei; one pause costs at most ${needs}` };
    return {
      ok: false,
      what: `the key holds ${has} wei, and one pause may cost ${needs}`,
      remedy: `Send at least ${needs - has} wei to ${from}.`,
    };
  });
  const simulateV1 = await options.simulateV1();
  for (const call of calls) {
    await look(describeTarget(call), async () => {
      const outcome = await simulatePause(rpc, call, from, simulateV1);
      if (outcome.is === 'useless')
        return {
          ok: false,
          what: `${describeTarget(call)}: ${outcome.why}`,
          remedy: `Let ${from} pause it, or take this target out.`,
        };
      return {
        ok: true,
        what: `${describeTarget(call)} ${outcome.is === 'would-pause' ? 'would pause' : 'is paused now'}`,
      };
    });
  }
  return checks;
}

function failed(what: string, error: unknown): LeverCheck {
  if (!(error instanceof Fault)) return { ok: false, what: `${what}: ${String(error)}` };
  return { ok: false, what: `${what}: ${explainFault(error)}`, remedy: error.remedy };
}
