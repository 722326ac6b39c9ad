import { type AccountId, chainOfAccount } from '@portcullis/model';
import type { Lever, LeverOrder } from '../../lever.ts';
import { RespondFault, stopped } from '../../respondFault.ts';
import type { RpcCall } from '../../rpcCall.ts';
import { awaitMined, type MinedOptions } from './awaitMined.ts';
import { checkPause } from './checkPause.ts';
import { describeTarget, type EvmPauseSpec, pauseCall, type PauseCall, PAUSED, readPaused } from './pauseCalls.ts';
import type { PauseKey } from './pauseKey.ts';
import { ask, askQuantity, hexOf, isRevert } from './rpcAnswers.ts';
import type { KeyCall } from './signer.ts';
import { hasSimulateV1, type Simulated, simulatePause } from './simulatePause.ts';

export interface EvmPauseOptions {
  readonly spec: EvmPauseSpec;
  /** To a node of the targets' chain. */
  readonly rpc: RpcCall;
  /** Shared by all gates of the same key on the same chain. */
  readonly key: PauseKey;
  readonly mined: MinedOptions;
}

/** Gas for a pause whose need cannot be estimated: some ten times what pausing an OpenZeppelin contract takes. */
const PLENTY = 500_000n;
/** Never less than this: what is estimated while the target is paused is less than pausing it takes. */
const LEAST = 300_000n;
const MAX_TRIES = 3;
/** So long, in milliseconds, a simulation made ahead is as good as one made now: less than most chains' blocks. */
const FRESH = 250;

/**
 * Pauses a contract. Targets are tried in their order: one that runs through a contract
 * taken over by a breach is skipped, as is one that would revert, and the first whose
 * `paused()` then reads true proves the gate down.
 *
 * The key can only pause. Raising is done by the owners on the chain; `raise` waits until
 * the targets read as not paused.
 */
export function createEvmPauseLever({ spec, rpc, key, mined }: EvmPauseOptions): Lever {
  const calls = spec.targets.map(pauseCall);
  const gas = new Map<PauseCall, bigint>();
  let simulateV1: boolean | undefined;
  const foreseen = new Map<PauseCall, { readonly at: number; readonly outcome: Promise<Simulated> }>();

  const keyCall = (call: PauseCall): KeyCall => ({ to: call.to, data: call.data, gas: gas.get(call) ?? PLENTY });

  const prepare = async (): Promise<void> => {
    const from = await key.address();
    // Asked again while the answer is no: it may have been the way to the node that failed.
    if (simulateV1 !== true) simulateV1 = await hasSimulateV1(rpc);
    await Promise.all(
      calls.map(async (call) => {
        if (gas.has(call)) return;
        // Twice the estimate: the contracts may have more to do when it matters. Where it reverts today, plenty.
        const estimate = await askQuantity(rpc, 'eth_estimateGas', [{ from, to: call.to, data: call.data }]).catch(
          () => undefined,
        );
        if (estimate !== undefined) gas.set(call, 2n * estimate > LEAST ? 2n * estimate : LEAST);
      }),
    );
    await key.prepare(calls.map(keyCall));
  };

  const isPaused = async (call: PauseCall, block: string): Promise<boolean | undefined> => {
    try {
      return readPaused(await ask(rpc, 'eth_call', [{ to: call.pauses, data: PAUSED }, block]));
    } catch (error) {
      if (isRevert(error)) return undefined;
      throw error;
    }
  };

  /** The simulation that was begun for this drop while its order was being written, or one made now. Used once. */
  const simulate = async (call: PauseCall, from: string): Promise<Simulated> => {
    const ahead = foreseen.get(call);
    foreseen.delete(call);
    if (ahead !== undefined && performance.now() - ahead.at < FRESH) return await ahead.outcome;
    return await simulatePause(rpc, call, from, simulateV1 === true);
  };

  const foresee = (): void => {
    if (simulateV1 === undefined) return;
    const at = performance.now();
    for (const call of calls) {
      const outcome = key.address().then((from) => simulatePause(rpc, call, from, simulateV1 === true));
      // Whoever uses it sees what went wrong; if nobody does, nothing did.
      outcome.catch(() => undefined);
      foreseen.set(call, { at, outcome });
    }
  };

  /** Sends one pause and proves it. A fault says why this target did not work and the next is to be tried. */
  const pull = async (call: PauseCall, signal: AbortSignal): Promise<readonly string[] | RespondFault> => {
    const sent = await key.send(keyCall(call));
    const { hash, block, ok, bumps } = await awaitMined(rpc, key, sent, mined, signal);
    if (!ok) {
      // It may have run out of gas: the next attempt has plenty.
      gas.set(call, PLENTY);
      return gone('reverted', call, `${hash} in block ${block} reverted`);
    }
    const then = await isPaused(call, hexOf(block));
    const now = await isPaused(call, 'latest');
    if (then !== true || now !== true) {
      return gone(
        'not-verified',
        call,
        `paused() reads ${String(then)} in block ${block} and ${String(now)} at the head`,
      );
    }
    return [
      `${describeTarget(call)}: sent as ${hash}, mined in block ${block}${bumps === 0 ? '' : ` after ${bumps} higher offers`}`,
      `paused() of ${call.target.pauses} reads true in block ${block} and at the head`,
    ];
  };

  const once = async ({ breached }: LeverOrder, signal: AbortSignal): Promise<readonly string[]> => {
    const from = await key.address();
    const skipped = calls.flatMap((call) => hijackOf(call, breached) ?? []);
    const usable = calls.filter((call) => hijackOf(call, breached) === undefined);
    if (usable.length === 0) throw hijackedPath(skipped);
    const failures: RespondFault[] = [];
    const notes = [...skipped];
    for (const call of usable) {
      const value = await simulate(call, from).catch(asFault);
      if (value instanceof RespondFault) {
        failures.push(value);
        continue;
      }
      if (value.is === 'paused-already')
        return [`paused() of ${call.target.pauses} reads true at the head; nothing was sent`, ...notes];
      if (value.is === 'useless') {
        failures.push(gone('simulation-reverted', call, value.why));
        notes.push(`${describeTarget(call)} was not sent: ${value.why}`);
        continue;
      }
      const proof = await pull(call, signal);
      if (!(proof instanceof RespondFault)) return [...proof, ...notes];
      failures.push(proof);
      notes.push(proof.message);
    }
    throw worst(failures, notes);
  };

  const drop = async (order: LeverOrder, signal: AbortSignal): Promise<readonly string[]> => {
    if (simulateV1 === undefined) await prepare();
    for (let tries = 1; ; tries++) {
      if (signal.aborted) throw stopped();
      try {
        return await once(order, signal);
      } catch (error) {
        // Somebody else used the nonce, most likely ourselves before a restart: look at the world again before sending anew.
        if (!(error instanceof RespondFault) || error.code !== 'nonce-used' || tries >= MAX_TRIES) throw error;
      }
    }
  };

  const raise = async ({ breached }: LeverOrder, signal: AbortSignal): Promise<readonly string[]> => {
    const sound = calls.filter((call) => hijackOf(call, breached) === undefined);
    const asked = sound.length > 0 ? sound : calls;
    for (;;) {
      if (signal.aborted) throw stopped();
      // A node that does not answer now may do so at the next look; until then the gate counts as down.
      const states = await Promise.all(asked.map((call) => isPaused(call, 'latest').catch(() => true)));
      if (!states.includes(true))
        return asked.map((call) => `paused() of ${call.target.pauses} reads false at the head: its owners raised it`);
      await mined.sleep(Math.max(mined.poll, 500), signal);
    }
  };

  return {
    prepare,
    foresee,
    drop,
    raise,
    check: () => checkPause({ spec, calls, rpc, key, simulateV1: () => hasSimulateV1(rpc), gas: PLENTY }),
  };
}

/** The chain that a gate acts on: that of its first target. */
export function chainOfGate(spec: EvmPauseSpec): ReturnType<typeof chainOfAccount> {
  return chainOfAccount((spec.targets[0] as EvmPauseSpec['targets'][number]).pauses);
}

/** Why a target must not be used: the contract that it pauses, or the guardian it goes through, obeys an attacker. */
function hijackOf(call: PauseCall, breached: ReadonlySet<AccountId>): string | undefined {
  const { pauses, via } = call.target;
  if (breached.has(pauses))
    return `${describeTarget(call)} was skipped: a breach has taken over ${pauses}, so its answer proves nothing`;
  if (via !== undefined && breached.has(via))
    return `${describeTarget(call)} was skipped: a breach has taken over the guardian ${via}`;
  return undefined;
}

function hijackedPath(skipped: readonly string[]): RespondFault {
  return new RespondFault('hijacked-path', {
    message: 'Every way to pause runs through a contract that a breach has taken over.',
    found: skipped.join('; '),
    expected: 'one target whose code and admin are what custodians signed',
    remedy: 'Give the gate a target that the breached key does not control, and stop what it guards by hand.',
  });
}

function gone(code: 'reverted' | 'not-verified' | 'simulation-reverted', call: PauseCall, why: string): RespondFault {
  return new RespondFault(code, {
    message: `${describeTarget(call)} did not pause: ${why}.`,
    found: why,
    expected: 'paused() to read true afterwards',
    remedy: 'See that the key may pause this target: run `portcullis check`.',
  });
}

function asFault(error: unknown): RespondFault {
  if (error instanceof RespondFault) return error;
  throw error;
}

/** Of several failures the one that a new attempt may mend, else the first: it was the preferred target. */
function worst(failures: readonly RespondFault[], notes: readonly string[]): RespondFault {
  const chosen = failures.find((failure) => failure.kind === 'retryable') ?? failures[0];
  return new RespondFault(chosen?.code ?? 'simulation-reverted', {
    message: chosen?.message ?? 'No target could be paused.',
    found: notes.join('; ') || chosen?.found,
    expected: chosen?.expected,
    remedy: chosen?.remedy,
    cause: chosen,
  });
}
