import { DrillFault } from './drillFault.ts';

/** JSON-RPC over one WebSocket, with the node's pushed messages. */
export interface RpcSocket {
  call(method: string, params?: readonly unknown[]): Promise<unknown>;
  /** All requests in one frame, so that the node takes them up together. Throws on the first refused one. */
  batch(
    requests: readonly { readonly method: string; readonly params: readonly unknown[] }[],
  ): Promise<readonly unknown[]>;
  close(): void;
}

interface Message {
  readonly id?: number;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
  readonly method?: string;
  readonly params?: { readonly result: unknown };
}

/** Connects to a chain node; `onPush` gets what its subscriptions send. */
export async function connectRpcSocket(url: string, onPush: (result: unknown) => void): Promise<RpcSocket> {
  const socket = new WebSocket(url);
  const waiting = new Map<number, { resolve(result: unknown): void; reject(error: Error): void; method: string }>();
  const take = (message: Message): void => {
    if (message.method === 'eth_subscription') return onPush(message.params?.result);
    const one = waiting.get(message.id ?? -1);
    waiting.delete(message.id ?? -1);
    if (message.error === undefined) one?.resolve(message.result);
    else
      one?.reject(
        new DrillFault('step-failed', {
          message: `The chain node refused ${one.method}.`,
          found: message.error.message,
        }),
      );
  };
  socket.addEventListener('message', ({ data }) => {
    const message = JSON.parse(String(data)) as Message | readonly Message[];
    for (const one of Array.isArray(message) ? (message as readonly Message[]) : [message as Message]) take(one);
  });
  socket.addEventListener('close', () => {
    for (const one of waiting.values())
      one.reject(new DrillFault('step-failed', { message: `The chain node hung up during ${one.method}.` }));
    waiting.clear();
  });
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('open', () => resolve(), { once: true });
    socket.addEventListener(
      'error',
      () => reject(new DrillFault('step-failed', { message: 'The chain node does not answer.', found: url })),
      { once: true },
    );
  });
  let last = 0;
  const ask = (method: string, params: readonly unknown[]) => {
    const id = ++last;
    const answer = new Promise<unknown>((resolve, reject) => waiting.set(id, { resolve, reject, method }));
    return { request: { jsonrpc: '2.0', id, method, params }, answer };
  };
  return {
    call(method, params = []) {
      const { request, answer } = ask(method, params);
      socket.send(JSON.stringify(request));
      return answer;
    },
    batch(requests) {
      const asked = requests.map(({ method, params }) => ask(method, params));
      socket.send(JSON.stringify(asked.map(({ request }) => request)));
      return Promise.all(asked.map(({ answer }) => answer));
    },
    close: () => socket.close(),
  };
}
