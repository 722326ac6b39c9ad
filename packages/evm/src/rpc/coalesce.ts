import type { RpcAnswer, RpcCall } from './rpcCall.ts';

/** Calls in one message at most, but for a single batch that is larger: nodes refuse messages of too many. */
const MOST_CALLS = 250;

interface Waiting {
  readonly calls: readonly RpcCall[];
  readonly resolve: (answers: readonly RpcAnswer[]) => void;
  readonly reject: (error: unknown) => void;
}

type Send = (calls: readonly RpcCall[]) => Promise<readonly RpcAnswer[]>;

/**
 * Puts batches that are asked for in the same turn into one message: while catching up a
 * dozen blocks travel together. A batch alone goes out at once, in the same turn.
 */
export function coalesce(send: Send): Send {
  let waiting: Waiting[] = [];

  function flush(): void {
    const all = waiting;
    waiting = [];
    for (let at = 0; at < all.length;) {
      const group: Waiting[] = [];
      let size = 0;
      for (
        let next = all[at];
        next !== undefined && (size === 0 || size + next.calls.length <= MOST_CALLS);
        next = all[at]
      ) {
        group.push(next);
        size += next.calls.length;
        at += 1;
      }
      sendGroup(group);
    }
  }

  function sendGroup(group: readonly Waiting[]): void {
    send(group.flatMap(({ calls }) => calls)).then(
      (answers) => {
        let from = 0;
        for (const { calls, resolve } of group) resolve(answers.slice(from, (from += calls.length)));
      },
      (error: unknown) => {
        for (const { reject } of group) reject(error);
      },
    );
  }

  return (calls) =>
    new Promise((resolve, reject) => {
      // After the promise callbacks of this turn: whatever else they ask for goes along.
      if (waiting.length === 0) process.nextTick(flush);
      waiting.push({ calls, resolve, reject });
    });
}
