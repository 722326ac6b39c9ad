import { chainOfAccount, type ChainId, type Estate, type SecretRef } from '@portcullis/model';
import type { Lever } from '../lever.ts';
import { RespondFault } from '../respondFault.ts';
import type { RpcCall } from '../rpcCall.ts';
import type { MinedOptions } from './evmPause/awaitMined.ts';
import { chainOfGate, createEvmPauseLever } from './evmPause/evmPauseLever.ts';
import type { EvmPauseSpec } from './evmPause/pauseCalls.ts';
import { createPauseKey, type PauseKey } from './evmPause/pauseKey.ts';
import { createHoldLever } from './hold/holdLever.ts';

export interface LeversOptions {
  readonly estate: Estate;
  /** To a node of a chain of the estate. */
  readonly rpc: (chain: ChainId) => RpcCall;
  readonly secret: (ref: SecretRef) => Promise<string>;
  readonly sleep: MinedOptions['sleep'];
  readonly mined?: Partial<Omit<MinedOptions, 'sleep'>> | undefined;
}

const MINED: Omit<MinedOptions, 'sleep'> = { bumpAfter: 3, maxBumps: 6, patience: 60_000, poll: 50 };

/**
 * The levers of an estate's gates by the gate's id. Gates that name the same key on the
 * same chain share its nonces. Throws `wrong-chain` for a gate whose targets are on more than one chain.
 */
export function createLevers({ estate, rpc, secret, sleep, mined }: LeversOptions): ReadonlyMap<string, Lever> {
  const keys = new Map<string, PauseKey>();
  const keyOf = (spec: EvmPauseSpec, chain: ChainId): PauseKey => {
    const name = `${chain} ${JSON.stringify(spec.key)}`;
    const key = keys.get(name) ?? createPauseKey({ chain, rpc: rpc(chain), secret: () => secret(spec.key) });
    keys.set(name, key);
    return key;
  };
  return new Map(
    estate.gates.map((spec): [string, Lever] => {
      if (spec.lever === 'hold') return [spec.id, createHoldLever()];
      const chain = chainOfGate(spec);
      const other = spec.targets
        .flatMap(({ pauses, via }) => [pauses, via ?? pauses])
        .find((account) => chainOfAccount(account) !== chain);
      if (other !== undefined) {
        throw new RespondFault('wrong-chain', {
          message: `The gate ${spec.id} has targets on more than one chain.`,
          found: other,
          expected: `an account on ${chain}, as the first target`,
          remedy: 'Make a gate for each chain and let the playbook drop both.',
        });
      }
      return [
        spec.id,
        createEvmPauseLever({ spec, rpc: rpc(chain), key: keyOf(spec, chain), mined: { ...MINED, ...mined, sleep } }),
      ];
    }),
  );
}
