import { EvmFault } from '../evmFault.ts';
import type { BlockReader } from '../read/readBlock.ts';
import { type Header, readHeader } from '../read/header.ts';
import { resultOf } from '../read/readState.ts';
import { badResponse } from '../rpc/readAnswers.ts';

/** Headers asked for in one message. */
const CHUNK = 32;

/** Headers from a number to a head, asked for in groups when the first of a group is needed. */
export function headersOf(
  reader: Pick<BlockReader, 'batch'>,
  first: number,
  head: Header,
): (number: number) => Promise<Header> {
  const groups = new Map<number, Promise<readonly Header[]>>();
  return async (number) => {
    if (number === head.number) return head;
    const group = Math.floor((number - first) / CHUNK);
    const from = first + group * CHUNK;
    let headers = groups.get(group);
    if (headers === undefined) {
      headers = readHeaders(reader, from, Math.min(from + CHUNK, head.number));
      headers.catch(() => undefined);
      groups.set(group, headers);
      groups.delete(group - 4);
    }
    return (await headers)[number - from] as Header;
  };
}

/** Headers of the blocks `from` to `to` (excluded), by number. Throws `block-gone` where the node has none. */
export async function readHeaders(
  reader: Pick<BlockReader, 'batch'>,
  from: number,
  to: number,
): Promise<readonly Header[]> {
  const numbers = Array.from({ length: to - from }, (_, at) => from + at);
  const answers = await reader.batch(
    numbers.map((number) => ({ method: 'eth_getBlockByNumber', params: [`0x${number.toString(16)}`, false] })),
  );
  return answers.map((answer, at) => {
    const block = resultOf('eth_getBlockByNumber', answer);
    if (block === null)
      throw new EvmFault('block-gone', { message: `The node does not have block ${numbers[at]} yet, or no longer.` });
    const header = readHeader(block);
    if (header.number !== numbers[at])
      throw badResponse(`block ${header.number} where block ${numbers[at]} was asked for`);
    return header;
  });
}
