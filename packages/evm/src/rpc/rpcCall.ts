/** One JSON-RPC call. */
export interface RpcCall {
  readonly method: string;
  readonly params: readonly unknown[];
}

/** The answer to one call of a batch: a result, or the node's own error. Neither is trusted yet. */
export type RpcAnswer =
  | { readonly ok: true; readonly result: unknown }
  | { readonly ok: false; readonly code: number; readonly message: string; readonly data: unknown };

/** Limits of one exchange with a node. */
export interface RpcLimits {
  /** Longest wait for an answer, in milliseconds. */
  readonly timeoutMs: number;
  /** Largest answer that is read, in bytes. */
  readonly maxResponseBytes: number;
}

/** One open way to a node. It answers or throws an `EvmFault`; once broken it stays broken. */
export interface Link {
  /** The endpoint without its secrets, for logs and messages. */
  readonly label: string;
  /** True when the node pushes new heads over this link. */
  readonly pushes: boolean;
  /** Sends the calls as one message and gives the answers in the order of the calls. */
  batch(calls: readonly RpcCall[]): Promise<readonly RpcAnswer[]>;
  /** Called with the header of each new head as the node pushes it; not called at all on links that do not push. */
  onHead(listener: (header: unknown) => void): void;
  /** Called once, when the link breaks or is closed. */
  onDown(listener: () => void): void;
  close(): void;
}
