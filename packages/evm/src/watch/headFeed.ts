import { type Header, readHeader } from '../read/header.ts';
import { badResponse } from '../rpc/readAnswers.ts';
import type { EvmClient } from '../rpc/connectEvm.ts';

/** Where the newest head comes from: pushed by the node, or asked for. */
export interface HeadFeed {
  /** Waits for a head that was not given before; asks the node now and then, so that a dead one is noticed. */
  next(): Promise<Header>;
  /** The head given last was not used: give it again. */
  again(): void;
}

/** With heads pushed, the node is still asked this often: a subscription can die without a sound. */
const HEARTBEAT_MS = 1_000;

/** Heads of a chain. A pushed head that is malformed is not believed; the next question will show whether the node is. */
export function headFeed(client: EvmClient, pollMs: number, signal: AbortSignal): HeadFeed {
  let newest: Header | undefined;
  let given = '';
  let wake: () => void = () => undefined;
  client.onHead((value) => {
    try {
      newest = readHeader(value);
      wake();
    } catch {
      newest = undefined;
    }
  });
  signal.addEventListener('abort', () => wake(), { once: true });

  async function ask(): Promise<Header> {
    const latest = await client.call('eth_getBlockByNumber', ['latest', false]);
    if (latest === null) throw badResponse('no latest block');
    return readHeader(latest);
  }

  function pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  return {
    async next() {
      for (;;) {
        const head = take() ?? (await ask());
        if (head.hash !== given || signal.aborted) {
          given = head.hash;
          return head;
        }
        if (newest === undefined) await pause(client.pushes() ? HEARTBEAT_MS : pollMs);
      }
    },
    again: () => void (given = ''),
  };

  function take(): Header | undefined {
    const head = newest;
    newest = undefined;
    return head;
  }
}
