import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { answerKey } from './answerKey.ts';

describe('the public key of answers', () => {
  it('has the thumbprint of the example in RFC 8037, A.3', () => {
    const key = createPrivateKey({
      key: {
        kty: 'OKP',
        crv: 'Ed25519',
        d: 'nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A',
        x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo',
      },
      format: 'jwk',
    });
    expect(answerKey(key)).toEqual({
      kty: 'OKP',
      crv: 'Ed25519',
      x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo',
      kid: 'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k',
      alg: 'EdDSA',
      use: 'sig',
    });
  });

  it('is `bad-key` of another kind', () => {
    expect(() => answerKey(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey)).toThrow(
      expect.objectContaining({ code: 'bad-key' }),
    );
  });
});
