import { RespondFault } from '../../respondFault.ts';
import type { RpcCall } from '../../rpcCall.ts';

/** What a node said no with: its own code and words, wherever the client put them. */
export function nodeError(error: unknown): { readonly code: number | undefined; readonly message: string } {
  let code: number | undefined;
  const words: string[] = [];
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    const own: unknown = 'code' in at ? at.code : undefined;
    if (typeof own === 'number') code ??= own;
    words.push(at.message);
    if ('found' in at && typeof at.found === 'string') words.push(at.found);
  }
  return { code, message: words.length === 0 ? String(error) : words.join(': ') };
}

/** Whether the node ran the call and the call reverted, as against not answering. */
export function isRevert(error: unknown): boolean {
  const { code, message } = nodeError(error);
  return code === 3 || /revert|invalid opcode|out of gas/i.test(message);
}

/** One request; whatever goes wrong comes out as `rpc-failed`. */
export async function ask(rpc: RpcCall, method: string, params: readonly unknown[]): Promise<unknown> {
  try {
    return await rpc(method, params);
  } catch (error) {
    throw rpcFailed(method, nodeError(error).message, error);
  }
}

export async function askQuantity(rpc: RpcCall, method: string, params: readonly unknown[]): Promise<bigint> {
  return quantity(method, await ask(rpc, method, params));
}

export function quantity(what: string, value: unknown): bigint {
  if (typeof value === 'string' && /^0x[0-9a-fA-F]{1,64}$/.test(value)) return BigInt(value);
  throw rpcFailed(what, `${JSON.stringify(value)?.slice(0, 80) ?? 'nothing'}, which is no quantity`);
}

export function rpcFailed(what: string, found: string, cause?: unknown): RespondFault {
  return new RespondFault('rpc-failed', {
    message: `The node did not answer ${what}.`,
    found: found.slice(0, 400),
    expected: 'an answer by the Ethereum JSON-RPC specification',
    remedy: 'It is tried again; if it lasts, look at the endpoint of this chain in the estate.',
    cause,
  });
}

export function hexOf(value: bigint | number): string {
  return `0x${value.toString(16)}`;
}
