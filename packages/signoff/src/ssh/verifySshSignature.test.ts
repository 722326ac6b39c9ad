import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { vectorsFolder } from '../../../../testing/vectors.ts';
import { createSoftKey, SOFT_KINDS } from '../testing/softKey.ts';
import { MESSAGE, NAMESPACE, VERDICTS } from '../testing/verdictTable.ts';
import { parseSshPublicKey } from './publicKey.ts';
import { verifySshSignature } from './verifySshSignature.ts';

const keys = new Map(SOFT_KINDS.map((kind) => [kind, createSoftKey(kind)]));

describe('a signature of every kind of key', () => {
  for (const { name, kinds, make, ours } of VERDICTS) {
    it.each(kinds)(`${name}: ${ours} (%s)`, (kind) => {
      const key = keys.get(kind)!;
      const { signature, message = MESSAGE } = make(key);
      const check = () => verifySshSignature({ signature, message, namespace: NAMESPACE });
      if (ours === 'good') expect(check().key.fingerprint).toBe(parseSshPublicKey(key.text).fingerprint);
      else
        expect(check).toThrow(
          expect.objectContaining({ code: ours, found: expect.any(String), expected: expect.any(String) }),
        );
    });
  }

  it('does not verify in an empty namespace', () => {
    const signature = keys.get('ed25519')!.sign(MESSAGE, { namespace: '' });
    expect(() => verifySshSignature({ signature, message: MESSAGE, namespace: '' })).toThrow(
      expect.objectContaining({ code: 'wrong-namespace' }),
    );
  });

  it('does not read client data that is no JSON', () => {
    const signature = keys.get('passkey')!.sign(MESSAGE, { client: (json) => `${json}}` });
    expect(() => verifySshSignature({ signature, message: MESSAGE, namespace: INTENT })).toThrow(
      expect.objectContaining({ code: 'bad-client-data' }),
    );
  });
});

const INTENT = 'portcullis-intent-v1';
const folder = vectorsFolder('sshsig');

describe.skipIf(folder === undefined)(
  `the public vectors of OpenSSH${folder === undefined ? ' (skipped: no folder vectors/sshsig on this machine; set PORTCULLIS_VECTORS)' : ''}`,
  () => {
    const read = (name: string): Buffer => readFileSync(join(folder ?? '', name));
    const claim = (name: string) => ({
      signature: read(`${name}.sig`).toString(),
      message: read('signed-data'),
      namespace: 'unittest',
    });

    it.each(['ed25519', 'ecdsa', 'rsa', 'ed25519_sk', 'ecdsa_sk', 'ecdsa_sk_webauthn'])('accepts %s', (name) => {
      expect(verifySshSignature(claim(name)).key.fingerprint).toBe(
        parseSshPublicKey(read(`${name}.pub`).toString().trim()).fingerprint,
      );
    });

    it.each(['ed25519', 'ecdsa', 'rsa', 'ed25519_sk', 'ecdsa_sk', 'ecdsa_sk_webauthn'])(
      'refuses %s over other bytes and in another namespace',
      (name) => {
        const good = claim(name);
        expect(() => verifySshSignature({ ...good, message: `${good.message.toString()}.` })).toThrow(
          expect.objectContaining({ code: 'bad-signature' }),
        );
        expect(() => verifySshSignature({ ...good, namespace: 'unittests' })).toThrow(
          expect.objectContaining({ code: 'wrong-namespace' }),
        );
      },
    );

    it('names an algorithm that it does not know', () => {
      expect(() => verifySshSignature(claim('mldsa44-ed25519'))).toThrow(
        expect.objectContaining({ code: 'unknown-algorithm', found: 'ssh-mldsa44-ed25519@openssh.com' }),
      );
    });
  },
);
