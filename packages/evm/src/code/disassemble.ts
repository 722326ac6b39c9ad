/** One EVM instruction: where it stands, what it is, and for a PUSH the bytes it pushes. */
export interface Instruction {
  readonly at: number;
  readonly op: number;
  /** Big-endian value of a PUSH as hexadecimal digits without `0x`; `''` for others. */
  readonly push: string;
}

export const OP = {
  eq: 0x14,
  sub: 0x03,
  lt: 0x10,
  gt: 0x11,
  xor: 0x18,
  shl: 0x1b,
  codecopy: 0x39,
  stop: 0x00,
  jump: 0x56,
  jumpi: 0x57,
  jumpdest: 0x5b,
  push0: 0x5f,
  push1: 0x60,
  push2: 0x61,
  push4: 0x63,
  push32: 0x7f,
  dup1: 0x80,
  return: 0xf3,
  revert: 0xfd,
  invalid: 0xfe,
  selfdestruct: 0xff,
} as const;

/** Reads code into instructions. Data behind the code comes out as instructions too; nothing jumps there. Pure. */
export function disassemble(code: Uint8Array): readonly Instruction[] {
  const instructions: Instruction[] = [];
  for (let at = 0; at < code.length;) {
    const op = code[at] ?? 0;
    const width = op >= OP.push1 && op <= OP.push32 ? op - OP.push0 : 0;
    const push =
      width === 0
        ? ''
        : Buffer.from(code.subarray(at + 1, at + 1 + width))
            .toString('hex')
            .padEnd(width * 2, '0');
    instructions.push({ at, op, push });
    at += 1 + width;
  }
  return instructions;
}

/** True for instructions after which control does not go on to the next. */
export function ends(op: number): boolean {
  return (
    op === OP.jump ||
    op === OP.stop ||
    op === OP.return ||
    op === OP.revert ||
    op === OP.invalid ||
    op === OP.selfdestruct
  );
}
