import { z } from 'zod';
import { ProvenanceFault } from './provenanceFault.ts';

/** What is signed: that these bytes have this name, and something about them (in-toto statement 0.1 and 1). */
export interface Statement {
  readonly subjects: readonly { readonly name: string; readonly digest: Readonly<Record<string, string>> }[];
  readonly predicateType: string;
  readonly predicate: unknown;
}

const MAX_BYTES = 4 * 1024 * 1024;
const PAYLOAD_TYPE = 'application/vnd.in-toto+json';

const statementSchema = z.looseObject({
  _type: z.enum(['https://in-toto.io/Statement/v0.1', 'https://in-toto.io/Statement/v1']),
  subject: z
    .array(z.looseObject({ name: z.string().max(1024), digest: z.record(z.string(), z.string().max(256)) }))
    .min(1)
    .max(1024),
  predicateType: z.string().max(256),
  predicate: z.unknown(),
});

/** Reads the payload of an envelope. Throws `malformed`. */
export function parseStatement(payload: Uint8Array, payloadType: string): Statement {
  // The type is signed with the payload: bytes that were meant as something else are not read as a statement.
  if (payloadType !== PAYLOAD_TYPE)
    throw new ProvenanceFault('malformed', `it signs ${payloadType.slice(0, 100)}, not a statement`);
  if (payload.length > MAX_BYTES) throw new ProvenanceFault('malformed', `its statement has ${payload.length} bytes`);
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(payload));
  } catch (error) {
    throw new ProvenanceFault('malformed', 'its statement is no JSON', error);
  }
  const parsed = statementSchema.safeParse(value);
  if (!parsed.success)
    throw new ProvenanceFault('malformed', `its statement is none: ${parsed.error.issues[0]?.path.join('.') ?? ''}`);
  const { subject, predicateType, predicate } = parsed.data;
  return { subjects: subject.map(({ name, digest }) => ({ name, digest })), predicateType, predicate };
}
