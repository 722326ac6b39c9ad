import { gzipSync } from 'node:zlib';

/** One entry as a test wants it; whatever is left out is what an honest packer writes. */
export interface TarPart {
  readonly name?: string;
  readonly body?: string | Uint8Array;
  readonly type?: string;
  readonly mode?: number;
  readonly target?: string;
  readonly prefix?: string;
  /** Written instead of the true size; a text as it stands. */
  readonly size?: number | string;
  /** The field of the size as bytes. */
  readonly rawSize?: Uint8Array;
  readonly magic?: string;
  /** Added to the true checksum. */
  readonly checksumOff?: number;
}

const BLOCK = 512;

/** A header and its body, padded. */
export function tarPart(part: TarPart): Uint8Array {
  const body = Buffer.from(part.body ?? '');
  const header = Buffer.alloc(BLOCK);
  header.write(part.name ?? 'package/index.js', 0, 100);
  header.write(`${(part.mode ?? 0o644).toString(8).padStart(7, '0')}\0`, 100);
  header.write('0000000\0', 108);
  header.write('0000000\0', 116);
  const size = part.size ?? body.length;
  header.write(typeof size === 'string' ? size : `${size.toString(8).padStart(11, '0')}\0`, 124, 12);
  if (part.rawSize !== undefined) header.set(part.rawSize, 124);
  header.write('00000000000\0', 136);
  header.write(part.type ?? '0', 156);
  header.write(part.target ?? '', 157, 100);
  header.write(part.magic ?? 'ustar\u000000', 257, 8);
  header.write(part.prefix ?? '', 345, 155);
  header.write('        ', 148);
  const sum = header.reduce((total, byte) => total + byte, 0) + (part.checksumOff ?? 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return Buffer.concat([header, body, Buffer.alloc((BLOCK - (body.length % BLOCK)) % BLOCK)]);
}

/** A pax header for the entry behind it (`x`) or for all (`g`). */
export function paxPart(values: Readonly<Record<string, string>>, type: 'x' | 'g' = 'x'): Uint8Array {
  return tarPart({ name: 'PaxHeader/file', type, body: Object.entries(values).map(paxRecord).join('') });
}

function paxRecord([key, value]: readonly [string, string]): string {
  const rest = Buffer.byteLength(` ${key}=${value}\n`);
  let length = rest + 1;
  while (String(length).length + rest !== length) length += 1;
  return `${length} ${key}=${value}\n`;
}

export const END_OF_TAR: Uint8Array = new Uint8Array(2 * BLOCK);

/** An archive of these parts without its end mark. */
export function tarOf(...parts: readonly (TarPart | Uint8Array)[]): Uint8Array {
  return Buffer.concat(parts.map((part) => (part instanceof Uint8Array ? part : tarPart(part))));
}

/** An archive of these parts with its end mark, packed. */
export function tgzOf(...parts: readonly (TarPart | Uint8Array)[]): Uint8Array {
  return gzip(tarOf(...parts, END_OF_TAR));
}

/** One gzip member. */
export function gzip(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(gzipSync(bytes));
}
