import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { saysUp } from './gateQuestion.ts';

const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const asked = { gate: 'withdrawals', nonce: 'n1', key: publicKey, now: 1_000_000 };
const up = {
  v: 1,
  gate: 'withdrawals',
  state: 'up',
  since: 0,
  at: 1_000_000,
  nonce: 'n1',
  journal: { size: 1, root: 'r' },
};

function answer(
  payload: object,
  header: object = { alg: 'EdDSA', typ: 'portcullis-gate+jws' },
  key: KeyObject = privateKey,
): string {
  const text = [header, payload].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  return `${text}.${sign(null, Buffer.from(text), key).toString('base64url')}`;
}

describe('the desk', () => {
  it('pays on a genuine fresh "up"', () => {
    expect(saysUp(answer(up), asked)).toBe(true);
  });

  it.each([
    ['the gate is down', answer({ ...up, state: 'down' })],
    ['it is about another gate', answer({ ...up, gate: 'other' })],
    ['it answers another question', answer({ ...up, nonce: 'n0' })],
    ['it is old', answer({ ...up, at: 900_000 })],
    ['somebody else signed it', answer(up, undefined, generateKeyPairSync('ed25519').privateKey)],
    ['it was signed for something else', answer(up, { alg: 'EdDSA', typ: 'JWT' })],
    ['it names another algorithm', answer(up, { alg: 'none', typ: 'portcullis-gate+jws' })],
    ['there is none', ''],
  ])('does not pay when %s', (_, text) => {
    expect(saysUp(text, asked)).toBe(false);
  });
});
