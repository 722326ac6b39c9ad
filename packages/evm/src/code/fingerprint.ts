import { createHash } from 'node:crypto';
import type { CodeGraph } from './basicBlocks.ts';
import { OP } from './disassemble.ts';

/** What a piece of code does, whatever place it stands at. */
export interface Fingerprint {
  /** Equal for equal code. */
  readonly exact: string;
  /** Equal also where only 32-byte constants differ, as immutables do. */
  readonly loose: string;
}

/**
 * Fingerprint of all code that can run from a block on: every block reached by falling
 * through or by a label that is pushed on the way, in the order of being met, with labels
 * replaced by that order. Moving code, or adding functions beside it, does not change it. Pure.
 */
export function fingerprint(graph: CodeGraph, entry: number): Fingerprint {
  const order = new Map<number, number>([[entry, 0]]);
  const queue = [entry];
  const exact = createHash('sha256');
  const loose = createHash('sha256');
  const meet = (block: number): number => {
    const known = order.get(block);
    if (known !== undefined) return known;
    order.set(block, order.size);
    queue.push(block);
    return order.size - 1;
  };
  for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
    const block = graph.blocks.get(at);
    if (block === undefined) continue;
    let text = '';
    let masked = '';
    for (const [place, instruction] of block.instructions.entries()) {
      const data = graph.dataAt(block, place);
      const label = data === undefined ? graph.labelOf(instruction) : undefined;
      const plain = data === undefined ? `${instruction.op.toString(16)} ${instruction.push};` : `#${data};`;
      const word = label === undefined ? plain : `@${meet(label)};`;
      text += word;
      masked += instruction.op === OP.push32 ? '7f;' : word;
    }
    const tail = block.next === undefined ? '.\n' : `>${meet(block.next)}\n`;
    exact.update(text + tail);
    loose.update(masked + tail);
  }
  return { exact: exact.digest('hex'), loose: loose.digest('hex') };
}
