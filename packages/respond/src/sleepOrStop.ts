import { setTimeout as wait } from 'node:timers/promises';
import { stopped } from './respondFault.ts';

/** Waits so many milliseconds. Throws `stopped` as soon as the signal is aborted. */
export async function sleepOrStop(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await wait(ms, undefined, { signal });
  } catch {
    throw stopped();
  }
}
