import { z } from 'zod';
import type { Digest } from './ids/digestId.ts';
import { type Intent, intentSchema } from './intent.ts';
import { ModelFault } from './modelFault.ts';
import { digestSchema, millisSchema } from './schema.ts';
import type { Millis } from './time.ts';

/** A signature over an intent, as it came in. Whose it is follows from the estate, not from here. */
export interface Signature {
  /** Armored SSHSIG. */
  readonly signature: string;
  /** When it was received, by the journal's clock. */
  readonly received: Millis;
}

/**
 * Everything needed to check a sign-off with our server down, but for the estate file,
 * which the one who checks must have from elsewhere: a policy that travels beside its
 * signatures proves nothing.
 */
export interface Bundle {
  readonly v: 1;
  readonly intent: Intent;
  readonly signatures: readonly Signature[];
  /** Digest of the estate that the signatures were counted under; to compare, not to trust. */
  readonly estate: Digest;
}

const bundleSchema: z.ZodType<Bundle> = z.strictObject({
  v: z.literal(1),
  intent: intentSchema,
  signatures: z.array(z.strictObject({ signature: z.string().max(16_384), received: millisSchema })).max(256),
  estate: digestSchema,
});

/** Checks that a value is a bundle. Throws `bad-bundle` with every fault found. */
export function parseBundle(value: unknown): Bundle {
  // A process reads a bundle or two: to compile a parser for it takes longer than it saves.
  const parsed = bundleSchema.safeParse(value, { jitless: true });
  if (parsed.success) return parsed.data;
  throw new ModelFault('bad-bundle', {
    message: 'This is not a sign-off bundle.',
    found: z.prettifyError(parsed.error),
    expected: 'the JSON that `portcullis sign` and `portcullis status --bundle` write',
  });
}
