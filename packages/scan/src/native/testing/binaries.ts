/** What a test wants in a binary; each format has the same. */
export interface BinaryContent {
  readonly imports?: readonly string[];
  readonly library?: string;
  /** Stands as its code. */
  readonly code?: Uint8Array;
  /** Stands behind it. */
  readonly text?: string;
}

/** Puts numbers and bytes at places of a growing buffer. */
function layout(size: number) {
  const bytes = Buffer.alloc(size);
  return {
    bytes,
    u8: (at: number, value: number): void => void bytes.writeUInt8(value, at),
    u16: (at: number, value: number): void => void bytes.writeUInt16LE(value, at),
    u32: (at: number, value: number): void => void bytes.writeUInt32LE(value, at),
    u64: (at: number, value: number): void => void bytes.writeBigUInt64LE(BigInt(value), at),
    put: (at: number, content: Uint8Array | string): void => void Buffer.from(content).copy(bytes, at),
  };
}

/** Texts with a NUL behind each, and where each begins. */
function strings(texts: readonly string[]): { readonly bytes: Buffer; readonly at: (text: string) => number } {
  const places = new Map<string, number>();
  let bytes = Buffer.from('\0');
  for (const text of texts) {
    places.set(text, bytes.length);
    bytes = Buffer.concat([bytes, Buffer.from(`${text}\0`)]);
  }
  return { bytes, at: (text) => places.get(text) ?? 0 };
}

/** A shared library for Linux on x86-64, without section headers, as a stripped one. */
export function elfOf({
  imports = [],
  library = 'libc.so.6',
  code = new Uint8Array(64),
  text = '',
}: BinaryContent): Uint8Array {
  const names = strings([library, ...imports]);
  const symbols = 232;
  const hash = symbols + 24 * (imports.length + 1);
  const dynamic = hash + 16;
  const strtab = dynamic + 16 * 5;
  const codeAt = strtab + names.bytes.length;
  const file = layout(codeAt + code.length + text.length);
  file.put(0, Buffer.from('7f454c46020101', 'hex'));
  file.u16(16, 3);
  file.u16(18, 62);
  file.u64(32, 64);
  file.u16(54, 56);
  file.u16(56, 3);
  const segment = (index: number, type: number, flags: number, offset: number, size: number): void => {
    const at = 64 + index * 56;
    file.u32(at, type);
    file.u32(at + 4, flags);
    file.u64(at + 8, offset);
    file.u64(at + 16, 0x1000 + offset);
    file.u64(at + 32, size);
  };
  segment(0, 1, 4, 0, codeAt);
  segment(1, 1, 5, codeAt, code.length);
  segment(2, 2, 4, dynamic, 16 * 5);
  for (const [index, name] of imports.entries()) file.u32(symbols + 24 * (index + 1), names.at(name));
  file.u32(hash + 4, imports.length + 1);
  const tags = [
    [1, names.at(library)],
    [4, 0x1000 + hash],
    [5, 0x1000 + strtab],
    [6, 0x1000 + symbols],
    [0, 0],
  ] as const;
  for (const [index, [tag, value]] of tags.entries()) {
    file.u64(dynamic + 16 * index, tag);
    file.u64(dynamic + 16 * index + 8, value);
  }
  file.put(strtab, names.bytes);
  file.put(codeAt, code);
  file.put(codeAt + code.length, text);
  return new Uint8Array(file.bytes);
}

/** A program for Windows on x86-64. */
export function peOf({
  imports = [],
  library = 'KERNEL32.dll',
  code = new Uint8Array(64),
  text = '',
}: BinaryContent): Uint8Array {
  const start = 512;
  const thunks = start + 40;
  const names = thunks + 8 * (imports.length + 1);
  const entries = imports.map((name) => Buffer.from(`\0\0${name}\0`));
  const libraryAt = names + entries.reduce((sum, entry) => sum + entry.length, 0);
  const codeAt = libraryAt + library.length + 1;
  const file = layout(codeAt + code.length + text.length);
  file.put(0, 'MZ');
  file.u32(0x3c, 64);
  file.put(64, 'PE\0\0');
  file.u16(68, 0x8664);
  file.u16(70, 2);
  file.u16(84, 112 + 16 * 8);
  file.u16(86, 2);
  file.u16(88, 0x20b);
  file.u32(88 + 108, 16);
  file.u32(88 + 112 + 8, 0x1000);
  const section = (index: number, name: string, address: number, offset: number, size: number, flags: number): void => {
    const at = 88 + 112 + 16 * 8 + index * 40;
    file.put(at, name);
    file.u32(at + 8, size);
    file.u32(at + 12, address);
    file.u32(at + 16, size);
    file.u32(at + 20, offset);
    file.u32(at + 36, flags);
  };
  const placed = (offset: number): number => 0x1000 + offset - start;
  section(0, '.idata', 0x1000, start, codeAt - start, 0x40000040);
  section(1, '.text', 0x100000, codeAt, code.length, 0x60000020);
  file.u32(start, placed(thunks));
  file.u32(start + 12, placed(libraryAt));
  file.u32(start + 16, placed(thunks));
  let at = names;
  for (const [index, entry] of entries.entries()) {
    file.u64(thunks + 8 * index, placed(at));
    file.put(at, entry);
    at += entry.length;
  }
  file.put(libraryAt, `${library}\0`);
  file.put(codeAt, code);
  file.put(codeAt + code.length, text);
  return new Uint8Array(file.bytes);
}

/** A library for macOS on arm64. */
export function machOOf({
  imports = [],
  library = '/usr/lib/libSystem.B.dylib',
  code = new Uint8Array(64),
  text = '',
}: BinaryContent): Uint8Array {
  const names = strings(imports.map((name) => `_${name}`));
  const dylib = 32 + 152;
  const dylibSize = 24 + Math.ceil((library.length + 1) / 8) * 8;
  const symtab = dylib + dylibSize;
  const symbols = symtab + 24;
  const strtab = symbols + 16 * imports.length;
  const codeAt = strtab + names.bytes.length;
  const file = layout(codeAt + code.length + text.length);
  for (const [index, value] of [0xfeedfacf, 0x100000c, 0, 6, 3, symbols - 32].entries()) file.u32(4 * index, value);
  file.u32(32, 0x19);
  file.u32(36, 152);
  file.u32(32 + 64, 1);
  file.put(32 + 72, '__text');
  file.u64(32 + 72 + 40, code.length);
  file.u32(32 + 72 + 48, codeAt);
  file.u32(32 + 72 + 64, 0x80000400);
  file.u32(dylib, 0xc);
  file.u32(dylib + 4, dylibSize);
  file.u32(dylib + 8, 24);
  file.put(dylib + 24, library);
  for (const [index, value] of [2, 24, symbols, imports.length, strtab, names.bytes.length].entries())
    file.u32(symtab + 4 * index, value);
  for (const [index, name] of imports.entries()) {
    file.u32(symbols + 16 * index, names.at(`_${name}`));
    file.u8(symbols + 16 * index + 4, 1);
  }
  file.put(strtab, names.bytes);
  file.put(codeAt, code);
  file.put(codeAt + code.length, text);
  return new Uint8Array(file.bytes);
}

/** A fat file of Mach-O slices. */
export function fatOf(...slices: readonly Uint8Array[]): Uint8Array {
  const header = Buffer.alloc(8 + 20 * slices.length);
  header.writeUInt32BE(0xcafebabe, 0);
  header.writeUInt32BE(slices.length, 4);
  let at = header.length;
  for (const [index, slice] of slices.entries()) {
    header.writeUInt32BE(0x100000c, 8 + 20 * index);
    header.writeUInt32BE(at, 16 + 20 * index);
    header.writeUInt32BE(slice.length, 20 + 20 * index);
    at += slice.length;
  }
  return new Uint8Array(Buffer.concat([header, ...slices]));
}

/** A WebAssembly module that imports functions, `module.name` each. */
export function wasmOf({ imports = [], code = new Uint8Array(8), text = '' }: BinaryContent): Uint8Array {
  const sized = (content: Uint8Array): Buffer => Buffer.concat([leb(content.length), content]);
  const entries = imports.map((name) => {
    const dot = name.indexOf('.');
    return Buffer.concat([
      sized(Buffer.from(name.slice(0, dot))),
      sized(Buffer.from(name.slice(dot + 1))),
      Buffer.from([0, 0]),
    ]);
  });
  return new Uint8Array(
    Buffer.concat([
      Buffer.from('0061736d01000000', 'hex'),
      Buffer.from([2]),
      sized(Buffer.concat([leb(imports.length), ...entries])),
      Buffer.from([10]),
      sized(code),
      Buffer.from([11]),
      sized(Buffer.from(text)),
    ]),
  );
}

function leb(value: number): Buffer {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    bytes.push(rest >= 128 ? (rest % 128) + 128 : rest);
    if (rest < 128) return Buffer.from(bytes);
  }
}
