import type { ByteReader } from './byteReader.ts';
import { entropyOf } from './entropyOf.ts';
import { type ImageDraft, mayReadName, MOST_LIBRARIES, MOST_SECTIONS, MOST_SYMBOLS } from './image.ts';

const MACHINES: Readonly<Record<number, string>> = {
  3: 'x86',
  8: 'mips',
  20: 'ppc',
  21: 'ppc64',
  22: 's390x',
  40: 'arm',
  62: 'x86-64',
  183: 'arm64',
  243: 'riscv',
  258: 'loongarch',
};
const LOAD = 1;
const DYNAMIC = 2;
const INTERPRETER = 3;
const EXECUTABLE = 1;
const CODE_SECTION = 4;
const SYMBOL_TABLE = 2;
const NO_BITS = 8;
/** Tags of the dynamic section (System V ABI). */
const NEEDED = 1;
const HASH = 4;
const STRINGS = 5;
const SYMBOLS = 6;
const GNU_HASH = 0x6ffffef5;

interface Segment {
  readonly type: number;
  readonly flags: number;
  readonly offset: number;
  readonly address: number;
  readonly size: number;
}

/**
 * Reads an ELF file by its program headers, as the loader does: section headers may be cut off or lie, and
 * are taken only for the names of what they cover.
 */
export function readElf(bytes: ByteReader, is64: boolean, image: ImageDraft): void {
  const word = (at: number): number => (is64 ? bytes.u64(at) : bytes.u32(at));
  const type = bytes.u16(16);
  image.architectures.push(MACHINES[bytes.u16(18)] ?? `machine ${bytes.u16(18)}`);
  const segments = readSegments(bytes, is64, word);
  const isProgram = segments.some((segment) => segment.type === INTERPRETER);
  image.kind = type === 1 ? 'object' : type === 2 || isProgram ? 'program' : 'library';
  for (const segment of segments.filter(({ type: kind, flags }) => kind === LOAD && (flags & EXECUTABLE) !== 0)) {
    image.sections.push({
      name: 'code',
      size: segment.size,
      isCode: true,
      entropy: entropyOf(
        bytes.slice(segment.offset, Math.min(segment.size, Math.max(0, bytes.length - segment.offset))),
      ),
    });
  }
  const dynamic = segments.find((segment) => segment.type === DYNAMIC);
  if (dynamic !== undefined) readDynamic(bytes, is64, word, dynamic, segments, image);
  readSectionHeaders(bytes, is64, word, image);
}

function readSegments(bytes: ByteReader, is64: boolean, word: (at: number) => number): Segment[] {
  const start = word(is64 ? 32 : 28);
  const size = bytes.u16(is64 ? 54 : 42);
  const count = Math.min(bytes.u16(is64 ? 56 : 44), MOST_SECTIONS);
  return Array.from({ length: count }, (_, index) => {
    const at = start + index * size;
    return is64
      ? {
          type: bytes.u32(at),
          flags: bytes.u32(at + 4),
          offset: word(at + 8),
          address: word(at + 16),
          size: word(at + 32),
        }
      : {
          type: bytes.u32(at),
          flags: bytes.u32(at + 24),
          offset: word(at + 4),
          address: word(at + 8),
          size: word(at + 16),
        };
  });
}

function readDynamic(
  bytes: ByteReader,
  is64: boolean,
  word: (at: number) => number,
  dynamic: Segment,
  segments: readonly Segment[],
  image: ImageDraft,
): void {
  const step = is64 ? 16 : 8;
  const tags = new Map<number, number>();
  const needed: number[] = [];
  for (let at = dynamic.offset; at + step <= Math.min(bytes.length, dynamic.offset + dynamic.size); at += step) {
    const tag = word(at);
    const value = word(at + step / 2);
    if (tag === 0 || needed.length > MOST_LIBRARIES) break;
    if (tag === NEEDED) needed.push(value);
    else if (!tags.has(tag)) tags.set(tag, value);
  }
  const placed = (tag: number): number | undefined => {
    const address = tags.get(tag);
    const segment = segments.find((one) => {
      return one.type === LOAD && address !== undefined && address >= one.address && address < one.address + one.size;
    });
    return segment === undefined || address === undefined ? undefined : address - segment.address + segment.offset;
  };
  const strings = placed(STRINGS);
  if (strings === undefined) return;
  for (const name of needed) image.libraries.push(bytes.text(strings + name));
  const symbols = placed(SYMBOLS);
  if (symbols === undefined) return;
  const size = is64 ? 24 : 16;
  const count = symbolCount(bytes, is64, placed(HASH), placed(GNU_HASH));
  for (let index = 1; index < Math.min(count, MOST_SYMBOLS); index += 1) {
    if (!mayReadName(image)) return;
    const at = symbols + index * size;
    const isOutside = bytes.u16(at + (is64 ? 6 : 14)) === 0;
    const name = bytes.text(strings + bytes.u32(at));
    if (name !== '') (isOutside ? image.imports : image.symbols).add(name);
  }
}

/** How many dynamic symbols there are: the format says so only by its hash tables. */
function symbolCount(bytes: ByteReader, is64: boolean, hash: number | undefined, gnu: number | undefined): number {
  if (hash !== undefined) return bytes.u32(hash + 4);
  if (gnu === undefined) return 0;
  const buckets = bytes.u32(gnu);
  const first = bytes.u32(gnu + 4);
  const bucketsAt = gnu + 16 + bytes.u32(gnu + 8) * (is64 ? 8 : 4);
  let last = 0;
  for (let index = 0; index < Math.min(buckets, MOST_SYMBOLS); index += 1) {
    last = Math.max(last, bytes.u32(bucketsAt + index * 4));
  }
  if (last < first) return first;
  const chains = bucketsAt + buckets * 4;
  while (last < MOST_SYMBOLS && (bytes.u32(chains + (last - first) * 4) & 1) === 0) last += 1;
  return last + 1;
}

/** Names of sections, and of functions where the file still has them. */
function readSectionHeaders(bytes: ByteReader, is64: boolean, word: (at: number) => number, image: ImageDraft): void {
  const start = word(is64 ? 40 : 32);
  const step = bytes.u16(is64 ? 58 : 46);
  const count = Math.min(bytes.u16(is64 ? 60 : 48), MOST_SECTIONS);
  if (start === 0 || count === 0) return;
  const header = (index: number) => {
    const at = start + index * step;
    return {
      name: bytes.u32(at),
      type: bytes.u32(at + 4),
      flags: word(at + 8),
      offset: word(at + (is64 ? 24 : 16)),
      size: word(at + (is64 ? 32 : 20)),
      link: bytes.u32(at + (is64 ? 40 : 24)),
    };
  };
  const names = header(bytes.u16(is64 ? 62 : 50)).offset;
  for (let index = 1; index < count; index += 1) {
    const section = header(index);
    if (section.type === NO_BITS || section.size === 0) continue;
    const isCode = (section.flags & CODE_SECTION) !== 0;
    // The code as a whole is already there; here only what has a name of its own counts.
    image.sections.push({
      name: bytes.text(names + section.name),
      size: section.size,
      isCode,
      entropy: entropyOf(bytes.slice(section.offset, section.size)),
    });
    if (section.type !== SYMBOL_TABLE) continue;
    const strings = header(section.link).offset;
    const size = is64 ? 24 : 16;
    for (let symbol = 1; symbol < Math.min(section.size / size, MOST_SYMBOLS); symbol += 1) {
      if (!mayReadName(image)) return;
      const at = section.offset + symbol * size;
      const isFunction = (bytes.u8(at + (is64 ? 4 : 12)) & 15) === 2;
      const isOutside = bytes.u16(at + (is64 ? 6 : 14)) === 0;
      const name = bytes.text(strings + bytes.u32(at));
      if (name !== '' && isOutside) image.imports.add(name);
      else if (name !== '' && isFunction) image.symbols.add(name);
    }
  }
}
