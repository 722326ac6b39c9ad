import { z } from 'zod';
import type { Digest } from './ids/digestId.ts';
import { chainIdSchema, digestSchema, hash32Schema, millisSchema, textSchema } from './schema.ts';
import type { ChainPosition } from './effect.ts';
import type { Instant } from './time.ts';

/** Worst last, so that a rule can be compared by its place in the list. */
export const SEVERITIES = ['info', 'low', 'medium', 'high', 'critical'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** How sure a chain is of the block that a finding came from. */
export const FINALITIES = ['seen', 'safe', 'final'] as const;
export type Finality = (typeof FINALITIES)[number];

/** Why an effect had no permit, or that it had one. */
export type Verdict =
  | { readonly is: 'permitted'; readonly permit: Digest }
  | { readonly is: 'spent'; readonly permit: Digest }
  | { readonly is: 'exceeded'; readonly permit: Digest; readonly left: string }
  | { readonly is: 'expired'; readonly permit: Digest; readonly when: 'before' | 'after' }
  | { readonly is: 'mismatched'; readonly permit: Digest; readonly difference: string }
  | { readonly is: 'absent' };

/** A judged effect. */
export interface Finding {
  /** Deterministic: rule and effect. */
  readonly id: string;
  /** Such as `upgrade.unpermitted`, `supply.unbacked`. */
  readonly rule: string;
  readonly severity: Severity;
  /** True when the effect had no permit. */
  readonly breach: boolean;
  /** CAIP id, purl or ARN of what it happened to. */
  readonly subject: string;
  /** The effects it rests on. */
  readonly effects: readonly string[];
  readonly position?: ChainPosition | undefined;
  readonly verdict?: Verdict | undefined;
  readonly at: Instant;
  /** One sentence why. */
  readonly why: string;
  /** One sentence what to do. */
  readonly advice: string;
  readonly evidence: readonly string[];
}

const verdictSchema: z.ZodType<Verdict> = z.discriminatedUnion('is', [
  z.strictObject({ is: z.literal('permitted'), permit: digestSchema }),
  z.strictObject({ is: z.literal('spent'), permit: digestSchema }),
  z.strictObject({ is: z.literal('exceeded'), permit: digestSchema, left: z.string() }),
  z.strictObject({ is: z.literal('expired'), permit: digestSchema, when: z.enum(['before', 'after']) }),
  z.strictObject({ is: z.literal('mismatched'), permit: digestSchema, difference: textSchema }),
  z.strictObject({ is: z.literal('absent') }),
]);

export const findingSchema: z.ZodType<Finding> = z.strictObject({
  id: z.string().min(1).max(400),
  rule: z.string().regex(/^[a-z][a-z0-9-]*\.[a-z][a-z0-9-]*$/),
  severity: z.enum(SEVERITIES),
  breach: z.boolean(),
  subject: z.string().max(512),
  effects: z.array(z.string().max(256)).max(1024),
  position: z
    .strictObject({
      chain: chainIdSchema,
      block: z.int().min(0),
      hash: hash32Schema,
      index: z.int().min(0),
      tx: hash32Schema.optional(),
    })
    .optional(),
  verdict: verdictSchema.optional(),
  at: z.strictObject({ ms: millisSchema, source: z.enum(['block', 'log', 'clock']) }),
  why: textSchema,
  advice: textSchema,
  evidence: z.array(textSchema).max(64),
});
