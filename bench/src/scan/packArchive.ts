import { hash } from 'node:crypto';
import { crc32, deflateRawSync, gzipSync } from 'node:zlib';
import type { PackageFiles } from '@portcullis/drills/packages';

/** A package as a registry would serve it. */
export interface Packed {
  /** The archive's file name, by which its kind is known. */
  readonly file: string;
  readonly bytes: Uint8Array;
}

/** What is packed. */
export interface Unpacked {
  readonly ecosystem: 'npm' | 'pypi';
  readonly name: string;
  readonly version: string;
  readonly files: PackageFiles;
}

/**
 * Packs files as the ecosystem's own tools would: an npm tarball; a wheel of what is installed, with its metadata; or,
 * where something must be compiled first, a source distribution. Paths must be shorter than 100 characters.
 */
export function packArchive({ ecosystem, name, version, files }: Unpacked): Packed {
  if (ecosystem === 'npm')
    return { file: `${name.replace('@', '').replace('/', '-')}-${version}.tgz`, bytes: tarball('package', files) };
  const stem = `${name.replaceAll('-', '_')}-${version}`;
  const metadata = metadataOf(name, version, files.get('pyproject.toml') ?? '');
  if (files.has('Cargo.toml'))
    return { file: `${stem}.tar.gz`, bytes: tarball(stem, new Map([...files, ['PKG-INFO', metadata]])) };
  const installed = new Map([...files].filter(([path]) => path.endsWith('.py') && !path.startsWith('tests/')));
  installed.set(`${stem}.dist-info/METADATA`, metadata);
  installed.set(
    `${stem}.dist-info/WHEEL`,
    'Wheel-Version: 1.0\nGenerator: bench\nRoot-Is-Purelib: true\nTag: py3-none-any\n',
  );
  const record = `${stem}.dist-info/RECORD`;
  installed.set(record, `${[...installed].map(recordLine).join('')}${record},,\n`);
  return { file: `${stem}-py3-none-any.whl`, bytes: zip(installed) };
}

function recordLine([path, text]: readonly [string, string]): string {
  return `${path},sha256=${hash('sha256', text, 'base64url')},${Buffer.byteLength(text)}\n`;
}

/** The metadata that a build would write, with the project's dependencies. */
function metadataOf(name: string, version: string, project: string): string {
  const dependencies = /^dependencies\s*=\s*\[([^\]]*)\]/m.exec(project)?.[1] ?? '';
  const required = [...dependencies.matchAll(/"([^"]+)"/g)].map(([, text]) => `Requires-Dist: ${text}\n`);
  return `Metadata-Version: 2.1\nName: ${name}\nVersion: ${version}\n${required.join('')}`;
}

const BLOCK = 512;

function tarball(top: string, files: PackageFiles): Uint8Array {
  const parts: Buffer[] = [];
  for (const [path, text] of files) {
    const body = Buffer.from(text);
    parts.push(tarHeader(`${top}/${path}`, body.length), body, Buffer.alloc((BLOCK - (body.length % BLOCK)) % BLOCK));
  }
  return gzipSync(Buffer.concat([...parts, Buffer.alloc(2 * BLOCK)]));
}

/** One ustar header of a plain file. */
function tarHeader(path: string, size: number): Buffer {
  if (path.length > 99) throw new RangeError(`${path} is too long for a plain tar header: 99 characters at most`);
  const header = Buffer.alloc(BLOCK);
  const octal = (value: number, width: number): string => `${value.toString(8).padStart(width - 1, '0')}\0`;
  header.write(path, 0);
  header.write(octal(0o644, 8) + octal(0, 8) + octal(0, 8) + octal(size, 12) + octal(0, 12), 100);
  header.write('        0', 148);
  header.write('ustar\x0000', 257);
  header.write(
    `${octal(
      header.reduce((sum, byte) => sum + byte, 0),
      7,
    )} `,
    148,
  );
  return header;
}

function zip(files: PackageFiles): Uint8Array {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const [path, text] of files) {
    const body = Buffer.from(text);
    const packed = deflateRawSync(body);
    const name = Buffer.from(path);
    // What both headers say: version, flags (UTF-8), deflate, a date of 1980, checksum, sizes, length of the name.
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(0x0800, 2);
    common.writeUInt16LE(8, 4);
    common.writeUInt16LE(0x21, 8);
    common.writeUInt32LE(crc32(body), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(body.length, 18);
    common.writeUInt16LE(name.length, 22);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE((0o100644 << 16) >>> 0, 6);
    rest.writeUInt32LE(offset, 10);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, name, packed]);
    locals.push(local);
    central.push(Buffer.from('PK\x01\x02\x14\x03', 'latin1'), common, rest, name);
    offset += local.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(files.size, 8);
  end.writeUInt16LE(files.size, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}
