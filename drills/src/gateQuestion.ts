import { createPublicKey, type JsonWebKey, type KeyObject, randomBytes, verify } from 'node:crypto';
import { DrillFault } from './drillFault.ts';

/** Asks, before each payout, whether a gate is up. Anything but a fresh and genuine "up" is a refusal. */
export type MayPay = () => Promise<boolean>;

const PATIENCE = 2000;
const MAX_AGE = 10_000;

/**
 * What a paying service does: it fetches the server's key once, when it is set up, and then
 * for each payout asks with a new nonce and verifies the signed answer (compact JWS, EdDSA).
 */
export async function gateQuestion(url: string, token: string, gate: string): Promise<MayPay> {
  const headers = { authorization: `Bearer ${token}` };
  const keys = (await (await fetch(`${url}/v1/keys`, { headers })).json()) as { answers?: JsonWebKey };
  if (keys.answers === undefined)
    throw new DrillFault('product-failed', { message: 'The server names no key for its answers.' });
  const key = createPublicKey({ key: keys.answers, format: 'jwk' });
  return async () => {
    const nonce = randomBytes(16).toString('base64url');
    const response = await fetch(`${url}/v1/gates/${gate}?nonce=${nonce}`, {
      headers,
      signal: AbortSignal.timeout(PATIENCE),
    });
    const { answer } = (await response.json()) as { answer?: string };
    return saysUp(answer ?? '', { gate, nonce, key, now: Date.now() });
  };
}

/** Whether a signed answer is genuine, about this gate and question, fresh, and says "up". */
export function saysUp(
  answer: string,
  asked: { readonly gate: string; readonly nonce: string; readonly key: KeyObject; readonly now: number },
): boolean {
  const [head, payload, signature] = answer.split('.');
  if (head === undefined || payload === undefined || signature === undefined) return false;
  const header = JSON.parse(Buffer.from(head, 'base64url').toString()) as { alg?: string; typ?: string };
  if (header.alg !== 'EdDSA' || header.typ !== 'portcullis-gate+jws') return false;
  if (!verify(null, Buffer.from(`${head}.${payload}`), asked.key, Buffer.from(signature, 'base64url'))) return false;
  const said = JSON.parse(Buffer.from(payload, 'base64url').toString()) as {
    v: number;
    gate: string;
    state: string;
    at: number;
    nonce: string;
  };
  return (
    said.v === 1 &&
    said.gate === asked.gate &&
    said.nonce === asked.nonce &&
    Math.abs(asked.now - said.at) <= MAX_AGE &&
    said.state === 'up'
  );
}
