import { type KeyObject, sign } from 'node:crypto';
import { ANSWER_TYPE, type GateAnswer } from './gateAnswer.ts';

/** Signs an answer as a compact JWS (RFC 7515) with Ed25519 (`alg` EdDSA, RFC 8037). `kid` names the key for the asker. */
export function signGateAnswer(answer: GateAnswer, key: KeyObject, kid: string): string {
  const encode = (value: unknown): string => Buffer.from(JSON.stringify(value), 'utf8').toString('base64url');
  const signed = `${encode({ alg: 'EdDSA', typ: ANSWER_TYPE, kid })}.${encode(answer)}`;
  return `${signed}.${sign(null, Buffer.from(signed, 'ascii'), key).toString('base64url')}`;
}
