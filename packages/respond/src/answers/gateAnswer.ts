import { type Digest, digestSchema, millisSchema, nameSchema } from '@portcullis/model';
import { z } from 'zod';

/** What a paying service is told about a gate, and under which state of the journal. */
export interface GateAnswer {
  readonly v: 1;
  readonly gate: string;
  /** `up` only when nobody has ordered the gate down since it was last proven up. */
  readonly state: 'up' | 'down';
  /** Milliseconds; since when it is in this state. */
  readonly since: number;
  /** Milliseconds; when this was signed, by the server's clock. */
  readonly at: number;
  /** What the asker sent, so that an old answer cannot be played back. Empty where nothing was sent. */
  readonly nonce: string;
  readonly journal: { readonly size: number; readonly root: Digest | string };
}

export const gateAnswerSchema: z.ZodType<GateAnswer> = z.strictObject({
  v: z.literal(1),
  gate: nameSchema,
  state: z.enum(['up', 'down']),
  since: millisSchema,
  at: millisSchema,
  nonce: z.string().max(128),
  journal: z.strictObject({ size: z.int().min(0), root: z.union([digestSchema, z.string().max(128)]) }),
});

/** The `typ` of an answer, so that no other thing signed by the same key passes for one (RFC 8725, 3.11). */
export const ANSWER_TYPE = 'portcullis-gate+jws';
