import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { parseTrustRoots, type TrustRoots } from '../trustRoots.ts';
import { AUTHORITY, certificate, type KeyPair, leafExtensions, loggedCertificate, spki } from './certificate.ts';

/** What of a bundle is not as it should be. Every member has a check that it must fail. */
export interface Flaws {
  /** The signature is made over other bytes. */
  readonly signature?: boolean;
  /** The certificate comes from an authority that the roots do not know. */
  readonly strangeAuthority?: boolean;
  /** The signature was made this many minutes after the certificate began; it lives for ten. */
  readonly minutes?: number;
  readonly strangeCertificateLog?: boolean;
  readonly noCertificateLog?: boolean;
  readonly strangeLog?: boolean;
  /** The entry of the log is that of another signature. */
  readonly otherEntry?: boolean;
  /** Nothing signed says when. */
  readonly noPromise?: boolean;
  /** The proof leads to another root than the one that the log signed. */
  readonly proof?: boolean;
  readonly noLog?: boolean;
  readonly payloadType?: string;
  /** Instead of a certificate, a key by its id. */
  readonly key?: { readonly id: string; readonly pair: KeyPair };
}

export interface Forged {
  readonly statement: unknown;
  /** Fields of Fulcio's certificates, by the number of their extension. */
  readonly fields: Readonly<Record<number, string>>;
  readonly flaws?: Flaws;
}

/** What a build of GitHub gets into its certificate. */
export const GITHUB_FIELDS: Readonly<Record<number, string>> = {
  1: 'https://token.actions.githubusercontent.com',
  3: 'c0ffee0000000000000000000000000000000001',
  5: 'acme/wallet',
  6: 'refs/tags/v1.2.3',
  8: 'https://token.actions.githubusercontent.com',
  11: 'github-hosted',
  12: 'https://github.com/acme/wallet',
  13: 'c0ffee0000000000000000000000000000000001',
  14: 'refs/tags/v1.2.3',
  18: 'https://github.com/acme/wallet/.github/workflows/release.yml@refs/tags/v1.2.3',
};

export const START: Date = new Date('2025-05-01T10:00:00Z');
const MINUTE = 60_000;

/** A Sigstore of its own: an authority, a certificate log, a transparency log, thrown away with the test. */
export interface Sigstore {
  readonly trustedRoot: string;
  readonly roots: TrustRoots;
  bundle(forged: Forged): Record<string, unknown>;
}

export function keyPair(): KeyPair {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' });
}

export function createSigstore(): Sigstore {
  const [authority, certificateLog, log] = [keyPair(), keyPair(), keyPair()];
  const root = authorityCertificate(authority);
  const trustedRoot = JSON.stringify({
    mediaType: 'application/vnd.dev.sigstore.trustedroot+json;version=0.1',
    tlogs: [logRoot(log, 'https://log.example.invalid')],
    ctlogs: [logRoot(certificateLog, 'https://ct.example.invalid')],
    certificateAuthorities: [
      {
        subject: { organization: 'example', commonName: 'authority' },
        uri: 'https://authority.example.invalid',
        certChain: { certificates: [{ rawBytes: root.toString('base64') }] },
        validFor: { start: '2020-01-01T00:00:00Z' },
      },
    ],
    timestampAuthorities: [],
  });
  return {
    trustedRoot,
    roots: parseTrustRoots(trustedRoot),
    bundle: (forged) => forge(forged, { authority, certificateLog, log }),
  };
}

interface Keys {
  readonly authority: KeyPair;
  readonly certificateLog: KeyPair;
  readonly log: KeyPair;
}

function forge({ statement, fields, flaws = {} }: Forged, keys: Keys): Record<string, unknown> {
  const authority = flaws.strangeAuthority === true ? keyPair() : keys.authority;
  const certificateLog = flaws.strangeCertificateLog === true ? keyPair() : keys.certificateLog;
  const log = flaws.strangeLog === true ? keyPair() : keys.log;
  const signer = flaws.key?.pair ?? keyPair();
  const parts = {
    subject: 'leaf',
    issuer: 'authority',
    key: signer.publicKey,
    signedBy: authority.privateKey,
    from: START,
    until: new Date(START.getTime() + 10 * MINUTE),
    extensions: leafExtensions(fields[18] ?? 'https://example.invalid', fields),
  };
  const leaf =
    flaws.noCertificateLog === true
      ? certificate(parts)
      : loggedCertificate(parts, authority.publicKey, certificateLog, START);
  const payload = Buffer.from(typeof statement === 'string' ? statement : JSON.stringify(statement));
  const payloadType = flaws.payloadType ?? 'application/vnd.in-toto+json';
  const signature = sign(
    'sha256',
    Buffer.concat([preAuthentication(payloadType, payload), ...(flaws.signature === true ? [Buffer.from('x')] : [])]),
    signer.privateKey,
  );
  const entry = logEntry(
    flaws.otherEntry === true ? Buffer.from('another') : payload,
    signature,
    log,
    new Date(START.getTime() + (flaws.minutes ?? 1) * MINUTE),
    flaws,
  );
  return {
    mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
    verificationMaterial: {
      ...(flaws.key === undefined
        ? { certificate: { rawBytes: leaf.toString('base64') } }
        : { publicKey: { hint: flaws.key.id } }),
      tlogEntries: flaws.noLog === true ? [] : [entry],
    },
    dsseEnvelope: {
      payload: payload.toString('base64'),
      payloadType,
      signatures: [{ sig: signature.toString('base64'), keyid: '' }],
    },
  };
}

/** An entry of the kind `dsse`, with the log's promise and its proof in a tree of two. */
function logEntry(payload: Buffer, signature: Buffer, log: KeyPair, at: Date, flaws: Flaws): Record<string, unknown> {
  const body = Buffer.from(
    JSON.stringify({
      apiVersion: '0.0.1',
      kind: 'dsse',
      spec: {
        payloadHash: { algorithm: 'sha256', value: sha256(payload).toString('hex') },
        signatures: [{ signature: signature.toString('base64'), verifier: '' }],
      },
    }),
  );
  const logId = sha256(spki(log.publicKey));
  const [logIndex, integratedTime] = [1, Math.floor(at.getTime() / 1000)];
  const promise = Buffer.from(
    `{"body":"${body.toString('base64')}","integratedTime":${integratedTime},"logID":"${logId.toString('hex')}","logIndex":${logIndex}}`,
  );
  const neighbour = sha256(Buffer.from([0]), Buffer.from('the entry before'));
  const leaf = sha256(Buffer.from([0]), flaws.proof === true ? Buffer.from('another body') : body);
  const root = sha256(Buffer.from([1]), neighbour, leaf);
  const note = `log.example.invalid - 1\n2\n${root.toString('base64')}\n`;
  const noteSignature = Buffer.concat([logId.subarray(0, 4), sign('sha256', Buffer.from(note), log.privateKey)]);
  return {
    logIndex: String(logIndex),
    logId: { keyId: logId.toString('base64') },
    kindVersion: { kind: 'dsse', version: '0.0.1' },
    integratedTime: String(integratedTime),
    ...(flaws.noPromise === true
      ? {}
      : { inclusionPromise: { signedEntryTimestamp: sign('sha256', promise, log.privateKey).toString('base64') } }),
    inclusionProof: {
      logIndex: String(logIndex),
      rootHash: root.toString('base64'),
      treeSize: '2',
      hashes: [neighbour.toString('base64')],
      checkpoint: { envelope: `${note}\n\u2014 log.example.invalid ${noteSignature.toString('base64')}\n` },
    },
    canonicalizedBody: body.toString('base64'),
  };
}

function authorityCertificate({ publicKey, privateKey }: KeyPair): Buffer {
  return certificate({
    subject: 'authority',
    issuer: 'authority',
    key: publicKey,
    signedBy: privateKey,
    from: new Date('2020-01-01T00:00:00Z'),
    until: new Date('2035-01-01T00:00:00Z'),
    extensions: AUTHORITY,
  });
}

function logRoot({ publicKey }: KeyPair, baseUrl: string): Record<string, unknown> {
  return {
    baseUrl,
    hashAlgorithm: 'SHA2_256',
    publicKey: {
      rawBytes: spki(publicKey).toString('base64'),
      keyDetails: 'PKIX_ECDSA_P256_SHA_256',
      validFor: { start: '2020-01-01T00:00:00Z' },
    },
    logId: { keyId: sha256(spki(publicKey)).toString('base64') },
  };
}

/** DSSE's pre-authentication encoding. */
function preAuthentication(type: string, payload: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`DSSEv1 ${Buffer.byteLength(type)} ${type} ${payload.length} `), payload]);
}

function sha256(...parts: readonly Uint8Array[]): Buffer {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}
