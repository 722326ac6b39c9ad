import { describe, expect, it } from 'vitest';
import { createSoftKey, SOFT_KINDS, wireNumber } from '../testing/softKey.ts';
import { parseSshPublicKey, readSshPublicKey } from './publicKey.ts';
import { isSmallOrder } from './smallOrder.ts';
import { wireString } from './wireString.ts';

const line = (type: string, ...parts: Uint8Array[]): string =>
  `${type} ${Buffer.concat([wireString(type), ...parts]).toString('base64')}`;
const ed = createSoftKey('ed25519');
const ec = createSoftKey('ecdsa-256');
const point = Buffer.from(ec.blob).subarray(-65);
const offCurve = Buffer.from(point).fill(1, 40, 41);
const n = (bytes: number): Uint8Array => Buffer.alloc(bytes, 0xff);
const e = Uint8Array.of(1, 0, 1);

describe('a public key', () => {
  it.each(SOFT_KINDS)('%s is read, with the fingerprint of its bytes', (kind) => {
    const key = createSoftKey(kind);
    expect(parseSshPublicKey(key.text)).toMatchObject({
      blob: Uint8Array.from(key.blob),
      fingerprint: expect.stringMatching(/^SHA256:[A-Za-z0-9+/]{43}$/),
    });
  });

  it('once read does not change with the buffer it was read from', () => {
    const blob = Buffer.from(createSoftKey('ed25519').blob);
    const key = readSshPublicKey(blob);
    const before = Buffer.from(key.blob).toString('hex');
    blob.fill(0);
    expect(Buffer.from(key.blob).toString('hex')).toBe(before);
  });

  it('and a security key over the same point are the same material', () => {
    const plain = parseSshPublicKey(ec.text);
    const sk = parseSshPublicKey(
      line('sk-ecdsa-sha2-nistp256@openssh.com', wireString('nistp256'), wireString(point), wireString('ssh:')),
    );
    expect(sk.fingerprint).not.toBe(plain.fingerprint);
    expect(sk.material).toBe(plain.material);
  });

  it.each([
    ['bad-key', 'no key', 'hello'],
    ['bad-key', 'two lines', `${ed.text}\n${ed.text}`],
    ['bad-key', 'base64 without its padding', `ssh-ed25519 ${ed.text.split(' ')[1]}A`],
    ['bad-key', 'another algorithm in front than inside', ed.text.replace('ssh-ed25519', 'ssh-rsa')],
    ['bad-key', 'more text than a key has', `ssh-ed25519 ${'A'.repeat(9000)}`],
    ['bad-key', 'an Ed25519 key of 31 bytes', line('ssh-ed25519', wireString(Buffer.alloc(31, 7)))],
    [
      'bad-key',
      'a point that is not on the curve',
      line('ecdsa-sha2-nistp256', wireString('nistp256'), wireString(offCurve)),
    ],
    ['bad-key', 'a point of another curve', line('ecdsa-sha2-nistp256', wireString('nistp384'), wireString(point))],
    [
      'bad-key',
      'a compressed point',
      line(
        'ecdsa-sha2-nistp256',
        wireString('nistp256'),
        wireString(Buffer.concat([Uint8Array.of(2), point.subarray(1, 33)])),
      ),
    ],
    ['bad-encoding', 'a byte after its end', line('ssh-ed25519', wireString(Buffer.alloc(32, 7)), Uint8Array.of(0))],
    ['bad-encoding', 'a length that leads outside', line('ssh-ed25519', Uint8Array.of(0xff, 0xff, 0xff, 0xff))],
    [
      'bad-encoding',
      'a modulus in two spellings',
      line('ssh-rsa', wireString(e), wireString(Buffer.concat([Uint8Array.of(0, 0), n(256)]))),
    ],
    ['bad-encoding', 'a negative modulus', line('ssh-rsa', wireString(e), wireString(n(256)))],
    ['weak-key', 'an RSA modulus of 1024 bits', createSoftKey('rsa', { rsaBits: 1024 }).text],
    ['weak-key', 'an RSA modulus of 2040 bits', line('ssh-rsa', wireString(e), wireNumber(n(255)))],
    ['weak-key', 'an RSA exponent of 1', line('ssh-rsa', wireString(Uint8Array.of(1)), wireNumber(n(256)))],
    ['weak-key', 'an even RSA exponent', line('ssh-rsa', wireString(Uint8Array.of(4)), wireNumber(n(256)))],
    ['certificate-refused', 'a certificate', line('ssh-ed25519-cert-v01@openssh.com', wireString('nonce'))],
    ['unknown-algorithm', 'DSA', line('ssh-dss', wireString(e))],
    ['unknown-algorithm', 'a name that every object has', line('constructor', wireString(e))],
  ])('is refused as %s: %s', (code, _, text) => {
    expect(() => parseSshPublicKey(text)).toThrow(
      expect.objectContaining({ code, found: expect.any(String), expected: expect.any(String) }),
    );
  });

  it.each(['01', 'ec', 'ed', 'ee', '00'])('of small order is refused, in every spelling (%s…)', (first) => {
    const low = first === '01' || first === '00';
    const spelled = Buffer.from(low ? `${first}${'00'.repeat(31)}` : `${first}${'ff'.repeat(30)}7f`, 'hex');
    const signed = Buffer.from(spelled);
    signed[31] = signed[31]! | 0x80;
    for (const point of [spelled, signed]) {
      expect(() => parseSshPublicKey(line('ssh-ed25519', wireString(point)))).toThrow(
        expect.objectContaining({ code: 'weak-key' }),
      );
    }
    expect(isSmallOrder(Buffer.from(ed.blob).subarray(-32))).toBe(false);
  });
});
