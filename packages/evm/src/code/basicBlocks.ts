import { disassemble, ends, type Instruction, OP } from './disassemble.ts';

/** Instructions that run one after the other, entered only at the first. */
export interface BasicBlock {
  readonly at: number;
  readonly instructions: readonly Instruction[];
  /** The block that follows when control does not leave. */
  readonly next: number | undefined;
}

/** Code as blocks by offset. */
export interface CodeGraph {
  readonly blocks: ReadonlyMap<number, BasicBlock>;
  /** The block that a PUSH means when its value is used as a jump target; `undefined` for other values. */
  labelOf(instruction: Instruction): number | undefined;
  /** The bytes that the instruction at a place of a block has copied out of the code: long text constants stand there. */
  dataAt(block: BasicBlock, place: number): string | undefined;
}

/**
 * Splits code into basic blocks. Compilers push jump targets as constants, so a PUSH of two
 * bytes (of one, in code that short) that holds the offset of a JUMPDEST is taken for a label.
 * Pure.
 */
export function codeGraph(code: Uint8Array): CodeGraph {
  const instructions = disassemble(code);
  const targets = new Set(instructions.filter(({ op }) => op === OP.jumpdest).map(({ at }) => at));
  const blocks = new Map<number, BasicBlock>();
  let current: Instruction[] = [];
  const close = (next: number | undefined): void => {
    const first = current[0];
    if (first !== undefined) blocks.set(first.at, { at: first.at, instructions: current, next });
    current = [];
  };
  for (const [index, instruction] of instructions.entries()) {
    if (instruction.op === OP.jumpdest) close(instruction.at);
    current.push(instruction);
    const following = instructions[index + 1]?.at;
    if (ends(instruction.op)) close(undefined);
    else if (instruction.op === OP.jumpi) close(following);
  }
  close(undefined);
  const widths = code.length <= 0x100 ? [2] : code.length <= 0x10000 ? [4] : [4, 6];
  return {
    blocks,
    labelOf({ push }) {
      if (!widths.includes(push.length)) return undefined;
      const target = Number.parseInt(push, 16);
      return targets.has(target) ? target : undefined;
    },
    dataAt({ instructions: list }, place) {
      const offset = list[place];
      // codecopy(to, offset, length): length is pushed first, `to` last.
      const copied = [list[place + 1], list[place + 2], list[place + 3]].some((item) => item?.op === OP.codecopy);
      if (!copied || offset === undefined || !widths.includes(offset.push.length)) return undefined;
      const length = list[place - 1]?.push ?? '';
      const start = Number.parseInt(offset.push, 16);
      return Buffer.from(
        code.subarray(start, start + (length === '' ? 32 : Number.parseInt(length.slice(-4), 16))),
      ).toString('hex');
    },
  };
}
