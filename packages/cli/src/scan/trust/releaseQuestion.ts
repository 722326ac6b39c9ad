import type { ReleaseTrust, TrustRoots } from '@portcullis/scan';
import type { RegistryAccess } from '../registry/registryAccess.ts';

/** Whom to ask of a release, and what its proofs are held against. */
export interface ReleaseQuestion {
  readonly access: RegistryAccess;
  readonly signal: AbortSignal;
}

/** What a registry says of one release whose bytes are these; `roots` are absent where none were given. */
export type AskTrust = (bytes: Uint8Array, roots: TrustRoots | undefined) => Promise<ReleaseTrust>;

/** Why a proof that is there was not looked at. */
export const NO_ROOTS = 'there are no roots to hold it against (--trust-root)';
