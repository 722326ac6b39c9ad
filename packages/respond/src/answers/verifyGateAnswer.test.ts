import { createHmac, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { ANSWER_TYPE, type GateAnswer } from './gateAnswer.ts';
import { signGateAnswer } from './signGateAnswer.ts';
import { type GateQuestion, verifyGateAnswer } from './verifyGateAnswer.ts';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const other = generateKeyPairSync('ed25519').privateKey;
const answer: GateAnswer = {
  v: 1,
  gate: 'withdrawals',
  state: 'up',
  since: 5,
  at: 1_000_000,
  nonce: 'n1',
  journal: { size: 7, root: `sha256:${'0'.repeat(64)}` },
};
const question: GateQuestion = { gate: 'withdrawals', nonce: 'n1', key: publicKey, now: 1_000_500, maxAge: 2_000 };
const part = (value: unknown): string =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
const made = (header: unknown, payload: unknown, key: KeyObject = privateKey): string => {
  const text = `${part(header)}.${part(payload)}`;
  return `${text}.${sign(null, Buffer.from(text), key).toString('base64url')}`;
};
const header = { alg: 'EdDSA', typ: ANSWER_TYPE, kid: 'k' };

describe('a signed answer about a gate', () => {
  it('is read by who asked, with the right key, in time', () => {
    expect(verifyGateAnswer(signGateAnswer(answer, privateKey, 'k'), question)).toEqual(answer);
  });

  it('verifies by the key in its JWK form too', () => {
    const key = createPublicKey({ key: publicKey.export({ format: 'jwk' }), format: 'jwk' });
    expect(verifyGateAnswer(signGateAnswer(answer, privateKey, 'k'), { ...question, key }).state).toBe('up');
  });

  const flipped = signGateAnswer(answer, privateKey, 'k').split('.');
  it.each([
    ['answer-malformed', 'what is no JWS', 'up', {}],
    ['answer-malformed', 'two parts', 'YQ.YQ', {}],
    [
      'answer-malformed',
      'algorithm none',
      `${part({ alg: 'none', typ: ANSWER_TYPE })}.${part(answer)}.${'A'.repeat(86)}`,
      {},
    ],
    [
      'answer-malformed',
      'an HMAC by the public key',
      (() => {
        const text = `${part({ alg: 'HS256', typ: ANSWER_TYPE })}.${part(answer)}`;
        return `${text}.${createHmac('sha512', publicKey.export({ format: 'pem', type: 'spki' }))
          .update(text)
          .digest('base64url')}`;
      })(),
      {},
    ],
    ['answer-malformed', 'something else signed by the same key', made({ alg: 'EdDSA', typ: 'JWT' }, answer), {}],
    ['answer-malformed', 'a header it does not understand', made({ ...header, crit: ['exp'] }, answer), {}],
    ['answer-malformed', 'a header that is no JSON', made('not json', answer), {}],
    ['answer-malformed', 'another version', made(header, { ...answer, v: 2 }), {}],
    ['answer-malformed', 'another state', made(header, { ...answer, state: 'open' }), {}],
    ['answer-malformed', 'a member it does not know', made(header, { ...answer, extra: 1 }), {}],
    ['answer-forged', 'another key', made(header, answer, other), {}],
    ['answer-forged', 'a changed payload', [flipped[0], part({ ...answer, since: 6 }), flipped[2]].join('.'), {}],
    [
      'answer-forged',
      'a key of another kind',
      signGateAnswer(answer, privateKey, 'k'),
      { key: generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey },
    ],
    ['answer-mismatched', 'another gate', signGateAnswer({ ...answer, gate: 'desk' }, privateKey, 'k'), {}],
    ['answer-mismatched', 'another nonce', signGateAnswer({ ...answer, nonce: 'n0' }, privateKey, 'k'), {}],
    ['answer-stale', 'an old answer', signGateAnswer({ ...answer, at: 998_000 }, privateKey, 'k'), {}],
    ['answer-stale', 'an answer from the future', signGateAnswer({ ...answer, at: 1_003_000 }, privateKey, 'k'), {}],
  ])('is `%s` for %s', (code, _, text, changes) => {
    expect(() => verifyGateAnswer(text, { ...question, ...changes })).toThrow(expect.objectContaining({ code }));
  });
});
