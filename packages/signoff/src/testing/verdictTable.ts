import type { SignoffFaultCode } from '../signoffFault.ts';
import { wireString } from '../ssh/wireString.ts';
import { armor, type SoftKey, type SoftKind, unarmor } from './softKey.ts';

/** One signature, good or tampered, with the verdicts of both verifiers. */
export interface VerdictCase {
  readonly name: string;
  readonly kinds: readonly SoftKind[];
  readonly make: (key: SoftKey) => { readonly signature: string; readonly message?: string };
  readonly ours: 'good' | SignoffFaultCode;
  /** Where we are stricter than the stock tool on purpose, why. */
  readonly stockAccepts?: string;
}

export const MESSAGE = 'the bytes that were signed';
export const NAMESPACE = 'portcullis-test';

const all: readonly SoftKind[] = [
  'ed25519',
  'ecdsa-256',
  'ecdsa-384',
  'ecdsa-521',
  'rsa',
  'sk-ed25519',
  'sk-ecdsa',
  'passkey',
];
const hardware: readonly SoftKind[] = ['sk-ed25519', 'sk-ecdsa', 'passkey'];
const sign = (key: SoftKey, options: Parameters<SoftKey['sign']>[1] = {}): string =>
  key.sign(MESSAGE, { namespace: NAMESPACE, ...options });
const edit = (armored: string, change: (bytes: Buffer) => Uint8Array): string => armor(change(unarmor(armored)));

/** Read by the test of our verifier and by the comparison with `ssh-keygen -Y verify`. */
export const VERDICTS: readonly VerdictCase[] = [
  { name: 'a good signature', kinds: all, make: (key) => ({ signature: sign(key) }), ours: 'good' },
  {
    name: 'a good signature over a SHA-256 digest',
    kinds: all,
    make: (key) => ({ signature: sign(key, { hash: 'sha256' }) }),
    ours: 'good',
  },
  {
    name: 'a good signature by rsa-sha2-256',
    kinds: ['rsa'],
    make: (key) => ({ signature: sign(key, { algorithm: 'rsa-sha2-256' }) }),
    ours: 'good',
  },
  {
    name: 'something in the reserved field, which readers ignore',
    kinds: ['ed25519'],
    make: (key) => ({ signature: sign(key, { reserved: 'later' }) }),
    ours: 'good',
  },
  {
    name: 'other bytes',
    kinds: all,
    make: (key) => ({ signature: sign(key), message: `${MESSAGE}!` }),
    ours: 'bad-signature',
  },
  {
    name: 'a newline added at the end',
    kinds: ['ed25519'],
    make: (key) => ({ signature: sign(key), message: `${MESSAGE}\n` }),
    ours: 'bad-signature',
  },
  {
    name: 'another namespace',
    kinds: all,
    make: (key) => ({ signature: sign(key, { namespace: 'git' }) }),
    ours: 'wrong-namespace',
  },
  {
    name: 'the namespace with a zero byte behind it',
    kinds: ['ed25519'],
    make: (key) => ({ signature: sign(key, { namespace: `${NAMESPACE}\0` }) }),
    ours: 'wrong-namespace',
  },
  {
    name: 'a SHA-1 signature',
    kinds: ['rsa'],
    make: (key) => ({ signature: sign(key, { algorithm: 'ssh-rsa' }) }),
    ours: 'weak-algorithm',
  },
  {
    name: 'an algorithm that its key does not make',
    kinds: ['ed25519'],
    make: (key) => ({ signature: sign(key, { algorithm: 'ecdsa-sha2-nistp256' }) }),
    ours: 'algorithm-mismatch',
  },
  {
    name: 'a digest algorithm that is not allowed',
    kinds: ['ed25519'],
    make: (key) => ({
      signature: edit(sign(key), (bytes) => replace(bytes, wireString('sha512'), wireString('sha384'))),
    }),
    ours: 'weak-algorithm',
  },
  {
    name: 'a byte after the end',
    kinds: all,
    make: (key) => ({ signature: edit(sign(key), (bytes) => Buffer.concat([bytes, Uint8Array.of(0)])) }),
    ours: 'bad-encoding',
  },
  {
    name: 'a byte missing at the end',
    kinds: all,
    make: (key) => ({ signature: edit(sign(key), (bytes) => bytes.subarray(0, -1)) }),
    ours: 'bad-encoding',
  },
  {
    name: 'another version',
    kinds: ['ed25519'],
    make: (key) => ({ signature: edit(sign(key), (bytes) => bytes.fill(2, 9, 10)) }),
    ours: 'bad-encoding',
  },
  {
    name: 'version 0, which nothing was ever signed in',
    kinds: ['ed25519'],
    make: (key) => ({ signature: edit(sign(key), (bytes) => bytes.fill(0, 9, 10)) }),
    ours: 'bad-encoding',
    stockAccepts: 'it refuses only what is newer than it is',
  },
  {
    name: 'another magic',
    kinds: ['ed25519'],
    make: (key) => ({ signature: edit(sign(key), (bytes) => bytes.fill(0x78, 0, 1)) }),
    ours: 'bad-encoding',
  },
  {
    name: 'no armor',
    kinds: ['ed25519'],
    make: (key) => ({ signature: unarmor(sign(key)).toString('base64') }),
    ours: 'bad-armor',
  },
  {
    name: 'the first half of the armor',
    kinds: ['ed25519'],
    make: (key) => ({ signature: sign(key).slice(0, 120) }),
    ours: 'bad-armor',
  },
  {
    name: 'text in front of the armor',
    kinds: ['ed25519'],
    make: (key) => ({ signature: `x\n${sign(key)}` }),
    ours: 'bad-armor',
  },
  {
    name: 'nobody touched the key',
    kinds: hardware,
    make: (key) => ({ signature: sign(key, { flags: 0 }) }),
    ours: 'no-user-presence',
    stockAccepts: 'ssh-keygen leaves the touch to the server',
  },
  {
    name: 'text behind the armor',
    kinds: ['ed25519'],
    make: (key) => ({ signature: `${sign(key)}x\n` }),
    ours: 'bad-armor',
    stockAccepts: 'ssh-keygen stops reading at the end line',
  },
  {
    name: 'client data of another purpose',
    kinds: ['passkey'],
    make: (key) => ({ signature: sign(key, { client: (json) => json.replace('webauthn.get', 'webauthn.create') }) }),
    ours: 'bad-client-data',
  },
  {
    name: 'client data with another challenge',
    kinds: ['passkey'],
    make: (key) => ({ signature: sign(key, { client: (json) => json.replace('"challenge":"U', '"challenge":"V') }) }),
    ours: 'bad-signature',
  },
  {
    name: 'client data with members in another order',
    kinds: ['passkey'],
    make: (key) => ({ signature: sign(key, { client: (json) => json.replace('{', '{"x":1,') }) }),
    ours: 'bad-client-data',
  },
  {
    name: 'client data that names the challenge twice',
    kinds: ['passkey'],
    make: (key) => ({ signature: sign(key, { client: (json) => json.replace('}', ',"challenge":"x"}') }) }),
    ours: 'bad-signature',
    stockAccepts: 'ssh-keygen reads the first challenge only',
  },
  {
    name: 'client data with another origin',
    kinds: ['passkey'],
    make: (key) => ({ signature: sign(key, { client: (json) => json.replace('https://example', 'https://examp1e') }) }),
    ours: 'bad-client-data',
  },
  {
    name: 'an origin with a quotation mark',
    kinds: ['passkey'],
    make: (key) => ({ signature: sign(key, { origin: 'https://a","x":"' }) }),
    ours: 'bad-client-data',
  },
  {
    name: 'extensions that the flags deny',
    kinds: ['passkey'],
    make: (key) => ({ signature: sign(key, { extensions: Uint8Array.of(0xa0) }) }),
    ours: 'bad-client-data',
  },
  {
    name: 'extensions that the flags announce',
    kinds: ['passkey'],
    make: (key) => ({ signature: sign(key, { extensions: Uint8Array.of(0xa0), flags: 0x81 }) }),
    ours: 'good',
  },
  {
    name: 'authenticator data of a registration',
    kinds: ['passkey'],
    make: (key) => ({ signature: sign(key, { flags: 0x41 }) }),
    ours: 'bad-client-data',
  },
  {
    name: 'a signature made in a foreign frame',
    kinds: ['passkey'],
    make: (key) => ({ signature: sign(key, { client: (json) => json.replace('false', 'true') }) }),
    ours: 'bad-client-data',
    stockAccepts: 'ssh-keygen ignores crossOrigin',
  },
];

function replace(bytes: Buffer, old: Uint8Array, by: Uint8Array): Buffer {
  const at = bytes.indexOf(old);
  return Buffer.concat([bytes.subarray(0, at), by, bytes.subarray(at + old.length)]);
}
