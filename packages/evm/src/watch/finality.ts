import type { BlockRef, Chain } from '@portcullis/model';
import { readHeader } from '../read/header.ts';
import type { EvmClient } from '../rpc/connectEvm.ts';
import type { RpcAnswer } from '../rpc/rpcCall.ts';
import { hashAt } from './hashAt.ts';
import type { Position } from './cursor.ts';

/** Which blocks count as safe and final now. */
export interface Finality {
  readonly safe: BlockRef | undefined;
  readonly final: BlockRef | undefined;
}

/** By depth below the tip, where the estate sets one. `undefined` for what is deeper than the watch began. Pure. */
export function finalityByDepth(depth: NonNullable<Chain['depth']>, position: Position): Finality {
  const at = (below: number): BlockRef | undefined => {
    const number = position.tip.number - below;
    const hash = hashAt(position, number);
    return hash === undefined ? undefined : { number, hash };
  };
  return { safe: at(depth.safe), final: at(depth.final) };
}

/**
 * By the node's own `safe` and `finalized` tags. A tag beyond our tip, or on another branch
 * than ours, says nothing about the blocks we gave.
 */
export async function finalityByTag(client: EvmClient, position: Position): Promise<Finality> {
  const answers = await client.batch(
    ['safe', 'finalized'].map((tag) => ({ method: 'eth_getBlockByNumber', params: [tag, false] })),
  );
  return { safe: tagged(answers[0], position) ?? position.safe, final: tagged(answers[1], position) ?? position.final };
}

function tagged(answer: RpcAnswer | undefined, position: Position): BlockRef | undefined {
  if (answer?.ok !== true || answer.result === null) return undefined;
  const { number, hash } = readHeader(answer.result);
  if (number > position.tip.number) return undefined;
  const ours = hashAt(position, number);
  return ours === undefined || ours === hash ? { number, hash } : undefined;
}

/** True when two states of finality are the same. */
export function sameFinality(a: Finality, b: Finality): boolean {
  return a.safe?.hash === b.safe?.hash && a.final?.hash === b.final?.hash;
}
