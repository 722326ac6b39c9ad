import { createHash, type KeyObject, sign } from 'node:crypto';
import { bits, boolean, context, integer, octets, oid, sequence, set, time, utf8 } from './der.ts';

export interface KeyPair {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

export interface CertificateParts {
  readonly subject: string;
  readonly issuer: string;
  readonly key: KeyObject;
  readonly signedBy: KeyObject;
  readonly from: Date;
  readonly until: Date;
  readonly extensions: readonly Buffer[];
}

/** ECDSA with SHA-256. */
const ALGORITHM = sequence(oid('1.2.840.10045.4.3.2'));

export function spki(key: KeyObject): Buffer {
  return key.export({ type: 'spki', format: 'der' });
}

/** A certificate of version 3 (RFC 5280). */
export function certificate(parts: CertificateParts): Buffer {
  const body = toBeSigned(parts);
  return sequence(body, ALGORITHM, bits(sign('sha256', body, parts.signedBy)));
}

/** The same with one entry of a certificate log in it (RFC 6962, 3.2), made over the certificate without it. */
export function loggedCertificate(parts: CertificateParts, issuerKey: KeyObject, log: KeyPair, at: Date): Buffer {
  const body = toBeSigned(parts);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  const moment = Buffer.alloc(8);
  moment.writeBigUInt64BE(BigInt(at.getTime()));
  const signed = Buffer.concat([
    Buffer.from([0, 0]),
    moment,
    Buffer.from([0, 1]),
    createHash('sha256').update(spki(issuerKey)).digest(),
    length.subarray(1),
    body,
    Buffer.from([0, 0]),
  ]);
  const signature = sign('sha256', signed, log.privateKey);
  const entry = Buffer.concat([
    Buffer.from([0]),
    createHash('sha256').update(spki(log.publicKey)).digest(),
    moment,
    Buffer.from([0, 0, 4, 3, signature.length >> 8, signature.length & 0xff]),
    signature,
  ]);
  const list = Buffer.concat([sized(sized(entry))]);
  return certificate({
    ...parts,
    extensions: [...parts.extensions, extension('1.3.6.1.4.1.11129.2.4.2', octets(list))],
  });
}

export function extension(id: string, value: Uint8Array, isCritical = false): Buffer {
  return sequence(oid(id), ...(isCritical ? [boolean(true)] : []), octets(value));
}

/** What makes a certificate an authority's. */
export const AUTHORITY: readonly Buffer[] = [
  extension('2.5.29.19', sequence(boolean(true)), true),
  extension('2.5.29.15', bits(Buffer.from([0x06]), 1), true),
];

/** What makes it one that signs for an address. */
export function leafExtensions(address: string, fields: Readonly<Record<number, string>>): readonly Buffer[] {
  return [
    extension('2.5.29.15', bits(Buffer.from([0x80]), 7), true),
    extension('2.5.29.37', sequence(oid('1.3.6.1.5.5.7.3.3'))),
    extension('2.5.29.17', sequence(context(6, false, Buffer.from(address))), true),
    ...Object.entries(fields).map(([field, text]) =>
      extension(`1.3.6.1.4.1.57264.1.${field}`, Number(field) < 7 ? Buffer.from(text) : utf8(text)),
    ),
  ];
}

function toBeSigned({ subject, issuer, key, from, until, extensions }: CertificateParts): Buffer {
  return sequence(
    context(0, true, integer(2)),
    integer(7),
    ALGORITHM,
    name(issuer),
    sequence(time(from), time(until)),
    name(subject),
    spki(key),
    context(3, true, sequence(...extensions)),
  );
}

function name(text: string): Buffer {
  return sequence(set(sequence(oid('2.5.4.3'), utf8(text))));
}

function sized(bytes: Buffer): Buffer {
  return Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 0xff]), bytes]);
}
