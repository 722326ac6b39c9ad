import type { PackageFile } from '../artifact.ts';
import { createByteReader, OutOfBounds } from './byteReader.ts';
import { compiledModules } from './compiledModules.ts';
import { draftImage, type ImageDraft } from './image.ts';
import { nativeCapabilities } from './nativeCapabilities.ts';
import type { NativeFacts, NativeFormat } from './nativeFacts.ts';
import { nativeStrings, STRINGS_WITHIN } from './nativeStrings.ts';
import { readElf } from './readElf.ts';
import { isFat, readMachO } from './readMachO.ts';
import { readPe } from './readPe.ts';
import { readWasm } from './readWasm.ts';

/** Code above this is no code that a processor runs as it stands. */
const PACKED = 7.3;
/** Small pieces of code may look like anything. */
const LEAST_PACKED = 4096;

/**
 * What a binary is and can do: ELF, PE, Mach-O and WebAssembly, read without running it. Undefined for other
 * files. A file that lies about itself gives what could be read, and says what could not.
 */
export function readNative({ bytes }: Pick<PackageFile, 'bytes'>): NativeFacts | undefined {
  const format = formatOf(bytes);
  if (format === undefined) return undefined;
  const image = draftImage();
  try {
    readFormat(format, bytes, image);
  } catch (error) {
    if (!(error instanceof OutOfBounds)) throw error;
    image.unread.push(`it points outside of itself: ${error.message}`);
  }
  if (bytes.length > STRINGS_WITHIN) image.unread.push(`texts beyond ${STRINGS_WITHIN} bytes`);
  const imports = [...image.imports].sort();
  const libraries = [...new Set(image.libraries)].sort();
  const { language, modules } = compiledModules(bytes);
  return {
    format,
    kind: image.kind,
    architectures: image.architectures,
    libraries,
    imports,
    sections: image.sections,
    isPacked: isPacked(image, bytes),
    strings: nativeStrings(bytes, format === 'pe'),
    ...(language === undefined ? {} : { language }),
    modules,
    capabilities: nativeCapabilities({ imports, symbols: image.symbols, libraries, modules }),
    unread: image.unread,
  };
}

/** The format by the first bytes, as a loader decides it. */
export function formatOf(bytes: Uint8Array): NativeFormat | undefined {
  const [a, b, c, d] = bytes;
  if (a === 0x7f && b === 0x45 && c === 0x4c && d === 0x46 && bytes.length >= 52) return 'elf';
  if (a === 0 && b === 0x61 && c === 0x73 && d === 0x6d && bytes.length >= 8) return 'wasm';
  if (isFat(bytes)) return 'mach-o';
  if (bytes.length < 64) return undefined;
  const magic = new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0, true);
  if ([0xfeedface, 0xfeedfacf, 0xcefaedfe, 0xcffaedfe].includes(magic)) return 'mach-o';
  if (a !== 0x4d || b !== 0x5a) return undefined;
  const header = new DataView(bytes.buffer, bytes.byteOffset, 64).getUint32(0x3c, true);
  const isPe =
    bytes[header] === 0x50 && bytes[header + 1] === 0x45 && bytes[header + 2] === 0 && bytes[header + 3] === 0;
  return isPe ? 'pe' : undefined;
}

function readFormat(format: NativeFormat, bytes: Uint8Array, image: ImageDraft): void {
  switch (format) {
    case 'elf':
      return readElf(createByteReader(bytes, bytes[5] !== 2), bytes[4] === 2, image);
    case 'pe':
      return readPe(createByteReader(bytes, true), image);
    case 'mach-o':
      return readMachO(bytes, image);
    case 'wasm':
      return readWasm(createByteReader(bytes, true), image);
  }
}

function isPacked({ sections }: ImageDraft, bytes: Uint8Array): boolean {
  if (sections.some(({ isCode, size, entropy }) => isCode && size >= LEAST_PACKED && entropy > PACKED)) return true;
  // The packer that most use leaves its name at both ends of what it packed.
  return Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 4096)).includes('UPX!');
}
