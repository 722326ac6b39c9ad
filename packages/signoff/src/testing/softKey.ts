import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { INTENT_NAMESPACE } from '@portcullis/model';
import { wireString } from '../ssh/wireString.ts';

/** Kinds of key that a custodian may hold; `sk-` and `passkey` stand in for hardware and a browser. */
export const SOFT_KINDS = [
  'ed25519',
  'ecdsa-256',
  'ecdsa-384',
  'ecdsa-521',
  'rsa',
  'sk-ed25519',
  'sk-ecdsa',
  'passkey',
] as const;
export type SoftKind = (typeof SOFT_KINDS)[number];

export interface SignOptions {
  readonly namespace?: string | undefined;
  readonly hash?: 'sha256' | 'sha512' | undefined;
  /** Flags of the authenticator; 0x01 is a touch. */
  readonly flags?: number | undefined;
  readonly algorithm?: string | undefined;
  readonly reserved?: string | undefined;
  /** Changes the browser's client data before it is signed. */
  readonly client?: ((json: string) => string) | undefined;
  readonly origin?: string | undefined;
  readonly extensions?: Uint8Array | undefined;
}

/** A key in memory that signs as `ssh-keygen -Y sign`, a security key or a browser would. For tests and measurements. */
export interface SoftKey {
  readonly kind: SoftKind;
  /** As in `id_….pub`. */
  readonly text: string;
  readonly blob: Uint8Array;
  readonly public: KeyObject;
  /** An armored SSHSIG, by default in the namespace of intents. */
  sign(message: Uint8Array | string, options?: SignOptions): string;
}

interface Shape {
  readonly type: string;
  readonly signs: string;
  readonly curve?: string;
  readonly named?: string;
  readonly hash: string | null;
  readonly sk: boolean;
}

const SHAPES: Readonly<Record<SoftKind, Shape>> = {
  ed25519: { type: 'ssh-ed25519', signs: 'ssh-ed25519', hash: null, sk: false },
  'ecdsa-256': {
    type: 'ecdsa-sha2-nistp256',
    signs: 'ecdsa-sha2-nistp256',
    curve: 'nistp256',
    named: 'P-256',
    hash: 'sha256',
    sk: false,
  },
  'ecdsa-384': {
    type: 'ecdsa-sha2-nistp384',
    signs: 'ecdsa-sha2-nistp384',
    curve: 'nistp384',
    named: 'P-384',
    hash: 'sha384',
    sk: false,
  },
  'ecdsa-521': {
    type: 'ecdsa-sha2-nistp521',
    signs: 'ecdsa-sha2-nistp521',
    curve: 'nistp521',
    named: 'P-521',
    hash: 'sha512',
    sk: false,
  },
  rsa: { type: 'ssh-rsa', signs: 'rsa-sha2-512', hash: 'sha512', sk: false },
  'sk-ed25519': { type: 'sk-ssh-ed25519@openssh.com', signs: 'sk-ssh-ed25519@openssh.com', hash: null, sk: true },
  'sk-ecdsa': {
    type: 'sk-ecdsa-sha2-nistp256@openssh.com',
    signs: 'sk-ecdsa-sha2-nistp256@openssh.com',
    curve: 'nistp256',
    named: 'P-256',
    hash: 'sha256',
    sk: true,
  },
  passkey: {
    type: 'sk-ecdsa-sha2-nistp256@openssh.com',
    signs: 'webauthn-sk-ecdsa-sha2-nistp256@openssh.com',
    curve: 'nistp256',
    named: 'P-256',
    hash: 'sha256',
    sk: true,
  },
};
const APPLICATION = 'example.org';

export function createSoftKey(kind: SoftKind, options: { readonly rsaBits?: number } = {}): SoftKey {
  const shape = SHAPES[kind];
  const pair = makePair(kind, shape, options.rsaBits ?? 2048);
  const blob = publicBlob(shape, pair.publicKey);
  return {
    kind,
    blob,
    public: pair.publicKey,
    text: `${shape.type} ${Buffer.from(blob).toString('base64')} test`,
    sign: (message, signing = {}) => signSsh(shape, pair.privateKey, blob, message, signing),
  };
}

/** Puts the armor of SSHSIG around bytes. */
export function armor(bytes: Uint8Array): string {
  const lines =
    Buffer.from(bytes)
      .toString('base64')
      .match(/.{1,70}/g) ?? [];
  return ['-----BEGIN SSH SIGNATURE-----', ...lines, '-----END SSH SIGNATURE-----', ''].join('\n');
}

/** The bytes inside an armored SSHSIG. */
export function unarmor(armored: string): Buffer {
  return Buffer.from(armored.split('\n').slice(1, -2).join(''), 'base64');
}

function makePair(kind: SoftKind, shape: Shape, rsaBits: number): { publicKey: KeyObject; privateKey: KeyObject } {
  if (shape.named !== undefined) return generateKeyPairSync('ec', { namedCurve: shape.named });
  return kind === 'rsa' ? generateKeyPairSync('rsa', { modulusLength: rsaBits }) : generateKeyPairSync('ed25519');
}

function publicBlob(shape: Shape, key: KeyObject): Uint8Array {
  const jwk = key.export({ format: 'jwk' });
  const part = (name: 'x' | 'y' | 'n' | 'e'): Buffer => Buffer.from(String(jwk[name]), 'base64url');
  const material =
    jwk.kty === 'RSA'
      ? [wireNumber(part('e')), wireNumber(part('n'))]
      : jwk.kty === 'EC'
        ? [wireString(shape.curve ?? ''), wireString(Buffer.concat([Uint8Array.of(4), part('x'), part('y')]))]
        : [wireString(part('x'))];
  return Buffer.concat([wireString(shape.type), ...material, ...(shape.sk ? [wireString(APPLICATION)] : [])]);
}

function signSsh(
  shape: Shape,
  key: KeyObject,
  blob: Uint8Array,
  message: Uint8Array | string,
  options: SignOptions,
): string {
  const { namespace = INTENT_NAMESPACE, hash = 'sha512', reserved = '' } = options;
  const digest = createHash(hash).update(message).digest();
  const signed = Buffer.concat([
    Buffer.from('SSHSIG'),
    wireString(namespace),
    wireString(''),
    wireString(hash),
    wireString(digest),
  ]);
  const body = signBody(shape, key, signed, options);
  return armor(
    Buffer.concat([
      Buffer.from('SSHSIG'),
      uint32(1),
      wireString(blob),
      wireString(namespace),
      wireString(reserved),
      wireString(hash),
      wireString(body),
    ]),
  );
}

function signBody(shape: Shape, key: KeyObject, signed: Buffer, options: SignOptions): Buffer {
  const name = wireString(options.algorithm ?? shape.signs);
  if (!shape.sk) {
    const algorithm =
      options.algorithm === 'rsa-sha2-256' ? 'sha256' : options.algorithm === 'ssh-rsa' ? 'sha1' : shape.hash;
    return Buffer.concat([name, wireString(rawSign(shape, key, algorithm, signed))]);
  }
  const {
    flags = 0x01,
    origin = `https://${APPLICATION}`,
    extensions = new Uint8Array(),
    client = (json: string) => json,
  } = options;
  const head = Buffer.concat([Uint8Array.of(flags), uint32(7)]);
  const json = client(
    `{"type":"webauthn.get","challenge":"${signed.toString('base64url')}","origin":"${origin}","crossOrigin":false}`,
  );
  const browser = shape.signs.startsWith('webauthn');
  const tail = browser ? [extensions, sha256(json)] : [sha256(signed)];
  const value = rawSign(shape, key, shape.hash, Buffer.concat([sha256(APPLICATION), head, ...tail]));
  return Buffer.concat([
    name,
    wireString(value),
    head,
    ...(browser ? [wireString(origin), wireString(json), wireString(extensions)] : []),
  ]);
}

function rawSign(shape: Shape, key: KeyObject, algorithm: string | null, data: Buffer): Buffer {
  const value = sign(algorithm, data, { key, dsaEncoding: 'ieee-p1363' });
  if (shape.curve === undefined) return value;
  return Buffer.concat([wireNumber(value.subarray(0, value.length / 2)), wireNumber(value.subarray(value.length / 2))]);
}

/** A positive multiple-precision integer (RFC 4251). */
export function wireNumber(bytes: Uint8Array): Uint8Array {
  const start = bytes.findIndex((byte) => byte !== 0);
  const trimmed = bytes.subarray(Math.max(start, 0));
  return wireString((trimmed[0] ?? 0) >= 0x80 ? Buffer.concat([Uint8Array.of(0), trimmed]) : trimmed);
}

function uint32(value: number): Buffer {
  const out = Buffer.alloc(4);
  out.writeUInt32BE(value);
  return out;
}

function sha256(data: Uint8Array | string): Buffer {
  return createHash('sha256').update(data).digest();
}
