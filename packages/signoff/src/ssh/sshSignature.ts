import { SignoffFault } from '../signoffFault.ts';
import { fromBase64 } from './base64.ts';
import { readSshPublicKey, type KeyAlgorithm, type SshPublicKey } from './publicKey.ts';
import { WireReader } from './wireReader.ts';

/** Signature algorithms that may stand inside an SSHSIG, by the key that makes them. */
const MADE_BY: Readonly<Record<string, KeyAlgorithm>> = {
  'ssh-ed25519': 'ssh-ed25519',
  'sk-ssh-ed25519@openssh.com': 'sk-ssh-ed25519@openssh.com',
  'ecdsa-sha2-nistp256': 'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384': 'ecdsa-sha2-nistp384',
  'ecdsa-sha2-nistp521': 'ecdsa-sha2-nistp521',
  'sk-ecdsa-sha2-nistp256@openssh.com': 'sk-ecdsa-sha2-nistp256@openssh.com',
  'webauthn-sk-ecdsa-sha2-nistp256@openssh.com': 'sk-ecdsa-sha2-nistp256@openssh.com',
  'rsa-sha2-256': 'ssh-rsa',
  'rsa-sha2-512': 'ssh-rsa',
};

/** What a browser signed around our bytes (WebAuthn). */
export interface ClientData {
  readonly origin: string;
  readonly json: Uint8Array;
  readonly extensions: Uint8Array;
}

/** What a security key signed besides our bytes: its flags, its counter and, through a browser, the client data. */
export interface Presence {
  readonly flags: number;
  readonly counter: number;
  readonly client: ClientData | undefined;
}

/** A parsed SSHSIG. Nothing in it is proven before `verifySshSignature`. */
export interface SshSignature {
  readonly key: SshPublicKey;
  readonly namespace: string;
  readonly hash: 'sha256' | 'sha512';
  readonly algorithm: string;
  /** Ed25519: 64 bytes. ECDSA: r and s, each as long as the field. RSA: as long as the modulus. */
  readonly value: Uint8Array;
  readonly presence: Presence | undefined;
}

const MAX_ARMORED = 16_384;
const BEGIN = '-----BEGIN SSH SIGNATURE-----';
const END = '-----END SSH SIGNATURE-----';
const MAGIC = 'SSHSIG';

/**
 * Reads an armored SSHSIG (OpenSSH PROTOCOL.sshsig, version 1) strictly: canonical base64,
 * limited sizes, no bytes that nobody reads, the key and the signature of one algorithm.
 * Throws `bad-armor`, `bad-encoding`, `weak-algorithm`, `algorithm-mismatch` and what
 * `readSshPublicKey` throws.
 */
export function parseSshSignature(armored: string): SshSignature {
  const reader = new WireReader(dearmor(armored), 'The signature');
  if (latin(reader.take(MAGIC.length)) !== MAGIC)
    throw encoding('no SSHSIG at its start', 'the output of ssh-keygen -Y sign');
  const version = reader.uint32();
  if (version !== 1) throw encoding(`SSHSIG version ${version}`, 'version 1');
  const key = readSshPublicKey(reader.string());
  const namespace = new TextDecoder().decode(reader.string());
  // The standard: a reader ignores what stands in the reserved field.
  reader.string();
  const hash = reader.name();
  if (hash !== 'sha256' && hash !== 'sha512') throw weak(hash, 'sha512 or sha256');
  const body = new WireReader(reader.string(), 'The signature');
  reader.end();
  const algorithm = signatureAlgorithm(body.name(), key.algorithm);
  const value = readValue(body, key);
  const presence = readPresence(body, key, algorithm);
  body.end();
  return { key, namespace, hash, algorithm, value, presence };
}

function dearmor(armored: string): Uint8Array {
  const lines = armored.length > MAX_ARMORED ? [] : armored.replaceAll('\r\n', '\n').replace(/\n$/, '').split('\n');
  const bytes =
    lines[0] === BEGIN && lines.at(-1) === END && lines.length > 2
      ? fromBase64(lines.slice(1, -1).join(''))
      : undefined;
  if (bytes !== undefined) return bytes;
  throw new SignoffFault('bad-armor', {
    message: 'This is not an armored SSH signature.',
    found: armored.length > MAX_ARMORED ? `${armored.length} characters` : JSON.stringify(armored.slice(0, 60)),
    expected: `${BEGIN}, lines of base64, ${END}; at most ${MAX_ARMORED} characters`,
    remedy: 'Send the whole file that ssh-keygen -Y sign wrote, and nothing else.',
  });
}

function signatureAlgorithm(name: string, key: KeyAlgorithm): string {
  if (name === 'ssh-rsa') throw weak('ssh-rsa (SHA-1)', 'rsa-sha2-512 or rsa-sha2-256');
  const maker = Object.hasOwn(MADE_BY, name) ? MADE_BY[name] : undefined;
  if (maker !== key) {
    throw new SignoffFault('algorithm-mismatch', {
      message: 'The signature is not of the kind its key makes.',
      found: `a ${name.slice(0, 80)} signature under a ${key} key`,
      expected: `a signature by the ${key} key`,
    });
  }
  return name;
}

function readValue(body: WireReader, key: SshPublicKey): Uint8Array {
  const bytes = body.string();
  switch (key.algorithm) {
    case 'ssh-ed25519':
    case 'sk-ssh-ed25519@openssh.com':
      return ofLength(bytes, 64);
    case 'ssh-rsa':
      return ofLength(bytes, Math.ceil((key.key.asymmetricKeyDetails?.modulusLength ?? 0) / 8));
    case 'ecdsa-sha2-nistp384':
      return pair(bytes, 48);
    case 'ecdsa-sha2-nistp521':
      return pair(bytes, 66);
    case 'ecdsa-sha2-nistp256':
    case 'sk-ecdsa-sha2-nistp256@openssh.com':
      return pair(bytes, 32);
    default:
      return key.algorithm satisfies never;
  }
}

function ofLength(bytes: Uint8Array, length: number): Uint8Array {
  if (bytes.length !== length) throw encoding(`a signature of ${bytes.length} bytes`, `${length} bytes`);
  return bytes;
}

function pair(bytes: Uint8Array, field: number): Uint8Array {
  const numbers = new WireReader(bytes, 'The signature');
  const r = numbers.positive();
  const s = numbers.positive();
  numbers.end();
  if (r.length > field || s.length > field)
    throw encoding(`numbers of ${r.length} and ${s.length} bytes`, `at most ${field} bytes`);
  const out = new Uint8Array(2 * field);
  out.set(r, field - r.length);
  out.set(s, 2 * field - s.length);
  return out;
}

function readPresence(body: WireReader, key: SshPublicKey, algorithm: string): Presence | undefined {
  if (key.application === undefined) return undefined;
  const flags = body.byte();
  const counter = body.uint32();
  if (!algorithm.startsWith('webauthn-')) return { flags, counter, client: undefined };
  return { flags, counter, client: { origin: body.name(), json: body.string(), extensions: body.string() } };
}

function latin(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}

function encoding(found: string, expected: string): SignoffFault {
  return new SignoffFault('bad-encoding', {
    message: 'The signature is not well formed.',
    found,
    expected,
    remedy: 'Sign again; do not edit what ssh-keygen wrote.',
  });
}

function weak(found: string, expected: string): SignoffFault {
  return new SignoffFault('weak-algorithm', {
    message: 'The signature uses an algorithm that is too weak.',
    found: found.slice(0, 80),
    expected,
    remedy: 'Sign with a current ssh-keygen.',
  });
}
