/**
 * How much of an archive is read before it is given up. Every one is a number that honest packages stay
 * far below; what lies beyond is named as unread, so that the judgement is partial and never clean.
 */
export interface Limits {
  /** Bytes of the archive as it came. */
  readonly archiveBytes: number;
  /** Entries of all kinds, nested archives included. */
  readonly files: number;
  /** Bytes of one file, unpacked. */
  readonly fileBytes: number;
  /** Bytes of all files together, unpacked, nested archives included. */
  readonly totalBytes: number;
  /** Folders above a file. */
  readonly depth: number;
  /** UTF-16 units of a path. */
  readonly pathLength: number;
  /** Unpacked bytes for each packed byte; counts above one mebibyte unpacked. */
  readonly ratio: number;
  /** How deep archives inside the archive are opened; 0 opens none and only notes them. */
  readonly nested: number;
}

const MIB = 1024 * 1024;

export const DEFAULT_LIMITS: Limits = {
  archiveBytes: 256 * MIB,
  files: 50_000,
  fileBytes: 64 * MIB,
  totalBytes: 512 * MIB,
  depth: 40,
  pathLength: 1024,
  ratio: 200,
  nested: 1,
};

/** Small things may compress as well as they like. */
const FREE = MIB;

/** What is left of the limits while one artefact is read; nested archives draw on the same. */
export interface Allowance {
  readonly limits: Limits;
  files: number;
  bytes: number;
}

export function createAllowance(limits: Limits): Allowance {
  return { limits, files: limits.files, bytes: limits.totalBytes };
}

/** How many bytes may come out of `packed` bytes of one stream that holds one file. */
export function mayUnpackTo(packed: number, allowance: Allowance): number {
  const { ratio, fileBytes } = allowance.limits;
  return Math.max(0, Math.min(fileBytes, allowance.bytes, Math.max(FREE, packed * ratio)));
}

/** How many bytes may come out of `packed` bytes of a stream that holds many files and the headers between them. */
export function mayExpandTo(packed: number, allowance: Allowance): number {
  const headers = 2 * 512 * Math.max(0, allowance.files);
  return Math.max(0, Math.min(allowance.bytes + headers, Math.max(FREE, packed * allowance.limits.ratio)));
}
