import { z } from 'zod';

/** How an intent stands by our own count of its signatures. Times in milliseconds since the epoch. */
export interface TallyOutput {
  /** `sha256:…` of the intent. */
  readonly intent: string;
  readonly kind: string;
  /** Digest of the estate it was counted under. */
  readonly estate: string;
  /** Enough persons signed, and there is a time at which it may be used. */
  readonly met: boolean;
  readonly needed: number;
  readonly counted: readonly { readonly custodian: string; readonly key: string; readonly received: number }[];
  /** Who could still sign. */
  readonly missing: readonly string[];
  readonly refused: readonly {
    readonly code: string;
    readonly why: string;
    readonly custodian: string | null;
    readonly key: string | null;
  }[];
  /** What it still lacks. */
  readonly lacks: readonly { readonly code: string; readonly why: string }[];
  /** When it may be used; null while something lacks. */
  readonly permit: { readonly from: number; readonly until: number } | null;
}

/** The schema of a count, with the members that a command adds to it. */
export function tallyOutputWith<Added extends z.ZodRawShape>(
  added: Added,
): z.ZodType<TallyOutput & z.infer<z.ZodObject<Added>>> {
  return z.strictObject({
    intent: z.string(),
    kind: z.string(),
    estate: z.string(),
    met: z.boolean(),
    needed: z.int(),
    counted: z.array(z.strictObject({ custodian: z.string(), key: z.string(), received: z.int() })),
    missing: z.array(z.string()),
    refused: z.array(
      z.strictObject({
        code: z.string(),
        why: z.string(),
        custodian: z.string().nullable(),
        key: z.string().nullable(),
      }),
    ),
    lacks: z.array(z.strictObject({ code: z.string(), why: z.string() })),
    permit: z.strictObject({ from: z.int(), until: z.int() }).nullable(),
    ...added,
  }) as unknown as z.ZodType<TallyOutput & z.infer<z.ZodObject<Added>>>;
}
