import type { ByteReader } from './byteReader.ts';
import { entropyOf } from './entropyOf.ts';
import { type ImageDraft, mayReadName, MOST_LIBRARIES, MOST_SECTIONS } from './image.ts';

const MACHINES: Readonly<Record<number, string>> = { 0x14c: 'x86', 0x1c4: 'arm', 0x8664: 'x86-64', 0xaa64: 'arm64' };
const IS_LIBRARY = 0x2000;
const IS_CODE = 0x20000020;
const IMPORTS = 1;
const DELAYED_IMPORTS = 13;

interface Section {
  readonly address: number;
  readonly virtualSize: number;
  readonly offset: number;
  readonly size: number;
}

/** Reads a PE file: what Windows loads with it, by name, and the entropy of its sections. */
export function readPe(bytes: ByteReader, image: ImageDraft): void {
  const header = bytes.u32(0x3c);
  const machine = bytes.u16(header + 4);
  image.architectures.push(MACHINES[machine] ?? `machine ${machine}`);
  image.kind = (bytes.u16(header + 22) & IS_LIBRARY) !== 0 ? 'library' : 'program';
  const optional = header + 24;
  const is64 = bytes.u16(optional) === 0x20b;
  const sections = readSections(bytes, optional + bytes.u16(header + 20), bytes.u16(header + 6), image);
  const directories = bytes.u32(optional + (is64 ? 108 : 92));
  const placed = (address: number): number => {
    const section = sections.find(
      (one) => address >= one.address && address < one.address + Math.max(one.virtualSize, one.size),
    );
    return section === undefined ? address : address - section.address + section.offset;
  };
  const directory = (index: number): number =>
    index < directories ? bytes.u32(optional + (is64 ? 112 : 96) + index * 8) : 0;

  const imports = directory(IMPORTS);
  if (imports !== 0) {
    for (let at = placed(imports), count = 0; count < MOST_LIBRARIES; at += 20, count += 1) {
      const nameAt = bytes.u32(at + 12);
      if (nameAt === 0) break;
      const library = bytes.text(placed(nameAt));
      image.libraries.push(library);
      const thunks = bytes.u32(at) === 0 ? bytes.u32(at + 16) : bytes.u32(at);
      readThunks(bytes, placed(thunks), is64, placed, library, image);
    }
  }
  const delayed = directory(DELAYED_IMPORTS);
  if (delayed === 0) return;
  for (let at = placed(delayed), count = 0; count < MOST_LIBRARIES; at += 32, count += 1) {
    const nameAt = bytes.u32(at + 4);
    if (nameAt === 0) break;
    const library = bytes.text(placed(nameAt));
    image.libraries.push(library);
    readThunks(bytes, placed(bytes.u32(at + 16)), is64, placed, library, image);
  }
}

function readSections(bytes: ByteReader, start: number, count: number, image: ImageDraft): Section[] {
  const sections: Section[] = [];
  for (let index = 0; index < Math.min(count, MOST_SECTIONS); index += 1) {
    const at = start + index * 40;
    const size = bytes.u32(at + 16);
    const offset = bytes.u32(at + 20);
    sections.push({ address: bytes.u32(at + 12), virtualSize: bytes.u32(at + 8), offset, size });
    const isCode = (bytes.u32(at + 36) & IS_CODE) !== 0;
    const within = Math.max(0, Math.min(size, bytes.length - offset));
    image.sections.push({
      name: bytes.text(at).slice(0, 8),
      size,
      isCode,
      entropy: within === 0 ? 0 : entropyOf(bytes.slice(offset, within)),
    });
  }
  return sections;
}

function readThunks(
  bytes: ByteReader,
  start: number,
  is64: boolean,
  placed: (address: number) => number,
  library: string,
  image: ImageDraft,
): void {
  const step = is64 ? 8 : 4;
  for (let at = start; mayReadName(image); at += step) {
    const low = bytes.u32(at);
    const high = is64 ? bytes.u32(at + 4) : low;
    if (low === 0 && (!is64 || high === 0)) return;
    // The highest bit says that the function has a number and no name.
    if (high >= 0x80000000) image.imports.add(`${library}#${low & 0xffff}`);
    else image.imports.add(bytes.text(placed(low) + 2));
  }
}
