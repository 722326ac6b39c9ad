/** A text to find. Only ASCII; `ignoreCase` holds for its letters. */
export interface Literal {
  readonly text: string;
  readonly ignoreCase?: boolean;
}

/** Finds literals in bytes. */
export interface LiteralMatcher {
  /**
   * Calls `found` with the literal's index and the offset behind it, for every occurrence in order of their ends,
   * overlapping ones too.
   */
  find(bytes: Uint8Array, found: (literal: number, end: number) => void): void;
}

const NONE = -1;

/**
 * Aho–Corasick over bytes with dense transitions: one table look-up a byte, whatever the number of literals. Bytes
 * that stand in no literal share a column. Letters are matched without case and compared exactly at the end where
 * the literal asks for it. Throws on an empty literal and on one that is not ASCII.
 */
export function createLiteralMatcher(literals: readonly Literal[]): LiteralMatcher {
  const patterns = literals.map(({ text }) => {
    const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0));
    if (bytes.length === 0 || !/^[\0-\x7f]+$/.test(text)) {
      throw new RangeError(
        `literal ${JSON.stringify(text)} is empty or not ASCII: give it as one or more ASCII characters`,
      );
    }
    return bytes;
  });
  const columns = new Uint8Array(256);
  let width = 1;
  for (const pattern of patterns) {
    for (const byte of pattern) {
      const small = lower(byte);
      if (columns[small] === 0) columns[small] = width++;
      columns[upper(small)] = columns[small] ?? 0;
    }
  }
  const { next, outputs, suffix, firstOutput } = build(patterns, columns, width);
  const exact = literals.map(({ ignoreCase }, index) => (ignoreCase === true ? undefined : patterns[index]));
  return {
    find(bytes, found) {
      let state = 0;
      for (let at = 0; at < bytes.length; at++) {
        state = next[state + (columns[bytes[at] as number] as number)] as number;
        if (state < firstOutput) continue;
        for (let node = state / width; node > 0; node = suffix[node] as number) {
          for (const literal of outputs[node] ?? []) {
            const pattern = exact[literal];
            if (pattern === undefined || endsWith(bytes, at + 1, pattern)) found(literal, at + 1);
          }
        }
      }
    },
  };
}

interface Automaton {
  /** Where `state + column` leads; states are multiplied by the width. */
  readonly next: Int32Array;
  readonly outputs: readonly (readonly number[])[];
  /** The next state, by number, whose literals end here as well; 0 for none. */
  readonly suffix: Int32Array;
  /** States from here on have something that ends at them. */
  readonly firstOutput: number;
}

function build(patterns: readonly Uint8Array[], columns: Uint8Array, width: number): Automaton {
  const most = patterns.reduce((sum, pattern) => sum + pattern.length, 1);
  const trie = new Int32Array(most * width).fill(NONE);
  const ends: number[][] = [[]];
  for (const [index, pattern] of patterns.entries()) {
    let node = 0;
    for (const byte of pattern) {
      const edge = node * width + (columns[lower(byte)] ?? 0);
      let to = trie[edge] as number;
      if (to === NONE) {
        to = ends.length;
        ends.push([]);
        trie[edge] = to;
      }
      node = to;
    }
    ends[node]?.push(index);
  }
  const count = ends.length;
  const fail = new Int32Array(count);
  const nearest = new Int32Array(count);
  const order: number[] = [0];
  for (let at = 0; at < order.length; at++) {
    const node = order[at] as number;
    const back = fail[node] as number;
    if (node !== 0) nearest[node] = (ends[back]?.length ?? 0) > 0 ? back : (nearest[back] as number);
    for (let column = 0; column < width; column++) {
      const edge = node * width + column;
      const to = trie[edge] as number;
      const otherwise = node === 0 ? 0 : (trie[back * width + column] as number);
      if (to === NONE) trie[edge] = otherwise;
      else {
        fail[to] = otherwise;
        order.push(to);
      }
    }
  }
  // States at which something ends get the highest numbers, so that one comparison tells them.
  const isQuiet = (node: number): boolean => ends[node]?.length === 0 && nearest[node] === 0;
  const renumbered = [...order.filter(isQuiet), ...order.filter((node) => !isQuiet(node))];
  const numberOf = new Int32Array(count);
  for (const [number, node] of renumbered.entries()) numberOf[node] = number;
  const next = new Int32Array(count * width);
  const suffix = new Int32Array(count);
  const outputs: number[][] = [];
  for (const [number, node] of renumbered.entries()) {
    for (let column = 0; column < width; column++) {
      next[number * width + column] = (numberOf[trie[node * width + column] as number] as number) * width;
    }
    suffix[number] = numberOf[nearest[node] as number] as number;
    outputs.push(ends[node] ?? []);
  }
  return { next, outputs, suffix, firstOutput: order.filter(isQuiet).length * width };
}

function endsWith(bytes: Uint8Array, end: number, pattern: Uint8Array): boolean {
  const start = end - pattern.length;
  for (let at = 0; at < pattern.length; at++) if (bytes[start + at] !== pattern[at]) return false;
  return true;
}

function lower(byte: number): number {
  return byte >= 0x41 && byte <= 0x5a ? byte + 32 : byte;
}

function upper(byte: number): number {
  return byte >= 0x61 && byte <= 0x7a ? byte - 32 : byte;
}
