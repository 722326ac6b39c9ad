import { type ByteReader, OutOfBounds } from './byteReader.ts';
import { entropyOf } from './entropyOf.ts';
import { type ImageDraft, mayReadName, MOST_LIBRARIES, MOST_SECTIONS, MOST_SYMBOLS } from './image.ts';

const NAMES: readonly string[] = [
  'custom',
  'type',
  'import',
  'function',
  'table',
  'memory',
  'global',
  'export',
  'start',
  'element',
  'code',
  'data',
  'count',
  'tag',
];
const CUSTOM = 0;
const IMPORT = 2;
const EXPORT = 7;
const CODE = 10;

/** Reads a WebAssembly module: what it takes from whoever starts it, `module.name` (WebAssembly core specification, 5.5). */
export function readWasm(bytes: ByteReader, image: ImageDraft): void {
  image.architectures.push('wasm');
  let at = 8;
  while (at < bytes.length && image.sections.length < MOST_SECTIONS) {
    const id = bytes.u8(at);
    const size = readLeb(bytes, at + 1);
    const start = size.next;
    const content = bytes.slice(start, size.value);
    const name = id === CUSTOM ? `custom ${readName(bytes, start).value}` : (NAMES[id] ?? `section ${id}`);
    image.sections.push({ name, size: size.value, isCode: id === CODE, entropy: entropyOf(content) });
    if (id === IMPORT) readImports(bytes, start, image);
    if (id === EXPORT) readExports(bytes, start, image);
    at = start + size.value;
  }
}

function readImports(bytes: ByteReader, start: number, image: ImageDraft): void {
  const count = readLeb(bytes, start);
  const modules = new Set<string>();
  let at = count.next;
  for (let index = 0; index < Math.min(count.value, MOST_SYMBOLS); index += 1) {
    if (!mayReadName(image)) return;
    const module = readName(bytes, at);
    const name = readName(bytes, module.next);
    if (modules.size < MOST_LIBRARIES) modules.add(module.value);
    image.imports.add(`${module.value}.${name.value}`);
    at = afterDescription(bytes, name.next);
  }
  image.libraries.push(...modules);
}

function readExports(bytes: ByteReader, start: number, image: ImageDraft): void {
  const count = readLeb(bytes, start);
  let at = count.next;
  for (let index = 0; index < Math.min(count.value, MOST_SYMBOLS); index += 1) {
    if (!mayReadName(image)) return;
    const name = readName(bytes, at);
    image.symbols.add(name.value);
    at = readLeb(bytes, name.next + 1).next;
  }
}

/** Behind the kind of an import and what describes it. */
function afterDescription(bytes: ByteReader, at: number): number {
  switch (bytes.u8(at)) {
    case 0:
      return readLeb(bytes, at + 1).next;
    case 1:
      return afterLimits(bytes, at + 2);
    case 2:
      return afterLimits(bytes, at + 1);
    case 3:
      return at + 3;
    case 4:
      return readLeb(bytes, at + 2).next;
    default:
      throw new OutOfBounds('an import of an unknown kind');
  }
}

function afterLimits(bytes: ByteReader, at: number): number {
  const hasMost = (bytes.u8(at) & 1) !== 0;
  const least = readLeb(bytes, at + 1);
  return hasMost ? readLeb(bytes, least.next).next : least.next;
}

function readName(bytes: ByteReader, at: number): { value: string; next: number } {
  const length = readLeb(bytes, at);
  const raw = bytes.slice(length.next, length.value);
  const value = new TextDecoder().decode(raw.subarray(0, 512)).replace(/[^\x20-\x7E]/g, '?');
  return { value, next: length.next + length.value };
}

/** An unsigned number in LEB128, at most 32 bits. */
function readLeb(bytes: ByteReader, at: number): { value: number; next: number } {
  let value = 0;
  for (let index = 0; index < 5; index += 1) {
    const byte = bytes.u8(at + index);
    value += (byte & 0x7f) * 2 ** (7 * index);
    if (byte < 0x80) return { value, next: at + index + 1 };
  }
  throw new OutOfBounds('a number that does not end');
}
