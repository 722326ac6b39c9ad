import { SEVERITIES } from '@portcullis/model';
import { z } from 'zod';
import { type Hole, HOLE_GROUPS } from '../check/hole.ts';

/** What `check` prints. */
export interface CheckOutput {
  readonly estate: { readonly name: string; readonly digest: string };
  /** Chains that were asked; empty with --offline. */
  readonly asked: readonly string[];
  /** The estate in plain sentences. */
  readonly explained: readonly string[];
  /** Worst first. Those of severity `info` are no holes. */
  readonly holes: readonly Hole[];
  readonly clean: boolean;
}

export const checkOutput: z.ZodType<CheckOutput> = z.strictObject({
  estate: z.strictObject({ name: z.string(), digest: z.string() }),
  asked: z.array(z.string()),
  explained: z.array(z.string()),
  holes: z.array(
    z.strictObject({
      rule: z.string(),
      group: z.enum(HOLE_GROUPS),
      severity: z.enum(SEVERITIES),
      subject: z.string(),
      why: z.string(),
      advice: z.string(),
    }),
  ),
  clean: z.boolean(),
});
