import type { BlockRef, Clock } from '@portcullis/model';
import type { EvmFault, EvmFaultCode } from '../evmFault.ts';
import type { Log } from '../log.ts';
import type { EvmClient } from '../rpc/connectEvm.ts';
import type { ChainEvent } from './chainEvent.ts';

/** Keeps account of the time in which a chain cannot be read. */
export interface Outage {
  /** After a failed attempt that began at `began`: tells of the gap once it lasts, waits a little. Throws what no retry mends. */
  failed(fault: EvmFault, began: number, started: boolean, client: EvmClient): Promise<void>;
  /** After a success. */
  over(at: BlockRef): Promise<void>;
}

export interface OutageOptions {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly log: Log;
  readonly endpoints: number;
  readonly emit: (event: ChainEvent) => Promise<void>;
  readonly at: () => BlockRef | undefined;
}

/** Failures shorter than this are not told: most end with the next attempt. */
const PATIENCE_MS = 750;
const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 1_000;
/** Faults found in answers: another endpoint may do better. The client itself sees broken links. */
const UNFIT: readonly EvmFaultCode[] = ['bad-response', 'rpc-error', 'pruned-state', 'no-probe', 'deep-reorg'];
/** What an operator must mend before the watch can begin. */
const FATAL_AT_START: readonly EvmFaultCode[] = ['pruned-state', 'no-probe'];

/** A new account, with nothing wrong yet. */
export function outageOf({ clock, signal, log, endpoints, emit, at }: OutageOptions): Outage {
  let since: number | undefined;
  let told = false;
  let failures = 0;
  let refusals = 0;

  return {
    async failed(fault, began, started, client) {
      since ??= began;
      failures += 1;
      log.debug({ code: fault.code, found: fault.found, failures }, fault.message);
      if (!started && FATAL_AT_START.includes(fault.code) && (refusals += 1) >= endpoints) throw fault;
      // A block that is gone was most often reorganised away: only a node that keeps saying so is unfit.
      if (UNFIT.includes(fault.code) || (fault.code === 'block-gone' && failures % 5 === 0)) client.discard(fault);
      if (!told && clock() - since >= PATIENCE_MS) {
        told = true;
        log.warn({ code: fault.code, found: fault.found }, `chain cannot be read: ${fault.message}`);
        await emit({
          type: 'gap',
          after: at(),
          why: fault.found === undefined ? fault.message : `${fault.message} (${fault.found})`,
        });
      }
      await pause(Math.min(FIRST_PAUSE_MS * 2 ** Math.min(failures - 1, 8), LONGEST_PAUSE_MS), signal);
    },
    async over(tip) {
      const wasTold = told;
      since = undefined;
      told = false;
      failures = 0;
      if (wasTold) {
        log.info({ block: tip.number }, 'chain can be read again');
        await emit({ type: 'resumed', at: tip });
      }
    },
  };
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end, { once: true });
  });
}
