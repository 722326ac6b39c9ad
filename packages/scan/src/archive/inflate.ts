import { buildHuffman, FIXED_DISTANCES, FIXED_LITERALS, findLong, type Huffman, PRIMARY_MASK } from './huffman.ts';

/** What came out of a DEFLATE stream. Whatever stopped it, `bytes` holds what came out before. */
export interface Inflated {
  readonly bytes: Uint8Array;
  /** Where the stream ended in the source; for one that did not end, how far it was read. */
  readonly end: number;
  /** `limit`: more would have come out than was allowed. */
  readonly stopped: 'complete' | 'broken' | 'truncated' | 'limit';
}

const LENGTH_BASE = Uint16Array.of(
  3,
  4,
  5,
  6,
  7,
  8,
  9,
  10,
  11,
  13,
  15,
  17,
  19,
  23,
  27,
  31,
  35,
  43,
  51,
  59,
  67,
  83,
  99,
  115,
  131,
  163,
  195,
  227,
  258,
);
const LENGTH_EXTRA = Uint8Array.of(
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  1,
  1,
  1,
  1,
  2,
  2,
  2,
  2,
  3,
  3,
  3,
  3,
  4,
  4,
  4,
  4,
  5,
  5,
  5,
  5,
  0,
);
const DISTANCE_BASE = Uint16Array.of(
  1,
  2,
  3,
  4,
  5,
  7,
  9,
  13,
  17,
  25,
  33,
  49,
  65,
  97,
  129,
  193,
  257,
  385,
  513,
  769,
  1025,
  1537,
  2049,
  3073,
  4097,
  6145,
  8193,
  12_289,
  16_385,
  24_577,
);
const DISTANCE_EXTRA = Uint8Array.of(
  0,
  0,
  0,
  0,
  1,
  1,
  2,
  2,
  3,
  3,
  4,
  4,
  5,
  5,
  6,
  6,
  7,
  7,
  8,
  8,
  9,
  9,
  10,
  10,
  11,
  11,
  12,
  12,
  13,
  13,
);
const CODE_ORDER = Uint8Array.of(16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15);

/**
 * Unpacks one raw DEFLATE stream (RFC 1951) from `source[start]`, never past `limit` and never into more than
 * `maxBytes`. As strict as zlib, which npm and pip use: a stream that one reader takes and another refuses is
 * a place to hide in. Says where the stream ended, so that what follows can be judged.
 */
export function inflate(source: Uint8Array, start: number, limit: number, maxBytes: number, hint = 0): Inflated {
  let out = new Uint8Array(
    Math.max(0, Math.min(maxBytes, Math.max(hint, Math.min(4 * (limit - start), 65_536), 1024))),
  );
  let at = 0;
  let position = start;
  let hold = 0;
  let bits = 0;

  const end = (stopped: Inflated['stopped']): Inflated => ({
    bytes: out.subarray(0, at),
    end: Math.min(limit, position - (bits >> 3)),
    stopped,
  });
  /** Makes room for `more` bytes; false at the limit. */
  const grow = (more: number): boolean => {
    if (at + more > maxBytes) return false;
    const larger = new Uint8Array(Math.min(maxBytes, Math.max(out.length * 2, at + more)));
    larger.set(out.subarray(0, at));
    out = larger;
    return true;
  };
  /** At least 25 bits; past the end they are zeros, and `isPast` tells. */
  const refill = (): void => {
    while (bits <= 24) {
      if (position < limit) hold |= (source[position] as number) << bits;
      position += 1;
      bits += 8;
    }
  };
  const isPast = (): boolean => position - (bits >> 3) > limit;
  const take = (count: number): number => {
    refill();
    const value = hold & ((1 << count) - 1);
    hold >>>= count;
    bits -= count;
    return value;
  };
  /** The lengths of both codes of a dynamic block; undefined for ones that zlib refuses. */
  const readCodes = (): { literals: Huffman; distances: Huffman } | undefined => {
    const literalCount = take(5) + 257;
    const distanceCount = take(5) + 1;
    const codeCount = take(4) + 4;
    if (literalCount > 286 || distanceCount > 30) return undefined;
    const codeLengths = new Uint8Array(19);
    for (let index = 0; index < codeCount; index += 1) codeLengths[CODE_ORDER[index] as number] = take(3);
    const codes = buildHuffman(codeLengths, 'complete');
    if (codes === undefined) return undefined;
    const lengths = new Uint8Array(literalCount + distanceCount);
    for (let index = 0; index < lengths.length;) {
      refill();
      const entry = codes.primary[hold & PRIMARY_MASK] as number;
      if (entry === 0 || isPast()) return undefined;
      hold >>>= entry & 15;
      bits -= entry & 15;
      const symbol = entry >> 4;
      if (symbol < 16) {
        lengths[index] = symbol;
        index += 1;
        continue;
      }
      if (symbol === 16 && index === 0) return undefined;
      const value = symbol === 16 ? (lengths[index - 1] as number) : 0;
      const repeat = symbol === 16 ? 3 + take(2) : symbol === 17 ? 3 + take(3) : 11 + take(7);
      if (index + repeat > lengths.length) return undefined;
      lengths.fill(value, index, index + repeat);
      index += repeat;
    }
    if (lengths[256] === 0) return undefined;
    const literals = buildHuffman(lengths.subarray(0, literalCount), 'one-may-be-alone');
    const distances = buildHuffman(lengths.subarray(literalCount), 'one-may-be-alone');
    return literals === undefined || distances === undefined ? undefined : { literals, distances };
  };
  const inflateStored = (): Inflated['stopped'] => {
    hold >>>= bits & 7;
    bits -= bits & 7;
    const length = take(16);
    const inverse = take(16);
    if (isPast()) return 'truncated';
    if (length !== (inverse ^ 0xffff)) return 'broken';
    position -= bits >> 3;
    hold = 0;
    bits = 0;
    const whole = Math.min(length, limit - position);
    if (at + whole > out.length && !grow(whole)) return 'limit';
    out.set(source.subarray(position, position + whole), at);
    at += whole;
    position += whole;
    return whole < length ? 'truncated' : 'complete';
  };
  const inflateCoded = (literals: Huffman, distances: Huffman): Inflated['stopped'] => {
    const literalTable = literals.primary;
    const distanceTable = distances.primary;
    // Variables of its own: those around it are shared with other functions and lie in memory.
    let target = out;
    let to = at;
    let from = position;
    let held = hold;
    let count = bits;
    let stopped: Inflated['stopped'];
    for (;;) {
      while (count <= 24) {
        if (from < limit) held |= (source[from] as number) << count;
        from += 1;
        count += 8;
      }
      let entry = literalTable[held & PRIMARY_MASK] as number;
      if (entry === 0) entry = findLong(literals, held);
      if (from - ((count - (entry & 15)) >> 3) > limit) {
        stopped = 'truncated';
        break;
      }
      if (entry === 0) {
        stopped = 'broken';
        break;
      }
      held >>>= entry & 15;
      count -= entry & 15;
      const symbol = entry >> 4;
      if (symbol < 256) {
        if (to === target.length) {
          at = to;
          if (!grow(1)) {
            stopped = 'limit';
            break;
          }
          target = out;
        }
        target[to] = symbol;
        to += 1;
        continue;
      }
      if (symbol === 256) {
        stopped = 'complete';
        break;
      }
      if (symbol > 285) {
        stopped = 'broken';
        break;
      }
      const lengthExtra = LENGTH_EXTRA[symbol - 257] as number;
      let length = (LENGTH_BASE[symbol - 257] as number) + (held & ((1 << lengthExtra) - 1));
      held >>>= lengthExtra;
      count -= lengthExtra;
      while (count <= 24) {
        if (from < limit) held |= (source[from] as number) << count;
        from += 1;
        count += 8;
      }
      entry = distanceTable[held & PRIMARY_MASK] as number;
      if (entry === 0) entry = findLong(distances, held);
      if (from - ((count - (entry & 15)) >> 3) > limit) {
        stopped = 'truncated';
        break;
      }
      if (entry === 0 || entry >> 4 > 29) {
        stopped = 'broken';
        break;
      }
      held >>>= entry & 15;
      count -= entry & 15;
      while (count <= 24) {
        if (from < limit) held |= (source[from] as number) << count;
        from += 1;
        count += 8;
      }
      const distanceExtra = DISTANCE_EXTRA[entry >> 4] as number;
      const distance = (DISTANCE_BASE[entry >> 4] as number) + (held & ((1 << distanceExtra) - 1));
      held >>>= distanceExtra;
      count -= distanceExtra;
      if (from - (count >> 3) > limit) {
        stopped = 'truncated';
        break;
      }
      if (distance > to) {
        stopped = 'broken';
        break;
      }
      if (to + length > target.length) {
        at = to;
        if (!grow(length)) {
          stopped = 'limit';
          break;
        }
        target = out;
      }
      for (let back = to - distance; length > 0; length -= 1) {
        target[to] = target[back] as number;
        to += 1;
        back += 1;
      }
    }
    at = to;
    position = from;
    hold = held;
    bits = count;
    return stopped;
  };

  for (;;) {
    const isLast = take(1) === 1;
    const type = take(2);
    if (isPast()) return end('truncated');
    let stopped: Inflated['stopped'];
    if (type === 0) stopped = inflateStored();
    else if (type === 1) stopped = inflateCoded(FIXED_LITERALS, FIXED_DISTANCES);
    else if (type === 2) {
      const codes = readCodes();
      if (isPast()) return end('truncated');
      stopped = codes === undefined ? 'broken' : inflateCoded(codes.literals, codes.distances);
    } else stopped = 'broken';
    if (stopped !== 'complete') return end(stopped);
    if (isLast) return end('complete');
  }
}
