import { addressOfAccount, type EvmAddress, type GateSpec, keccakOf, type PauseTarget } from '@portcullis/model';

const selector = (signature: string): string => keccakOf(signature).slice(0, 10);

const PAUSE = selector('pause()');
const DROP = selector('drop(address)');
/** Reads whether a target is paused, as OpenZeppelin's Pausable and most of its peers answer it. */
export const PAUSED: string = selector('paused()');

/** A gate that pauses contracts, as the estate declares it. */
export type EvmPauseSpec = Extract<GateSpec, { lever: 'evm-pause' }>;

/** The call that pauses a target: through its guardian's `drop(address)`, or its own `pause()`. */
export interface PauseCall {
  readonly target: PauseTarget;
  readonly to: EvmAddress;
  readonly data: string;
  /** The contract whose `paused()` shows that it worked. */
  readonly pauses: EvmAddress;
}

export function pauseCall(target: PauseTarget): PauseCall {
  const pauses = addressOfAccount(target.pauses);
  return target.via === undefined
    ? { target, to: pauses, data: PAUSE, pauses }
    : { target, to: addressOfAccount(target.via), data: `${DROP}${pauses.slice(2).padStart(64, '0')}`, pauses };
}

/** How a target is named to people. */
export function describeTarget({ target }: PauseCall): string {
  return target.via === undefined
    ? `pause() of ${target.pauses}`
    : `drop(${target.pauses}) of the guardian ${target.via}`;
}

/** Reads the answer of `paused()`: `undefined` for anything that is no boolean, as from an address without code. */
export function readPaused(answer: unknown): boolean | undefined {
  if (typeof answer !== 'string' || !/^0x0{63}[01]$/.test(answer)) return undefined;
  return answer.endsWith('1');
}
