/** What a compiler wrote behind the code. It does not run; it names the sources. */
export interface CodeMetadata {
  /** Bytes of the metadata, with its two bytes of length. */
  readonly size: number;
  /** Such as `0.8.37`, where it says. */
  readonly solc: string | undefined;
  /** Content hash of the metadata file, in hexadecimal digits: it changes with every comment of the source. */
  readonly source: string | undefined;
}

const KEYS = ['ipfs', 'bzzr0', 'bzzr1', 'solc', 'experimental'];

/**
 * Reads the CBOR map that solc puts behind the code (Solidity docs, "Contract Metadata").
 * `undefined` where there is none. Pure.
 */
export function readMetadata(code: Uint8Array): CodeMetadata | undefined {
  if (code.length < 4) return undefined;
  const length = ((code.at(-2) ?? 0) << 8) | (code.at(-1) ?? 0);
  const start = code.length - 2 - length;
  if (length < 2 || start < 0) return undefined;
  const entries = readMap(code.subarray(start, code.length - 2));
  if (entries === undefined || ![...entries.keys()].some((key) => KEYS.includes(key))) return undefined;
  const solc = entries.get('solc');
  const source = entries.get('ipfs') ?? entries.get('bzzr1') ?? entries.get('bzzr0');
  return {
    size: length + 2,
    solc: typeof solc === 'string' ? solc : solc?.length === 3 ? solc.join('.') : undefined,
    source: source instanceof Uint8Array ? Buffer.from(source).toString('hex') : undefined,
  };
}

/** A CBOR map of text keys to bytes, text or simple values, each shorter than 256 bytes, filling the input exactly. */
function readMap(bytes: Uint8Array): Map<string, Uint8Array | string | undefined> | undefined {
  const count = (bytes[0] ?? 0) - 0xa0;
  if (count < 1 || count > 8) return undefined;
  const entries = new Map<string, Uint8Array | string | undefined>();
  let at = 1;
  const item = (): Uint8Array | string | boolean | undefined => {
    const head = bytes[at] ?? 0;
    const major = head >> 5;
    const small = head & 31;
    at += 1;
    if (major === 7) return small === 21;
    if (major !== 2 && major !== 3) return undefined;
    const size = small < 24 ? small : small === 24 ? (bytes[at++] ?? 0) : Number.NaN;
    if (Number.isNaN(size) || at + size > bytes.length) return undefined;
    const part = bytes.subarray(at, at + size);
    at += size;
    return major === 2 ? part : new TextDecoder().decode(part);
  };
  for (let i = 0; i < count; i++) {
    const key = item();
    const value = item();
    if (typeof key !== 'string' || value === undefined) return undefined;
    entries.set(key, typeof value === 'boolean' ? undefined : value);
  }
  return at === bytes.length ? entries : undefined;
}
