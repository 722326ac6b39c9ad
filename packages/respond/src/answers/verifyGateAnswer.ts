import { type KeyObject, verify } from 'node:crypto';
import { RespondFault, type RespondFaultCode } from '../respondFault.ts';
import { ANSWER_TYPE, type GateAnswer, gateAnswerSchema } from './gateAnswer.ts';

export interface GateQuestion {
  readonly gate: string;
  readonly nonce: string;
  /** The server's public key, known from elsewhere than this answer. */
  readonly key: KeyObject;
  /** The asker's clock, in milliseconds. */
  readonly now: number;
  /** How old an answer may be, and how far ahead the server's clock; in milliseconds. */
  readonly maxAge: number;
}

/**
 * Reads a signed answer. Whatever is thrown means: treat the gate as down. Throws
 * `answer-malformed`, `answer-forged`, `answer-mismatched` or `answer-stale`.
 */
export function verifyGateAnswer(text: string, { gate, nonce, key, now, maxAge }: GateQuestion): GateAnswer {
  const parts = /^([\w-]{1,512})\.([\w-]{1,4096})\.([\w-]{86})$/.exec(text);
  if (parts === null) throw refuse('answer-malformed', 'three parts of base64url', text.slice(0, 80));
  const [, head, payload, signature] = parts as unknown as [string, string, string, string];
  // Only the one algorithm: an attacker who may choose it chooses "none", or the public key as an HMAC secret.
  const header = parseJson(head);
  if (header['alg'] !== 'EdDSA' || header['typ'] !== ANSWER_TYPE || 'crit' in header)
    throw refuse('answer-malformed', `alg EdDSA and typ ${ANSWER_TYPE}`, JSON.stringify(header));
  if (key.asymmetricKeyType !== 'ed25519')
    throw refuse('answer-forged', 'an Ed25519 key to verify with', key.asymmetricKeyType ?? key.type);
  // A machine in between could say "up" where the server says "down".
  if (!verify(null, Buffer.from(`${head}.${payload}`, 'ascii'), key, Buffer.from(signature, 'base64url')))
    throw refuse('answer-forged', 'a signature by the server’s key', 'one that does not verify');
  const parsed = gateAnswerSchema.safeParse(parseJson(payload));
  if (!parsed.success) throw refuse('answer-malformed', 'the members of an answer, version 1', parsed.error.message);
  const answer = parsed.data;
  // The answer about an open gate could be given for a closed one.
  if (answer.gate !== gate) throw refuse('answer-mismatched', `the gate ${gate}`, answer.gate);
  // An answer from before the theft could be played back.
  if (answer.nonce !== nonce) throw refuse('answer-mismatched', 'the nonce that was asked with', answer.nonce);
  if (Math.abs(now - answer.at) > maxAge)
    throw refuse('answer-stale', `at most ${maxAge} ms from now`, `${now - answer.at} ms`);
  return answer;
}

function parseJson(part: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // Refused below, like every other thing that is no object.
  }
  throw refuse('answer-malformed', 'a JSON object in base64url', part.slice(0, 40));
}

function refuse(code: Extract<RespondFaultCode, `answer-${string}`>, expected: string, found: string): RespondFault {
  return new RespondFault(code, { message: 'This is no answer to rely on: treat the gate as down.', found, expected });
}
