import { crc32, deflateRawSync } from 'node:zlib';

/** What one of the two headers of an entry says; whatever is left out is the truth. */
interface Said {
  readonly name?: string | Uint8Array;
  readonly flags?: number;
  readonly method?: number;
  readonly crc?: number;
  readonly packed?: number;
  readonly size?: number;
  readonly extra?: Uint8Array;
}

export interface ZipPart {
  readonly name: string | Uint8Array;
  readonly body?: string | Uint8Array;
  readonly isStored?: boolean;
  /** Written as the content instead of the packed body. */
  readonly packed?: Uint8Array;
  readonly mode?: number;
  readonly flags?: number;
  /** Sizes follow the content, as streaming packers write them. */
  readonly hasDescriptor?: boolean;
  readonly descriptor?: { readonly crc?: number; readonly size?: number };
  /** Lies of the local header and of the directory. */
  readonly local?: Said;
  readonly central?: Said & { readonly offset?: number };
  /** Not listed in the directory. */
  readonly isHidden?: boolean;
  /** Bytes before the local header. */
  readonly before?: Uint8Array;
}

export interface ZipEnd {
  readonly before?: Uint8Array;
  readonly after?: Uint8Array;
  readonly comment?: Uint8Array;
  readonly count?: number;
  /** Zip64 records; `offset` instead of the true one. */
  readonly zip64?: { readonly offset?: number; readonly size?: number };
}

/** A zip archive of these parts; honest unless told otherwise. */
export function zipOf(parts: readonly ZipPart[], end: ZipEnd = {}): Uint8Array {
  const pieces: Uint8Array[] = [];
  const central: Buffer[] = [];
  let at = 0;
  const put = (piece: Uint8Array): void => {
    pieces.push(piece);
    at += piece.length;
  };
  for (const part of parts) {
    const body = Buffer.from(part.body ?? '');
    const packed = part.packed ?? (part.isStored === true ? body : deflateRawSync(body));
    const truth = {
      name: part.name,
      flags: (part.flags ?? 0x800) | (part.hasDescriptor === true ? 8 : 0),
      method: part.isStored === true ? 0 : 8,
      crc: crc32(body),
      packed: packed.length,
      size: body.length,
      extra: new Uint8Array(0),
    };
    put(part.before ?? new Uint8Array(0));
    const offset = at;
    const late = part.hasDescriptor === true ? { crc: 0, packed: 0, size: 0 } : {};
    const local = { ...truth, ...late, ...part.local };
    put(fields([[4, 0x04034b50], [2, 20], ...shared(local)], [local.name, local.extra]));
    put(packed);
    if (part.hasDescriptor === true) {
      const { crc, size } = { ...truth, ...part.descriptor };
      put(
        fields([
          [4, 0x08074b50],
          [4, crc],
          [4, packed.length],
          [4, size],
        ]),
      );
    }
    if (part.isHidden === true) continue;
    const said = { ...truth, offset, ...part.central };
    const attributes = (part.mode ?? 0o100644) * 0x10000;
    const rest: Field[] = [
      [2, 0],
      [2, 0],
      [2, 0],
      [4, attributes],
      [4, said.offset],
    ];
    central.push(fields([[4, 0x02014b50], [2, 0x0314], [2, 20], ...shared(said), ...rest], [said.name, said.extra]));
  }
  const start = at;
  const directory = Buffer.concat(central);
  put(directory);
  const count = end.count ?? central.length;
  if (end.zip64 !== undefined) {
    const here = at;
    const { offset = start, size = directory.length } = end.zip64;
    const version: Field[] = [
      [2, 45],
      [2, 45],
      [4, 0],
      [4, 0],
    ];
    put(fields([[4, 0x06064b50], [8, 44], ...version, [8, count], [8, count], [8, size], [8, offset]]));
    put(
      fields([
        [4, 0x07064b50],
        [4, 0],
        [8, here],
        [4, 1],
      ]),
    );
  }
  const comment = end.comment ?? new Uint8Array(0);
  const sizes: Field[] = [
    [4, directory.length],
    [4, start],
    [2, comment.length],
  ];
  put(fields([[4, 0x06054b50], [2, 0], [2, 0], [2, count], [2, count], ...sizes]));
  const around = [end.before ?? new Uint8Array(0), ...pieces, comment, end.after ?? new Uint8Array(0)];
  return new Uint8Array(Buffer.concat(around));
}

type Field = readonly [width: 2 | 4 | 8, value: number];

/** The fields that both headers of an entry have, in their order. */
function shared(said: Required<Said>): Field[] {
  return [
    [2, said.flags],
    [2, said.method],
    [4, 0x21_0000],
    [4, said.crc],
    [4, said.packed],
    [4, said.size],
    [2, Buffer.from(said.name).length],
    [2, said.extra.length],
  ];
}

function fields(numbers: readonly Field[], tail: readonly (string | Uint8Array)[] = []): Buffer {
  const fixed = numbers.map(([width, value]) => {
    const bytes = Buffer.alloc(width);
    if (width === 8) bytes.writeBigUInt64LE(BigInt(value));
    else bytes.writeUIntLE(value, 0, width);
    return bytes;
  });
  return Buffer.concat([...fixed, ...tail.map((piece) => Buffer.from(piece))]);
}
