import { EvmFault } from '../evmFault.ts';
import { type Header, readHeader } from '../read/header.ts';
import { type BlockReader, readBaseline } from '../read/readBlock.ts';
import { readingsFor } from '../read/reading.ts';
import { resultOf } from '../read/readState.ts';
import type { WatchPlan } from '../read/watchPlan.ts';
import { ZERO_ADDRESS } from '../read/words.ts';
import { badResponse } from '../rpc/readAnswers.ts';
import type { EvmClient } from '../rpc/connectEvm.ts';
import type { Position } from './cursor.ts';

/**
 * Finds out how the node names blocks, and where the watch begins. After a restart the state
 * of the block where it stopped must still be readable: contracts new in the estate have
 * their baseline there, and what the blocks since then changed can be told. Throws `pruned-state`.
 */
export async function startPosition(
  client: EvmClient,
  plan: WatchPlan,
  resume: Position | undefined,
): Promise<{ start: Position | undefined; byHash: boolean }> {
  const latest = await client.call('eth_getBlockByNumber', ['latest', false]);
  if (latest === null) throw badResponse('no latest block');
  const head = readHeader(latest);
  const [named] = await client.batch([{ method: 'eth_getBalance', params: [ZERO_ADDRESS, { blockHash: head.hash }] }]);
  const byHash = named?.ok === true;
  if (resume === undefined) return { start: undefined, byHash };

  const reader: BlockReader = { plan, batch: (calls) => client.batch(calls), byHash };
  const [answer] = await client.batch([{ method: 'eth_getBlockByHash', params: [resume.tip.hash, false] }]);
  const block = resultOf('eth_getBlockByHash', answer);
  // Reorganised away while we were off: the walk goes back and reads its baseline at the ancestor.
  if (block === null) return { start: resume, byHash };
  const tip = readHeader(block);
  await checkState(client, tip, byHash);
  const wanted = readingsFor(plan, resume.state);
  const known = Object.fromEntries(Object.entries(resume.state).filter(([key]) => wanted.has(key)));
  return { start: { ...resume, state: await readBaseline(reader, tip, known) }, byHash };
}

async function checkState(client: EvmClient, tip: Header, byHash: boolean): Promise<void> {
  const block = byHash ? { blockHash: tip.hash } : `0x${tip.number.toString(16)}`;
  const [answer] = await client.batch([{ method: 'eth_getBalance', params: [ZERO_ADDRESS, block] }]);
  if (answer?.ok === true) return;
  // The node has just shown the block: what it lacks is the state.
  throw new EvmFault('pruned-state', {
    message: `The node no longer has the state of block ${tip.number}, where the watch stopped.`,
    found: answer === undefined ? undefined : `${answer.code}: ${answer.message}`,
    expected: 'a node that keeps the state of every block since the watch stopped',
    remedy:
      'Put an archive node, or one that keeps more history, into `rpc` of this chain; or begin anew and have the blocks since then checked otherwise.',
  });
}
