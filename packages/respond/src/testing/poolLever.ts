import type { AccountId, PauseTarget } from '@portcullis/model';
import type { MinedOptions } from '../levers/evmPause/awaitMined.ts';
import { createEvmPauseLever } from '../levers/evmPause/evmPauseLever.ts';
import { createPauseKey, type PauseKey } from '../levers/evmPause/pauseKey.ts';
import type { Lever } from '../lever.ts';
import type { RpcCall } from '../rpcCall.ts';
import { sleepOrStop } from '../sleepOrStop.ts';
import type { PauseWorld } from './pauseWorld.ts';

export const QUICK: MinedOptions = { bumpAfter: 2, maxBumps: 4, patience: 5_000, poll: 10, sleep: sleepOrStop };

/** A way to the node of a world. */
export function rpcOf(world: PauseWorld): RpcCall {
  return (method, params) => world.node.rpc(method, params);
}

export function keyOf(world: PauseWorld, secret: string = world.pauser, rpc: RpcCall = rpcOf(world)): PauseKey {
  return createPauseKey({ chain: world.chain, rpc, secret: () => Promise.resolve(secret) });
}

/** A lever over these targets, with the pauser's key. */
export function leverOver(
  world: PauseWorld,
  targets: readonly PauseTarget[],
  options: { readonly key?: PauseKey; readonly rpc?: RpcCall; readonly mined?: Partial<MinedOptions> } = {},
): Lever {
  const rpc = options.rpc ?? rpcOf(world);
  return createEvmPauseLever({
    spec: { id: 'pool-pause', lever: 'evm-pause', key: { env: 'KEY' }, targets },
    rpc,
    key: options.key ?? keyOf(world, undefined, rpc),
    mined: { ...QUICK, ...options.mined },
  });
}

export function viaGuardian(world: PauseWorld, pauses: AccountId): PauseTarget {
  return { pauses, via: world.guardian };
}
