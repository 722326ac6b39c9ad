import { digestSchema, entrySchema, findingSchema, intentSchema, millisSchema } from '@portcullis/model';
import { INTENT_STATES } from '@portcullis/signoff';
import { z } from '@hono/zod-openapi';
import type { Status } from '../status.ts';

/*
 * The shapes of the API, from which its OpenAPI description is generated. Ids, amounts
 * and times stand in them exactly as in the journal.
 */

const named = <Schema extends z.ZodType>(name: string, schema: Schema): Schema => schema.openapi(name) as Schema;
const nullable = <Schema extends z.ZodType>(schema: Schema) => schema.nullable();

export const problemShape: z.ZodType = named(
  'Problem',
  z.object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string(),
    found: z.string().optional(),
    expected: z.string().optional(),
    remedy: z.string().optional(),
  }),
);
export const healthShape: z.ZodType = named(
  'Health',
  z.object({
    ok: z.boolean(),
    version: z.string(),
    chains: z.array(z.object({ name: z.string(), done: nullable(z.int()), gap: nullable(z.string()) })),
  }),
);
export const statusShape: z.ZodType<Status> = named(
  'Status',
  z.object({
    version: z.string(),
    estate: z.object({ name: z.string(), digest: z.string(), differs_on_disk: z.boolean() }),
    chains: z.array(
      z.object({
        name: z.string(),
        id: z.string(),
        head: nullable(z.int()),
        done: nullable(z.int()),
        lag_ms: nullable(z.number()),
        gap: nullable(z.string()),
      }),
    ),
    gates: z.array(
      z.object({
        id: z.string(),
        lever: z.string(),
        state: z.enum(['up', 'dropping', 'down', 'raising']),
        since: nullable(millisSchema),
        by: nullable(z.string()),
      }),
    ),
    findings: z.array(
      z.object({
        id: z.string(),
        rule: z.string(),
        severity: z.string(),
        breach: z.boolean(),
        subject: z.string(),
        why: z.string(),
        advice: z.string(),
        at: millisSchema,
        finality: z.string(),
        retracted: nullable(z.string()),
      }),
    ),
    intents: z.array(
      z.object({
        id: z.string(),
        kind: z.enum(['upgrade', 'mint', 'role', 'transfer', 'package', 'estate', 'drop', 'raise']),
        state: z.string(),
        counted: z.array(z.string()),
        needed: z.int(),
        expires: millisSchema,
      }),
    ),
    journal: z.object({ size: z.int(), root: z.string() }),
  }),
);

export const intentViewShape: z.ZodType = named(
  'IntentView',
  z.object({
    id: digestSchema,
    intent: intentSchema,
    state: z.enum(INTENT_STATES),
    tally: z.object({
      needed: z.int(),
      counted: z.array(z.object({ custodian: z.string(), key: z.string(), received: millisSchema })),
      missing: z.array(z.string()),
      refused: z.array(z.object({ code: z.string(), why: z.string() })),
      lacks: z.array(z.string()),
    }),
    permit: z.object({ from: millisSchema, until: millisSchema }).nullable(),
    spent: z.object({ uses: z.int(), units: z.string() }).nullable(),
    bundle: z.object({
      v: z.literal(1),
      intent: intentSchema,
      signatures: z.array(z.object({ signature: z.string(), received: millisSchema })),
      estate: digestSchema,
    }),
  }),
);
export const proposalShape: z.ZodType<{ intent: unknown; signature?: string | undefined }> = named(
  'Proposal',
  z.object({ intent: z.unknown(), signature: z.string().max(16_384).optional() }),
);
export const signatureShape: z.ZodType<{ signature: string }> = named(
  'SignatureInput',
  z.object({ signature: z.string().max(16_384) }),
);
export const estateShape: z.ZodType<{ text: string }> = named(
  'EstateInput',
  z.object({ text: z.string().max(1_000_000) }),
);
export const heldEstateShape: z.ZodType<{ digest: string }> = named('HeldEstate', z.object({ digest: digestSchema }));
export const findingsShape: z.ZodType = named(
  'Findings',
  z.object({
    findings: z.array(z.object({ finding: findingSchema, finality: z.string(), retracted: nullable(z.string()) })),
  }),
);
export const gatesShape: z.ZodType = named('Gates', z.object({ gates: z.array(z.unknown()) }));
export const gateAnswerShape: z.ZodType<{ answer: string }> = named(
  'GateAnswer',
  z.object({
    answer: z.string().openapi({ description: 'compact JWS, EdDSA: {v, gate, state, since, at, nonce, journal}' }),
  }),
);
export const entriesShape: z.ZodType = named(
  'Entries',
  z.object({ entries: z.array(z.object({ index: z.int(), entry: entrySchema })), size: z.int() }),
);
export const keysShape: z.ZodType = named('Keys', z.object({ journal: z.string(), answers: z.unknown() }));
export const nonceShape: z.ZodType<string | undefined> = z
  .string()
  .regex(/^[\w-]{1,128}$/)
  .optional();
