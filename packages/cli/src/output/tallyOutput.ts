import { z } from 'zod';

/** How an intent stands by our own count of its signatures. */
export interface TallyOutput {
  /** `sha256:…` of the intent. */
  readonly intent: string;
  readonly kind: string;
  /** Digest of the estate it was counted under. */
  readonly estate: string;
  /** Enough persons signed. */
  readonly met: boolean;
  readonly needed: number;
  readonly counted: readonly { readonly custodian: string; readonly key: string; readonly received: number }[];
  /** Who could still sign. */
  readonly missing: readonly string[];
  readonly refused: readonly { readonly code: string; readonly why: string }[];
  /** When it may be used, in milliseconds since the epoch; null while the quorum is not met. */
  readonly permit: { readonly from: number; readonly until: number } | null;
}

const shape = {
  intent: z.string(),
  kind: z.string(),
  estate: z.string(),
  met: z.boolean(),
  needed: z.int(),
  counted: z.array(z.strictObject({ custodian: z.string(), key: z.string(), received: z.int() })),
  missing: z.array(z.string()),
  refused: z.array(z.strictObject({ code: z.string(), why: z.string() })),
  permit: z.strictObject({ from: z.int(), until: z.int() }).nullable(),
};

/** The schema of a count, with the members that a command adds to it. */
export function tallyOutputWith<Added extends z.ZodRawShape>(added: Added): z.ZodObject<typeof shape & Added> {
  return z.strictObject({ ...shape, ...added });
}
