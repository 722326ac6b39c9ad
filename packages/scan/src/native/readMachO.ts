import { type ByteReader, createByteReader } from './byteReader.ts';
import { entropyOf } from './entropyOf.ts';
import { type ImageDraft, mayReadName, MOST_LIBRARIES, MOST_SECTIONS, MOST_SYMBOLS } from './image.ts';

const MACHINES: Readonly<Record<number, string>> = { 7: 'x86', 12: 'arm', 0x1000007: 'x86-64', 0x100000c: 'arm64' };
const SEGMENT = 1;
const SYMBOLS = 2;
const SEGMENT_64 = 0x19;
/** Load, weak, re-export, lazy and upward: all bring a library along. */
const LIBRARIES: ReadonlySet<number> = new Set([0xc, 0x80000018, 0x8000001f, 0x20, 0x80000023]);
const IS_CODE = 0x80000400;
/** More architectures in one file than there are; a Java class, which begins alike, says 45 and more. */
const MOST_SLICES = 20;

/** Whether bytes begin as a fat file does. */
export function isFat(bytes: Uint8Array): boolean {
  if (bytes.length < 8) return false;
  const reader = createByteReader(bytes, false);
  const magic = reader.u32(0);
  return (magic === 0xcafebabe || magic === 0xcafebabf) && reader.u32(4) > 0 && reader.u32(4) <= MOST_SLICES;
}

/** Reads a Mach-O file, or every slice of a fat one. */
export function readMachO(bytes: Uint8Array, image: ImageDraft): void {
  if (!isFat(bytes)) {
    readSlice(bytes, image);
    return;
  }
  const reader = createByteReader(bytes, false);
  const is64 = reader.u32(0) === 0xcafebabf;
  for (let index = 0; index < reader.u32(4); index += 1) {
    const at = 8 + index * (is64 ? 32 : 20);
    const offset = is64 ? reader.u64(at + 8) : reader.u32(at + 8);
    const size = is64 ? reader.u64(at + 16) : reader.u32(at + 12);
    readSlice(reader.slice(offset, size), image);
  }
}

function readSlice(slice: Uint8Array, image: ImageDraft): void {
  const magic = createByteReader(slice, true).u32(0);
  const isLittle = magic === 0xfeedface || magic === 0xfeedfacf;
  const bytes = createByteReader(slice, isLittle);
  const is64 = bytes.u32(0) === 0xfeedfacf;
  if (!is64 && bytes.u32(0) !== 0xfeedface) {
    image.unread.push('a slice is no Mach-O file');
    return;
  }
  image.architectures.push(MACHINES[bytes.u32(4)] ?? `machine ${bytes.u32(4)}`);
  const type = bytes.u32(12);
  image.kind = type === 2 ? 'program' : type === 1 ? 'object' : 'library';
  let at = is64 ? 32 : 28;
  for (let index = 0; index < Math.min(bytes.u32(16), 10 * MOST_SECTIONS); index += 1) {
    const command = bytes.u32(at);
    const size = bytes.u32(at + 4);
    if (size < 8) {
      image.unread.push('a load command has no length');
      return;
    }
    if (LIBRARIES.has(command) && image.libraries.length < MOST_LIBRARIES) {
      image.libraries.push(bytes.text(at + bytes.u32(at + 8)));
    } else if (command === SYMBOLS) readSymbols(bytes, at, is64, image);
    else if (command === SEGMENT || command === SEGMENT_64) readSections(bytes, at, command === SEGMENT_64, image);
    at += size;
  }
}

function readSymbols(bytes: ByteReader, command: number, is64: boolean, image: ImageDraft): void {
  const start = bytes.u32(command + 8);
  const count = Math.min(bytes.u32(command + 12), MOST_SYMBOLS);
  const strings = bytes.u32(command + 16);
  const step = is64 ? 16 : 12;
  for (let index = 0; index < count; index += 1) {
    if (!mayReadName(image)) return;
    const at = start + index * step;
    const kind = bytes.u8(at + 4);
    if ((kind & 0xe0) !== 0) continue;
    // C names have an underscore before them here and nowhere else.
    const name = bytes
      .text(strings + bytes.u32(at))
      .replace(/^_/, '')
      .replace(/\$[A-Z0-9$]+$/, '');
    const isOutside = (kind & 0x0e) === 0;
    if (name !== '') (isOutside ? image.imports : image.symbols).add(name);
  }
}

function readSections(bytes: ByteReader, command: number, is64: boolean, image: ImageDraft): void {
  const count = bytes.u32(command + (is64 ? 64 : 48));
  for (let index = 0; index < count && image.sections.length < MOST_SECTIONS; index += 1) {
    const at = command + (is64 ? 72 + index * 80 : 56 + index * 68);
    const size = is64 ? bytes.u64(at + 40) : bytes.u32(at + 36);
    const offset = bytes.u32(at + (is64 ? 48 : 40));
    const isCode = (bytes.u32(at + (is64 ? 64 : 56)) & IS_CODE) !== 0;
    if (offset === 0 || size === 0) continue;
    image.sections.push({
      name: bytes.text(at).slice(0, 16),
      size,
      isCode,
      entropy: entropyOf(bytes.slice(offset, size)),
    });
  }
}
