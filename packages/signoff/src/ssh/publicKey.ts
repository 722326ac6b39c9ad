import { createHash, createPublicKey, type KeyObject } from 'node:crypto';
import { SignoffFault } from '../signoffFault.ts';
import { fromBase64, toBase64, toBase64Url } from './base64.ts';
import { isSmallOrder } from './smallOrder.ts';
import { WireReader } from './wireReader.ts';

/** Key algorithms of OpenSSH that may sign off. */
export const KEY_ALGORITHMS = [
  'ssh-ed25519',
  'sk-ssh-ed25519@openssh.com',
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ecdsa-sha2-nistp521',
  'sk-ecdsa-sha2-nistp256@openssh.com',
  'ssh-rsa',
] as const;
export type KeyAlgorithm = (typeof KEY_ALGORITHMS)[number];

/** A public key of OpenSSH, checked: the name in front, the name inside and the material agree. */
export interface SshPublicKey {
  readonly algorithm: KeyAlgorithm;
  /** The whole key in SSH wire form. */
  readonly blob: Uint8Array;
  /** `SHA256:` and unpadded base64, as `ssh-keygen -l` prints it. */
  readonly fingerprint: string;
  /** The same for all keys over one secret: a plain key and a security key of the same point are one key. */
  readonly material: string;
  /** Of a security key: the application it is bound to (`ssh:`, or the domain of a passkey). */
  readonly application: string | undefined;
  readonly key: KeyObject;
}

const MAX_TEXT = 8192;
const MAX_BLOB = 6144;
const RSA_BITS = { least: 2048, most: 16_384 };
const CURVES = {
  nistp256: { crv: 'P-256', bytes: 32 },
  nistp384: { crv: 'P-384', bytes: 48 },
  nistp521: { crv: 'P-521', bytes: 66 },
} as const;

/**
 * Reads a public key as it stands in `id_….pub` and in the estate: algorithm, base64, comment.
 * Throws `bad-key`, `bad-encoding`, `certificate-refused`, `unknown-algorithm`, `weak-key`.
 */
export function parseSshPublicKey(text: string): SshPublicKey {
  const parts = text.length > MAX_TEXT ? null : /^([\x21-\x7e]+) ([A-Za-z0-9+/]+={0,2})(?: [^\r\n]*)?$/.exec(text);
  const blob = parts === null ? undefined : fromBase64(parts[2] ?? '');
  if (parts === null || blob === undefined) {
    throw new SignoffFault('bad-key', {
      message: 'This is not a public key in OpenSSH form.',
      found: JSON.stringify(text.slice(0, 60)),
      expected: 'one line such as ssh-ed25519 AAAAC3Nza… alice, in canonical base64',
      remedy: 'Copy the line from the file that ends in .pub.',
    });
  }
  const key = readSshPublicKey(blob);
  // A line whose front names another algorithm than its inside would be read differently by different tools.
  if (key.algorithm !== parts[1])
    throw badKey(`${parts[1]} in front, ${key.algorithm} inside`, 'the same algorithm in front and inside');
  return key;
}

/** Good keys read lately, by their bytes: every signature carries its key, and checking a point costs as much as a signature. */
const recent = new Map<string, SshPublicKey>();
const RECENT = 1024;

/** Reads a public key from its SSH wire form. Throws like `parseSshPublicKey`. */
export function readSshPublicKey(blob: Uint8Array): SshPublicKey {
  if (blob.length > MAX_BLOB) throw badKey(`${blob.length} bytes`, `at most ${MAX_BLOB} bytes`);
  const bytes = toBase64(blob);
  const before = recent.get(bytes);
  if (before !== undefined) return before;
  const key = read(blob);
  if (recent.size >= RECENT) recent.clear();
  recent.set(bytes, key);
  return key;
}

function read(received: Uint8Array): SshPublicKey {
  // A copy: what is remembered must not change with a buffer of the caller.
  const blob = Uint8Array.from(received);
  const reader = new WireReader(blob, 'The public key');
  const algorithm = keyAlgorithm(reader.name());
  const { key, raw, application } = readMaterial(algorithm, reader);
  reader.end();
  return {
    algorithm,
    blob,
    fingerprint: `SHA256:${toBase64(createHash('sha256').update(blob).digest()).replace(/=+$/, '')}`,
    material: createHash('sha256').update(raw).digest('hex'),
    application,
    key,
  };
}

function keyAlgorithm(name: string): KeyAlgorithm {
  const known = KEY_ALGORITHMS.find((algorithm) => algorithm === name);
  if (known !== undefined) return known;
  if (/-cert-v\d\d@/.test(name)) {
    throw new SignoffFault('certificate-refused', {
      message: 'A certificate cannot sign off: whoever holds the authority could make any number of persons.',
      found: name,
      expected: 'a plain key that the estate names',
      remedy: 'Sign with the key itself, not with its certificate.',
    });
  }
  throw new SignoffFault('unknown-algorithm', {
    message: 'This key algorithm cannot sign off.',
    found: name.slice(0, 80),
    expected: KEY_ALGORITHMS.join(', '),
  });
}

interface Material {
  readonly key: KeyObject;
  readonly raw: Uint8Array;
  readonly application: string | undefined;
}

function readMaterial(algorithm: KeyAlgorithm, reader: WireReader): Material {
  switch (algorithm) {
    case 'ssh-ed25519':
      return { ...readEd25519(reader), application: undefined };
    case 'sk-ssh-ed25519@openssh.com':
      return { ...readEd25519(reader), application: reader.name() };
    case 'ecdsa-sha2-nistp256':
    case 'ecdsa-sha2-nistp384':
    case 'ecdsa-sha2-nistp521':
      return { ...readEcdsa(reader, algorithm.slice('ecdsa-sha2-'.length)), application: undefined };
    case 'sk-ecdsa-sha2-nistp256@openssh.com':
      return { ...readEcdsa(reader, 'nistp256'), application: reader.name() };
    case 'ssh-rsa':
      return { ...readRsa(reader), application: undefined };
    default:
      return algorithm satisfies never;
  }
}

function readEd25519(reader: WireReader): Pick<Material, 'key' | 'raw'> {
  const raw = reader.string();
  if (raw.length !== 32) throw badKey(`an Ed25519 key of ${raw.length} bytes`, '32 bytes');
  // With a point of small order anybody can make a signature that verifies.
  if (isSmallOrder(raw)) throw weakKey('an Ed25519 point of small order', 'a point that ssh-keygen makes');
  return { raw, key: jwk({ kty: 'OKP', crv: 'Ed25519', x: toBase64Url(raw) }) };
}

function readEcdsa(reader: WireReader, curve: string): Pick<Material, 'key' | 'raw'> {
  const named = reader.name();
  const raw = reader.string();
  const shape = CURVES[curve as keyof typeof CURVES];
  if (named !== curve) throw badKey(`curve ${named.slice(0, 40)}`, `curve ${curve}`);
  if (raw.length !== 1 + 2 * shape.bytes || raw[0] !== 4)
    throw badKey(`a point of ${raw.length} bytes`, `an uncompressed point of ${1 + 2 * shape.bytes} bytes`);
  const x = toBase64Url(raw.subarray(1, 1 + shape.bytes));
  const y = toBase64Url(raw.subarray(1 + shape.bytes));
  return { raw, key: jwk({ kty: 'EC', crv: shape.crv, x, y }) };
}

function readRsa(reader: WireReader): Pick<Material, 'key' | 'raw'> {
  const e = reader.positive();
  const n = reader.positive();
  const bits = n.length * 8 - Math.clz32(n[0] ?? 0) + 24;
  if (bits < RSA_BITS.least || bits > RSA_BITS.most)
    throw weakKey(`an RSA modulus of ${bits} bits`, `${RSA_BITS.least} to ${RSA_BITS.most} bits`);
  const last = e.at(-1) ?? 0;
  if (e.length > 8 || last % 2 === 0 || (e.length === 1 && last < 3))
    throw weakKey('an unusual RSA exponent', 'an odd exponent of 3 or more, such as 65537');
  return { raw: n, key: jwk({ kty: 'RSA', n: toBase64Url(n), e: toBase64Url(e) }) };
}

function jwk(key: Readonly<Record<string, string>>): KeyObject {
  try {
    return createPublicKey({ key, format: 'jwk' });
  } catch (cause) {
    throw new SignoffFault('bad-key', {
      message: 'This public key is not a point of its curve.',
      found: `a ${key['kty']} key that cannot be`,
      expected: 'a key that ssh-keygen makes',
      cause,
    });
  }
}

function badKey(found: string, expected: string): SignoffFault {
  return new SignoffFault('bad-key', {
    message: 'This public key is not well formed.',
    found,
    expected,
    remedy: 'Copy the line from the file that ends in .pub.',
  });
}

function weakKey(found: string, expected: string): SignoffFault {
  return new SignoffFault('weak-key', {
    message: 'This public key is too weak to sign off.',
    found,
    expected,
    remedy: 'Make a new one: ssh-keygen -t ed25519',
  });
}
