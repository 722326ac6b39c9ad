import { entrySchema, type Recorded } from '@portcullis/model';
import { z } from 'zod';

/** What `journal verify` prints when nothing is wrong; else it prints an error. */
export interface JournalVerifyOutput {
  readonly verified: true;
  readonly size: number;
  /** Root of the Merkle tree, base64. */
  readonly root: string;
  /** Entries of each type. */
  readonly types: Readonly<Record<string, number>>;
  /** Public key of the checkpoints (C2SP signed note). */
  readonly key: string;
  readonly checkpoint: string;
  readonly duration_ms: number;
}

export const journalVerifyOutput: z.ZodType<JournalVerifyOutput> = z.strictObject({
  verified: z.literal(true),
  size: z.int(),
  root: z.string(),
  types: z.record(z.string(), z.int()),
  key: z.string(),
  checkpoint: z.string(),
  duration_ms: z.int(),
});

/** What `journal prove` prints: an RFC 6962 inclusion proof and the key that checks its checkpoint. */
export interface JournalProveOutput {
  readonly v: 1;
  readonly index: number;
  readonly leaf: string;
  readonly hashes: readonly string[];
  readonly checkpoint: string;
  readonly key: string;
}

export const journalProveOutput: z.ZodType<JournalProveOutput> = z.strictObject({
  v: z.literal(1),
  index: z.int(),
  leaf: z.string(),
  hashes: z.array(z.string()),
  checkpoint: z.string(),
  key: z.string(),
});

/** One line of `journal tail --json` and `journal export`. */
export const journalLineOutput: z.ZodType<Recorded> = z.strictObject({ index: z.int(), entry: entrySchema });
