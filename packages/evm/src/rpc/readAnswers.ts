import { EvmFault } from '../evmFault.ts';
import type { RpcAnswer, RpcCall } from './rpcCall.ts';

/** The text of a batch. Ids are `first`, `first + 1`, … in the order of the calls. */
export function batchText(calls: readonly RpcCall[], first: number): string {
  const items = calls.map(
    (call, at) =>
      `{"jsonrpc":"2.0","id":${first + at},"method":"${call.method}","params":${JSON.stringify(call.params)}}`,
  );
  return `[${items.join(',')}]`;
}

/**
 * Puts the answers of a batch into the order of its calls. A node may answer in any order,
 * but must answer each call just once. Throws `bad-response`.
 */
export function readAnswers(value: unknown, first: number, count: number): readonly RpcAnswer[] {
  if (!Array.isArray(value)) {
    // A refused batch comes back as one error without an id.
    const refusal = errorOf(value);
    if (refusal !== undefined) return Array.from({ length: count }, () => refusal);
    throw badResponse('something that is not a list of answers');
  }
  const answers = Array.from({ length: count }, (): RpcAnswer | undefined => undefined);
  for (const item of value as readonly unknown[]) {
    if (typeof item !== 'object' || item === null) throw badResponse('an answer that is not an object');
    const { id } = item as { id?: unknown };
    const at = typeof id === 'number' ? id - first : -1;
    if (!Number.isInteger(at) || at < 0 || at >= count)
      throw badResponse(`an answer to a call that was not made (id ${String(id)})`);
    if (answers[at] !== undefined) throw badResponse(`two answers to one call (id ${String(id)})`);
    answers[at] = answerOf(item);
  }
  return answers.map((answer, at) => {
    if (answer === undefined) throw badResponse(`no answer to call ${at + 1} of ${count}`);
    return answer;
  });
}

/** One member of a batch's answer. */
function answerOf(item: object): RpcAnswer {
  const refusal = errorOf(item);
  if (refusal !== undefined) return refusal;
  if (!('result' in item)) throw badResponse('an answer with neither result nor error');
  return { ok: true, result: item.result };
}

function errorOf(item: unknown): RpcAnswer | undefined {
  if (typeof item !== 'object' || item === null || !('error' in item)) return undefined;
  const { error } = item;
  if (typeof error !== 'object' || error === null) return undefined;
  const { code, message, data } = error as { code?: unknown; message?: unknown; data?: unknown };
  return { ok: false, code: typeof code === 'number' ? code : 0, message: String(message).slice(0, 300), data };
}

/** The fault of a node that does not speak JSON-RPC as it should. */
export function badResponse(found: string, cause?: unknown): EvmFault {
  return new EvmFault('bad-response', {
    message: 'The node gave an answer that cannot be used.',
    found,
    expected: 'JSON-RPC 2.0 as in the Ethereum execution API',
    cause,
  });
}
