/** A read beyond the end: the file says something of itself that is not so. Caught where the file is read. */
export class OutOfBounds extends Error {}

/** Reads numbers and texts of a hostile file. Every access is checked. */
export interface ByteReader {
  readonly length: number;
  u8(at: number): number;
  u16(at: number): number;
  u32(at: number): number;
  /** As a number: what is beyond 2^53 is beyond every file. */
  u64(at: number): number;
  /** Up to the first NUL, at most 512 bytes; bytes that are no ASCII are shown as `?`. */
  text(at: number): string;
  slice(at: number, length: number): Uint8Array;
  /** The same bytes from `at` on. */
  from(at: number): ByteReader;
}

const LONGEST_TEXT = 512;
const latin1 = new TextDecoder('latin1');
const UNPRINTABLE = /[^\x20-\x7E]/;
const EVERY_UNPRINTABLE = /[^\x20-\x7E]/g;

export function createByteReader(bytes: Uint8Array, isLittleEndian: boolean): ByteReader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const check = (at: number, length: number): void => {
    if (!(at >= 0 && length >= 0 && at + length <= bytes.length)) {
      throw new OutOfBounds(`${length} bytes at ${at} of ${bytes.length}`);
    }
  };
  return {
    length: bytes.length,
    u8(at) {
      check(at, 1);
      return view.getUint8(at);
    },
    u16(at) {
      check(at, 2);
      return view.getUint16(at, isLittleEndian);
    },
    u32(at) {
      check(at, 4);
      return view.getUint32(at, isLittleEndian);
    },
    u64(at) {
      check(at, 8);
      return Number(view.getBigUint64(at, isLittleEndian));
    },
    text(at) {
      check(at, 1);
      const within = bytes.subarray(at, at + LONGEST_TEXT);
      const end = within.indexOf(0);
      const text = latin1.decode(end === -1 ? within : within.subarray(0, end));
      return UNPRINTABLE.test(text) ? text.replaceAll(EVERY_UNPRINTABLE, '?') : text;
    },
    slice(at, length) {
      check(at, length);
      return bytes.subarray(at, at + length);
    },
    from(at) {
      check(at, 0);
      return createByteReader(bytes.subarray(at), isLittleEndian);
    },
  };
}
