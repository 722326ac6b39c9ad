import { createHash, createPublicKey, type KeyObject } from 'node:crypto';
import { RespondFault } from '../respondFault.ts';

/** The public key of answers as a JWK (RFC 8037), named by its thumbprint (RFC 7638). `x` is what a client writes down. */
export interface AnswerKey {
  readonly kty: 'OKP';
  readonly crv: 'Ed25519';
  readonly x: string;
  readonly kid: string;
  readonly alg: 'EdDSA';
  readonly use: 'sig';
}

/** The public form of an Ed25519 key, private or public. Throws `bad-key` for a key of another kind. */
export function answerKey(key: KeyObject): AnswerKey {
  if (key.asymmetricKeyType !== 'ed25519') {
    throw new RespondFault('bad-key', {
      message: 'Answers are signed with Ed25519.',
      found: key.asymmetricKeyType ?? key.type,
      expected: 'an Ed25519 key',
    });
  }
  const { x = '' } = (key.type === 'private' ? createPublicKey(key) : key).export({ format: 'jwk' });
  const kid = createHash('sha256')
    .update(JSON.stringify({ crv: 'Ed25519', kty: 'OKP', x }))
    .digest('base64url');
  return { kty: 'OKP', crv: 'Ed25519', x, kid, alg: 'EdDSA', use: 'sig' };
}
