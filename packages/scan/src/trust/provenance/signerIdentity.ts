import type { Signer } from '@sigstore/verify';
import { ProvenanceFault } from './provenanceFault.ts';

/**
 * Which build signed: what the build service told the certificate authority of the job, not what the job says of itself.
 * Addresses as the service writes them.
 */
export interface SignerIdentity {
  readonly issuer: string;
  /** `https://github.com/owner/name` */
  readonly repository: string;
  readonly commit?: string;
  /** `.github/workflows/release.yml` */
  readonly workflow?: string;
  /** `refs/tags/v1.2.3` */
  readonly ref?: string;
  /** Whose machine built: `github-hosted`, `self-hosted`. */
  readonly runner?: string;
}

/** Build services whose word counts, and where the repositories lie that they may speak for. */
export const BUILD_SERVICES: Readonly<Record<string, string>> = {
  'https://token.actions.githubusercontent.com': 'https://github.com/',
  'https://gitlab.com': 'https://gitlab.com/',
};

/** Extensions of a certificate of Fulcio (its document oid-info). Those with a number below 7 hold bare text. */
const PREFIX = '1.3.6.1.4.1.57264.1.';
const FIELDS = {
  oldIssuer: 1,
  oldCommit: 3,
  oldRepository: 5,
  oldRef: 6,
  issuer: 8,
  runner: 11,
  repository: 12,
  commit: 13,
  ref: 14,
  workflow: 18,
} as const;

/** Reads who signed from a certificate that holds. Throws `signer` and `issuer`. */
export function signerIdentity({ identity }: Signer): SignerIdentity {
  // Signed by a bare key, or by a person's own certificate.
  if (identity === undefined) throw new ProvenanceFault('signer', 'it is signed by a key, not by a build');
  const fields = new Map(
    (identity.oids ?? []).map(({ oid, value }) => [oid?.id.join('.') ?? '', Buffer.from(value)] as const),
  );
  const read = (field: keyof typeof FIELDS): string | undefined =>
    textOf(fields.get(PREFIX + FIELDS[field]), FIELDS[field]);
  const issuer = read('issuer') ?? read('oldIssuer');
  const home = issuer === undefined || !Object.hasOwn(BUILD_SERVICES, issuer) ? undefined : BUILD_SERVICES[issuer];
  // A certificate that anybody with an account somewhere can get.
  if (issuer === undefined || home === undefined)
    throw new ProvenanceFault(
      'issuer',
      `it is signed in the name of ${issuer ?? 'nobody'}, which is no known build service`,
    );
  const old = read('oldRepository');
  const repository = read('repository') ?? (old === undefined ? undefined : home + old);
  // A build service that speaks for repositories that are not its own.
  if (repository === undefined || !repository.startsWith(home))
    throw new ProvenanceFault('issuer', `${issuer} signed for ${repository ?? 'no repository'}`);
  return {
    issuer,
    repository,
    ...present('commit', read('commit') ?? read('oldCommit')),
    ...present('workflow', pathIn(read('workflow'), repository)),
    ...present('ref', read('ref') ?? read('oldRef')),
    ...present('runner', read('runner')),
  };
}

/** `https://github.com/owner/name/.github/workflows/release.yml@refs/heads/main`, without its repository and its ref. */
function pathIn(address: string | undefined, repository: string): string | undefined {
  if (address?.startsWith(`${repository}/`) !== true) return undefined;
  return address
    .slice(repository.length)
    .replace(/^\/+/, '')
    .replace(/@[^@]*$/, '');
}

/** From 7 on a UTF8String of DER; lengths above 127 bytes have bytes of their own. */
function textOf(value: Buffer | undefined, field: number): string | undefined {
  if (value === undefined) return undefined;
  if (field < 7) return value.toString('utf8');
  const [tag, first = 0] = value;
  const head = first < 0x80 ? 2 : 2 + (first & 0x7f);
  const length = first < 0x80 ? first : value.subarray(2, head).reduce((sum, byte) => sum * 256 + byte, 0);
  if (tag !== 0x0c || head + length !== value.length)
    throw new ProvenanceFault('malformed', `field ${field} of its certificate is no text`);
  return value.subarray(head).toString('utf8');
}

function present<K extends string>(key: K, value: string | undefined): { readonly [P in K]?: string } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [P in K]?: string });
}
