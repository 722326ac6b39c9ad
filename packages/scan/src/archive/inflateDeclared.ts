import { inflateRawSync } from 'node:zlib';
import { type Inflated, inflate } from './inflate.ts';

/** What comes from zlib in one piece costs more than it saves where the piece is smaller. */
const FEWEST_BYTES = 1024;
/** What an archive says is not yet true: no more is made ready for it at once. */
const MOST_AT_ONCE = 1 << 20;

/**
 * Unpacks a DEFLATE stream like `inflate`, of which the archive says how many bytes come out. Where zlib, by which npm and
 * pip read it, gives just so many, they are taken from it: it is several times faster. In every other case the stream is
 * read by `inflate`, which says what is wrong with it and how much came out before.
 */
export function inflateDeclared(
  source: Uint8Array,
  start: number,
  end: number,
  maxBytes: number,
  declared: number,
): Inflated {
  if (declared >= FEWEST_BYTES && declared <= maxBytes) {
    const whole = byZlib(source.subarray(start, end), declared);
    if (whole !== undefined) return { bytes: whole.bytes, end: start + whole.read, stopped: 'complete' };
  }
  return inflate(source, start, end, maxBytes, Math.min(declared, maxBytes));
}

/** Undefined where it throws, or gives another number of bytes; never more than `declared` are made. */
function byZlib(
  packed: Uint8Array,
  declared: number,
): { readonly bytes: Uint8Array; readonly read: number } | undefined {
  try {
    // With `info` it tells how far it read, which its types do not say.
    const { buffer, engine } = inflateRawSync(packed, {
      chunkSize: Math.min(declared, MOST_AT_ONCE),
      maxOutputLength: declared,
      info: true,
    }) as unknown as {
      readonly buffer: Uint8Array;
      readonly engine: { readonly bytesWritten: number };
    };
    if (buffer.length !== declared) return undefined;
    return { bytes: new Uint8Array(buffer.buffer, buffer.byteOffset, declared), read: engine.bytesWritten };
  } catch {
    return undefined;
  }
}
