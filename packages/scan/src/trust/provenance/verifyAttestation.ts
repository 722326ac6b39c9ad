import { bundleFromJSON, isBundleWithDsseEnvelope } from '@sigstore/bundle';
import { type Signer, toSignedEntity, VerificationError, Verifier } from '@sigstore/verify';
import { buildClaim, sameRepository } from './buildClaim.ts';
import { ProvenanceFault, type ProvenanceFaultCode } from './provenanceFault.ts';
import { type SignerIdentity, signerIdentity } from './signerIdentity.ts';
import { parseStatement, type Statement } from './statement.ts';
import type { TrustRoots } from './trustRoots.ts';

/** What a proof of origin must be about. */
export interface ProvenanceSubject {
  /** A purl for npm, a file name for PyPI. */
  readonly name: string;
  readonly algorithm: 'sha256' | 'sha512';
  /** Of the bytes that are judged, in hexadecimal. */
  readonly digest: string;
}

/** An attestation that holds. */
export interface Attested {
  readonly predicateType: string;
  readonly identity: SignerIdentity;
  readonly builder?: string;
}

/**
 * Verifies one Sigstore bundle (formats 0.1 to 0.3) that a build signed: offline, against the given roots, for the given
 * subject. Throws `ProvenanceFault` at the first check that fails.
 */
export function verifyAttestation(bundle: unknown, subject: ProvenanceSubject, roots: TrustRoots): Attested {
  const { signer, statement } = verifySignature(bundle, roots);
  // A certificate of somebody else than a build.
  const identity = signerIdentity(signer);
  // A proof of something else, taken for a proof of origin.
  const claim = buildClaim(statement);
  checkSubject(statement, subject);
  // A build that signs for a repository that is not its own.
  if (claim.repository !== undefined && !sameRepository(claim.repository, identity.repository))
    throw new ProvenanceFault(
      'repository',
      `it says ${claim.repository}, and its certificate says ${identity.repository}`,
    );
  if (claim.commit !== undefined && identity.commit !== undefined && claim.commit !== identity.commit)
    throw new ProvenanceFault('commit', `it says commit ${claim.commit}, and its certificate says ${identity.commit}`);
  return {
    predicateType: statement.predicateType,
    identity,
    ...(claim.builder === undefined ? {} : { builder: claim.builder }),
  };
}

/** Verifies what a registry itself signed with its key: that it took these bytes in under this name. Throws `ProvenanceFault`. */
export function verifyRegistryStatement(bundle: unknown, subject: ProvenanceSubject, roots: TrustRoots): void {
  const { statement } = verifySignature(bundle, roots);
  buildClaim(statement);
  checkSubject(statement, subject);
}

/**
 * The cryptography, in the order of the verifier: a trusted time, the certificate's chain at that time, its entry in a
 * certificate log, the entry of the signature in a transparency log, the signature.
 */
function verifySignature(json: unknown, roots: TrustRoots): { readonly signer: Signer; readonly statement: Statement } {
  try {
    const bundle = bundleFromJSON(json);
    if (!isBundleWithDsseEnvelope(bundle)) throw new ProvenanceFault('malformed', 'it has no statement');
    const { payload, payloadType } = bundle.content.dsseEnvelope;
    const signer = new Verifier(roots.material).verify(toSignedEntity(bundle));
    return { signer, statement: parseStatement(payload, payloadType) };
  } catch (error) {
    if (error instanceof ProvenanceFault) throw error;
    const message = error instanceof Error ? error.message : String(error);
    // Whatever else a reader of certificates throws at bytes of a stranger.
    if (!(error instanceof VerificationError))
      throw new ProvenanceFault('malformed', `it cannot be read (${message})`, error);
    throw new ProvenanceFault(codeOf(error), wordsOf(codeOf(error), message), error);
  }
}

function codeOf({ code, message }: VerificationError): ProvenanceFaultCode {
  switch (code) {
    case 'TIMESTAMP_ERROR':
      return 'time';
    case 'CERTIFICATE_ERROR':
      return /\bSCT/.test(message) ? 'certificate-log' : 'certificate';
    case 'PUBLIC_KEY_ERROR':
      return 'signer';
    case 'SIGNATURE_ERROR':
      return 'signature';
    case 'TLOG_ERROR':
    case 'TLOG_BODY_ERROR':
    case 'TLOG_INCLUSION_PROOF_ERROR':
    case 'TLOG_INCLUSION_PROMISE_ERROR':
    case 'TLOG_MISSING_INCLUSION_ERROR':
      return 'log';
    case 'NOT_IMPLEMENTED_ERROR':
      return 'malformed';
  }
}

function wordsOf(code: ProvenanceFaultCode, detail: string): string {
  switch (code) {
    case 'time':
      return `nothing that can be trusted says when it was signed (${detail})`;
    case 'certificate':
      return `its certificate leads to none of the given roots, or was not valid when it was used (${detail})`;
    case 'certificate-log':
      return `its certificate stands in no certificate log that the given roots know (${detail})`;
    case 'log':
      return `its signature stands in no transparency log that the given roots know (${detail})`;
    case 'signature':
      return 'its signature is wrong';
    default:
      return detail;
  }
}

function checkSubject({ subjects }: Statement, { name, algorithm, digest }: ProvenanceSubject): void {
  const named = subjects.filter((one) => one.name === name);
  // The proof of another package or version.
  if (named.length === 0)
    throw new ProvenanceFault('subject-name', `it is about ${subjects[0]?.name ?? 'nothing'}, not about ${name}`);
  // The proof of other bytes: the honest build's, while the thief's lie in the registry.
  if (!named.some((one) => Object.hasOwn(one.digest, algorithm) && one.digest[algorithm] === digest))
    throw new ProvenanceFault(
      'subject-digest',
      `it is about other bytes: ${algorithm} ${named[0]?.digest[algorithm] ?? 'not given'}, not ${digest}`,
    );
}
