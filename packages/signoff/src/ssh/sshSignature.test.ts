import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SignoffFault } from '../signoffFault.ts';
import { armor, createSoftKey, SOFT_KINDS, unarmor } from '../testing/softKey.ts';
import { parseSshSignature } from './sshSignature.ts';
import { verifySshSignature } from './verifySshSignature.ts';

const keys = SOFT_KINDS.map((kind) => createSoftKey(kind));
const signed = keys.map((key) => key.sign('text'));

describe('an armored signature', () => {
  it('may have the line ends of Windows', () => {
    expect(parseSshSignature(signed[0]!.replaceAll('\n', '\r\n')).algorithm).toBe('ssh-ed25519');
  });

  it.each([
    ['base64 of another spelling', signed[0]!.replace(/.(=*)\n-----END/, '_$1\n-----END')],
    ['a space inside', signed[0]!.replace('U1NI', 'U1 NI')],
    ['nothing inside', '-----BEGIN SSH SIGNATURE-----\n-----END SSH SIGNATURE-----\n'],
    ['more than 16 384 characters', armor(Buffer.alloc(16_384))],
  ])('is refused with %s', (_, text) => {
    expect(() => parseSshSignature(text)).toThrow(expect.objectContaining({ code: 'bad-armor' }));
  });

  it('of random bytes is refused with a code, never with a crash', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(() => parseSshSignature(armor(Buffer.concat([Buffer.from('SSHSIG\0\0\0\x01'), bytes])))).toThrow(
          SignoffFault,
        );
      }),
    );
  });

  it('with any one bit flipped does not verify, and says why', () => {
    fc.assert(
      fc.property(fc.nat(keys.length - 1), fc.nat(), fc.nat(7), (which, at, bit) => {
        const bytes = unarmor(signed[which]!);
        const place = at % bytes.length;
        bytes[place] = bytes[place]! ^ (1 << bit);
        const check = () =>
          verifySshSignature({ signature: armor(bytes), message: 'text', namespace: 'portcullis-intent-v1' });
        try {
          // Another key may have become the signer's name only; nothing may verify under the key that signed.
          expect(check().key.fingerprint).not.toBe(parseSshSignature(signed[which]!).key.fingerprint);
        } catch (error) {
          if (!(error instanceof SignoffFault)) throw error;
        }
      }),
      { numRuns: 600 },
    );
  });
});
