import { z } from 'zod';
import type { StatusOutput } from './statusOutput.ts';

type Gate = StatusOutput['gates'][number];
const gate: z.ZodType<Gate> = z.object({
  id: z.string(),
  lever: z.string(),
  state: z.enum(['up', 'dropping', 'down', 'raising']),
  since: z.int().nullable(),
  by: z.string().nullable(),
});

/** What `gate list` prints. */
export interface GateListOutput {
  readonly gates: readonly Gate[];
}

export const gateListOutput: z.ZodType<GateListOutput> = z.strictObject({ gates: z.array(gate) });

/** What `gate show` prints: the gate, and the server's signed answer to our nonce. */
export interface GateAnswerOutput {
  readonly gate: Gate;
  readonly nonce: string;
  /** Compact JWS (RFC 7515), EdDSA. */
  readonly answer: string;
}

export const gateAnswerOutput: z.ZodType<GateAnswerOutput> = z.strictObject({
  gate,
  nonce: z.string(),
  answer: z.string(),
});
