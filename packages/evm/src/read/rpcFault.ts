import { EvmFault } from '../evmFault.ts';
import type { RpcAnswer } from '../rpc/rpcCall.ts';

const PRUNED =
  /missing trie node|(state|data).{0,60}not available|pruned|pruning|no state available|state .{0,40}(unavailable|not found)/i;
const GONE =
  /unknown block|(header|block|resource)[^.]{0,40} not found|not found$|not currently canonical|block ?hash/i;

/** The fault behind a node's refusal to read something of a block, told by what nodes say in such a case. */
export function rpcFault(method: string, answer: Extract<RpcAnswer, { ok: false }>): EvmFault {
  const found = `${answer.code}: ${answer.message}`;
  if (PRUNED.test(answer.message)) {
    return new EvmFault('pruned-state', {
      message: 'The node no longer has the state of a block that must be read.',
      found,
      expected: 'a node that keeps the state of every block since the watch last read one',
      remedy: 'Add an archive node to `rpc` of this chain, or one that keeps more history.',
    });
  }
  if (GONE.test(answer.message) || answer.code === -32001) {
    return new EvmFault('block-gone', { message: 'The node does not have this block, or no longer.', found });
  }
  return new EvmFault('rpc-error', { message: `The node refused ${method}.`, found });
}
