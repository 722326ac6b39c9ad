import type { Hex } from '@portcullis/model';
import type { BasicBlock, CodeGraph } from './basicBlocks.ts';
import { OP } from './disassemble.ts';

/** How code answers a call: by selector, and what it does with selectors it does not know. */
export interface DispatchTable {
  /** Entry block of each function, by selector. */
  readonly functions: ReadonlyMap<Hex, number>;
  /** Blocks that run when no selector matches: the fallback, or a plain refusal. */
  readonly others: readonly number[];
  /** Selectors that the code for unknown selectors asks for: functions hidden in a fallback. */
  readonly hidden: readonly Hex[];
}

/**
 * Finds the functions of compiled code by walking from its start: a comparison with a
 * selector (`PUSH4 … EQ … JUMPI`) leads to a function, any other branch (solc splits long
 * tables by `GT`) stays in the table. Code of compilers that dispatch otherwise (by a hash
 * table, as newer Vyper does) gives no functions. Pure.
 */
export function dispatchTable(graph: CodeGraph): DispatchTable {
  const functions = new Map<Hex, number>();
  const others: number[] = [];
  const onward = new Map<number, readonly number[]>();
  const table = new Set<number>();
  const seen = new Set<number>([0]);
  const queue = [0];
  for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
    const block = graph.blocks.get(at);
    if (block === undefined) continue;
    const match = selectorMatch(graph, block);
    const label = jumpLabel(graph, block);
    const entry = match?.jumpsIfEqual === false ? block.next : label;
    const rest = match?.jumpsIfEqual === false ? label : block.next;
    if (match !== undefined && entry !== undefined && !functions.has(match.selector))
      functions.set(match.selector, entry);
    if (match !== undefined || splits(block)) table.add(at);
    else others.push(at);
    const following = (match === undefined ? [label, rest] : [rest]).filter((next) => next !== undefined);
    onward.set(at, following);
    for (const next of following) {
      if (seen.has(next)) continue;
      seen.add(next);
      queue.push(next);
    }
  }
  // Blocks on the way into the table (is there enough data, was nothing paid) are no answer to anything.
  for (let grown = true; grown;) {
    grown = false;
    for (const at of others) {
      if (table.has(at) || !(onward.get(at) ?? []).some((next) => table.has(next))) continue;
      table.add(at);
      grown = true;
    }
  }
  const answers = others.filter((at) => !table.has(at));
  const hidden = new Set(answers.flatMap((at) => hiddenSelectors(graph.blocks.get(at) as BasicBlock)));
  return { functions, others: answers, hidden: [...hidden].filter((selector) => !functions.has(selector)) };
}

/** The selector that a block compares with before it branches. `SUB` and `XOR` jump when it is another one. */
function selectorMatch(graph: CodeGraph, block: BasicBlock): { selector: Hex; jumpsIfEqual: boolean } | undefined {
  const list = block.instructions;
  if (list.at(-1)?.op !== OP.jumpi || jumpLabel(graph, block) === undefined) return undefined;
  const compare = list.at(-3);
  if (compare === undefined) return undefined;
  const jumpsIfEqual = compare.op === OP.eq;
  if (!jumpsIfEqual && compare.op !== OP.sub && compare.op !== OP.xor) return undefined;
  // The constant stands right before the comparison, or before a DUP of the selector.
  const constant = [list.at(-4), list.at(-5)].find(
    (item) => item !== undefined && item.push.length >= 2 && item.push.length <= 8,
  );
  // A comparison with a short constant is a selector with leading zeros only inside a table.
  if (constant === undefined || (constant.push.length < 6 && !list.some(({ op }) => op === OP.dup1))) return undefined;
  return { selector: `0x${constant.push.padStart(8, '0')}` as Hex, jumpsIfEqual };
}

function jumpLabel(graph: CodeGraph, block: BasicBlock): number | undefined {
  const last = block.instructions.at(-1);
  const before = block.instructions.at(-2);
  if (before === undefined || (last?.op !== OP.jumpi && last?.op !== OP.jump)) return undefined;
  return graph.labelOf(before);
}

/** True for a block that only chooses the part of the table to go on in. */
function splits(block: BasicBlock): boolean {
  const list = block.instructions;
  const compared = list.at(-3)?.op;
  const constant = list.some(({ push }) => push.length === 8);
  return list.at(-1)?.op === OP.jumpi && constant && (compared === OP.gt || compared === OP.lt);
}

/** Constants that stand for the first four bytes of a word: `PUSH4 a, PUSH1 s, SHL` and `PUSH32 a000…`. */
function hiddenSelectors(block: BasicBlock): readonly Hex[] {
  const found: Hex[] = [];
  const list = block.instructions;
  for (const [at, item] of list.entries()) {
    const shift = list[at + 1];
    const shifted = shift?.op === OP.push1 && list[at + 2]?.op === OP.shl && item.push !== '';
    const word = shifted
      ? BigInt(`0x${item.push}`) << BigInt(`0x${shift.push}`)
      : item.op === OP.push32
        ? BigInt(`0x${item.push}`)
        : 0n;
    const selector = word >> 224n;
    // Masks (0xffffffff) and the selector of Panic and Error are no functions.
    const plain =
      selector > 0xffffn &&
      selector < 0xffffffffn &&
      word === selector << 224n &&
      selector !== 0x4e487b71n &&
      selector !== 0x08c379a0n;
    if (plain) found.push(`0x${selector.toString(16).padStart(8, '0')}` as Hex);
  }
  return found;
}
