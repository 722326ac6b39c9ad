import type { LinkedFunction, Program } from './linkProgram.ts';

/** A step runs in the innermost function among those of its values; the values of the others are shared. */
export function sharedValues(program: Program): Uint8Array {
  const marks = new Uint8Array(program.valueCount);
  const depth = depths(program.functions);
  const { functionOf, reads, starts, gives } = program;
  for (let index = 0; index < gives.length; index++) {
    const start = starts[index] as number;
    const end = starts[index + 1] as number;
    if (start === end) continue;
    const to = gives[index] as number;
    const first = functionOf[reads[start] as number] as number;
    let innermost = first;
    let isMixed = false;
    for (let at = start + 1; at <= end; at++) {
      const value = at < end ? (reads[at] as number) : to;
      if (value < 0) continue;
      const one = functionOf[value] as number;
      if (one === first) continue;
      isMixed = true;
      if ((depth[one] as number) > (depth[innermost] as number)) innermost = one;
    }
    if (!isMixed) continue;
    for (let at = start; at < end; at++) {
      const value = reads[at] as number;
      if (functionOf[value] !== innermost) marks[value] = 1;
    }
    if (to >= 0 && functionOf[to] !== innermost) marks[to] = 1;
  }
  for (const one of program.classes) marks[one.instance] = 1;
  for (const value of program.exports) marks[value] = 1;
  for (let value = program.functionObject(0); value < program.valueCount; value++) marks[value] = 1;
  return marks;
}

function depths(functions: readonly LinkedFunction[]): Int32Array {
  const found = new Int32Array(functions.length);
  for (const [index, one] of functions.entries()) {
    let depth = 0;
    for (let at = one.within; at !== undefined && depth < 1000; at = functions[at]?.within) depth++;
    found[index] = depth;
  }
  return found;
}
