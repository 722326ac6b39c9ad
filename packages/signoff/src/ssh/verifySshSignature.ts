import { hash as digest, verify } from 'node:crypto';
import { SignoffFault } from '../signoffFault.ts';
import { toBase64Url } from './base64.ts';
import { type ClientData, parseSshSignature, type Presence, type SshSignature } from './sshSignature.ts';
import { wireString } from './wireString.ts';

/** A user touched the key (FIDO CTAP2, WebAuthn authenticator data). */
const USER_PRESENT = 0x01;
const ATTESTED = 0x40;
const EXTENDED = 0x80;

const HASHES: Readonly<Record<string, string | null>> = {
  'ssh-ed25519': null,
  'sk-ssh-ed25519@openssh.com': null,
  'ecdsa-sha2-nistp256': 'sha256',
  'ecdsa-sha2-nistp384': 'sha384',
  'ecdsa-sha2-nistp521': 'sha512',
  'sk-ecdsa-sha2-nistp256@openssh.com': 'sha256',
  'webauthn-sk-ecdsa-sha2-nistp256@openssh.com': 'sha256',
  'rsa-sha2-256': 'sha256',
  'rsa-sha2-512': 'sha512',
};

/** A signature, armored or parsed, and what it is claimed to be over. */
export interface SshSignatureClaim {
  readonly signature: string | SshSignature;
  readonly message: Uint8Array | string;
  readonly namespace: string;
}

/**
 * Verifies an SSHSIG over a message in a namespace and gives the key that made it; whether
 * that key means anything is the caller's to decide. Accepts nothing that
 * `ssh-keygen -Y verify` refuses. Throws `wrong-namespace`, `no-user-presence`,
 * `bad-client-data`, `bad-signature` and what `parseSshSignature` throws.
 */
export function verifySshSignature(claim: SshSignatureClaim): SshSignature {
  const signature = typeof claim.signature === 'string' ? parseSshSignature(claim.signature) : claim.signature;
  // A signature made for another purpose (a git commit, a login) must not be usable here.
  if (signature.namespace !== claim.namespace || claim.namespace === '') {
    throw new SignoffFault('wrong-namespace', {
      message: 'The signature was made for another purpose.',
      found: `namespace ${JSON.stringify(signature.namespace.slice(0, 80))}`,
      expected: `namespace ${JSON.stringify(claim.namespace)}`,
      remedy: `Sign with ssh-keygen -Y sign -n ${claim.namespace}`,
    });
  }
  const blob = Buffer.concat([
    Buffer.from('SSHSIG'),
    wireString(signature.namespace),
    wireString(''),
    wireString(signature.hash),
    wireString(digest(signature.hash, claim.message, 'buffer')),
  ]);
  const signed = signature.presence === undefined ? blob : authenticatorBytes(signature, signature.presence, blob);
  const algorithm = HASHES[signature.algorithm] ?? null;
  const ok = verify(algorithm, signed, { key: signature.key.key, dsaEncoding: 'ieee-p1363' }, signature.value);
  if (!ok) throw otherBytes(`a signature by ${signature.key.fingerprint} over other bytes, or a damaged one`);
  return signature;
}

/** What the hardware signs in place of our bytes: FIDO U2F raw messages, or WebAuthn authenticator data. */
function authenticatorBytes(signature: SshSignature, presence: Presence, blob: Uint8Array): Uint8Array {
  // Malware that holds the computer but not the finger could otherwise sign.
  if ((presence.flags & USER_PRESENT) === 0) {
    throw new SignoffFault('no-user-presence', {
      message: 'Nobody touched the security key for this signature.',
      found: `flags 0x${presence.flags.toString(16).padStart(2, '0')}`,
      expected: 'the flag of user presence (0x01)',
      remedy: 'Make the key without -O no-touch-required, and sign again.',
    });
  }
  const head = new Uint8Array(5);
  head[0] = presence.flags;
  new DataView(head.buffer).setUint32(1, presence.counter);
  const application = digest('sha256', signature.key.application ?? '', 'buffer');
  if (presence.client === undefined) return Buffer.concat([application, head, digest('sha256', blob, 'buffer')]);
  checkClientData(presence.client, presence.flags, blob);
  return Buffer.concat([
    application,
    head,
    presence.client.extensions,
    digest('sha256', presence.client.json, 'buffer'),
  ]);
}

/** The browser's client data must be the one for our bytes, at its own site, with our bytes as the challenge. */
function checkClientData(client: ClientData, flags: number, blob: Uint8Array): void {
  // A quotation mark in the origin could end the string early and hide another challenge.
  if (/["\\]/.test(client.origin))
    throw clientData('an origin with a quotation mark', 'an origin such as https://example.org');
  const json = new TextDecoder().decode(client.json);
  const said = readClientData(json);
  const challenge = toBase64Url(blob);
  // The challenge is what binds the browser's signature to our bytes.
  if (said.challenge !== challenge) throw otherBytes('a browser’s signature with another challenge');
  const start = `{"type":"webauthn.get","challenge":"${challenge}","origin":"${client.origin}"`;
  // The first spelling is the one that counts: a second challenge behind it could mislead a reader.
  if (!json.startsWith(start))
    throw clientData(
      JSON.stringify(json.slice(0, 60)),
      'client data of webauthn.get for its own origin, in the order browsers write',
    );
  if ((flags & ATTESTED) !== 0)
    throw clientData('authenticator data of a registration', 'authenticator data of an assertion');
  if (((flags & EXTENDED) !== 0) !== client.extensions.length > 0)
    throw clientData('extensions that disagree with the flags', 'the flag 0x80 exactly where extensions are');
  // A foreign page that frames ours could collect touches.
  if (said.crossOrigin !== undefined && said.crossOrigin !== false)
    throw clientData('a signature made inside a frame of another site', 'crossOrigin false');
}

function readClientData(json: string): { readonly challenge?: unknown; readonly crossOrigin?: unknown } {
  try {
    const said: unknown = JSON.parse(json);
    if (typeof said === 'object' && said !== null) return said;
  } catch {
    // Refused below, like any other value that is no object.
  }
  throw clientData('client data that is no JSON object', 'the JSON that the browser made');
}

function otherBytes(found: string): SignoffFault {
  return new SignoffFault('bad-signature', {
    message: 'The signature does not fit these bytes.',
    found,
    expected: 'a signature over exactly the bytes shown',
    remedy: 'Sign the bytes again, without a newline added at their end.',
  });
}

function clientData(found: string, expected: string): SignoffFault {
  return new SignoffFault('bad-client-data', {
    message: 'The browser’s signature is not over these bytes in this form.',
    found,
    expected,
    remedy: 'Sign again from the console of this server.',
  });
}
