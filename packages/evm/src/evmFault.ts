import { Fault, type FaultDetail, type FaultKind } from '@portcullis/model';

/**
 * What can go wrong between us and a chain node.
 *
 * - `wrong-chain`: the endpoint serves another chain than the estate says
 * - `pruned-state`: the node knows the block but no longer its state
 * - `no-probe`: the node does not run `eth_call` without a target, which the sensor reads state with
 * - `deep-reorg`: the chain changed deeper than the watch remembers
 * - `bad-cursor`: the resumption text is not ours or is of another chain
 * - `block-gone`: the block was reorganised away, or this endpoint does not have it yet
 * - `rpc-error`: the node answered with a JSON-RPC error
 * - `timeout`, `disconnected`, `bad-response`, `too-large`: no usable answer came
 * - `stopped`: we are shutting down
 */
export type EvmFaultCode =
  | 'wrong-chain'
  | 'pruned-state'
  | 'no-probe'
  | 'deep-reorg'
  | 'bad-cursor'
  | 'bad-endpoint'
  | 'bad-code'
  | 'block-gone'
  | 'rpc-error'
  | 'timeout'
  | 'disconnected'
  | 'bad-response'
  | 'too-large'
  | 'stopped';

const KINDS: Readonly<Record<EvmFaultCode, FaultKind>> = {
  'wrong-chain': 'operator',
  'pruned-state': 'operator',
  'no-probe': 'operator',
  'deep-reorg': 'operator',
  'bad-cursor': 'operator',
  'bad-endpoint': 'operator',
  'bad-code': 'operator',
  'block-gone': 'retryable',
  'rpc-error': 'retryable',
  timeout: 'retryable',
  disconnected: 'retryable',
  'bad-response': 'retryable',
  'too-large': 'retryable',
  stopped: 'shutdown',
};

/** A fault of a chain, its node, or the way to it. Who can mend it follows from the code. */
export class EvmFault extends Fault<EvmFaultCode> {
  constructor(code: EvmFaultCode, detail: FaultDetail) {
    super(code, KINDS[code], detail);
  }
}
