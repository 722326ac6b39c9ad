/**
 * One JSON-RPC request to a node of one chain. Rejects with an error that carries the
 * node's `code` and `message` where the node refused, and with any other where it did not answer.
 */
export type RpcCall = (method: string, params: readonly unknown[]) => Promise<unknown>;
