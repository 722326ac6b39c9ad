import { EvmFault } from '../evmFault.ts';
import type { BlockReader } from '../read/readBlock.ts';
import { type Header, readHeader } from '../read/header.ts';
import { resultOf } from '../read/readState.ts';
import type { Position } from './cursor.ts';
import { hashAt } from './hashAt.ts';

const CHUNK = 16;

/** The newest block that both we and the chain as it is now have. Throws `deep-reorg`. */
export async function findAncestor(reader: Pick<BlockReader, 'batch'>, position: Position): Promise<Header> {
  const oldest = position.tip.number - position.recent.length + 1;
  for (let top = position.tip.number; top >= oldest; top -= CHUNK) {
    const numbers = Array.from({ length: Math.min(CHUNK, top - oldest + 1) }, (_, at) => top - at);
    const answers = await reader.batch(
      numbers.map((number) => ({ method: 'eth_getBlockByNumber', params: [`0x${number.toString(16)}`, false] })),
    );
    for (const [at, number] of numbers.entries()) {
      const block = resultOf('eth_getBlockByNumber', answers[at]);
      if (block === null) continue;
      const header = readHeader(block);
      if (header.number === number && hashAt(position, number) === header.hash) return header;
    }
  }
  throw new EvmFault('deep-reorg', {
    message: 'The chain that the node shows shares no block with what the watch remembers.',
    found: `no common block from ${oldest} to ${position.tip.number}`,
    expected: 'a chain that goes on from the blocks read before',
    remedy: 'Check that the node follows the right chain. If the chain itself was begun anew, begin the watch anew.',
  });
}
