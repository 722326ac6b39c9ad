import { type JudgementJson, judgementJsonSchema } from '@portcullis/scan';
import { z } from 'zod';

/** What `scan` prints. */
export interface ScanOutput {
  /** The worst of all. */
  readonly decision: 'pass' | 'review' | 'hold';
  /** Nothing held or asked for, and everything was read. */
  readonly clean: boolean;
  /** In the order in which the packages were given or found. */
  readonly judgements: readonly JudgementJson[];
  /** What could not be judged at all. */
  readonly failed: readonly {
    readonly target: string;
    readonly code: string;
    readonly message: string;
    readonly found: string | null;
    readonly do: string | null;
  }[];
  /** How far the judges were cut off; null where every answer was kept from before. */
  readonly confinement: {
    readonly denies: readonly string[];
    readonly network: 'none' | 'guarded';
    readonly descriptors: 'none' | 'guarded';
  } | null;
}

export const scanOutput: z.ZodType<ScanOutput> = z.strictObject({
  decision: z.enum(['pass', 'review', 'hold']),
  clean: z.boolean(),
  judgements: z.array(judgementJsonSchema),
  failed: z.array(
    z.strictObject({
      target: z.string(),
      code: z.string(),
      message: z.string(),
      found: z.string().nullable(),
      do: z.string().nullable(),
    }),
  ),
  confinement: z
    .strictObject({
      denies: z.array(z.string()),
      network: z.enum(['none', 'guarded']),
      descriptors: z.enum(['none', 'guarded']),
    })
    .nullable(),
});
