import type { ReleaseTrust } from '@portcullis/scan';
import type { TrustRoots } from '@portcullis/scan/provenance';
import type { RegistryAccess } from '../registry/registryAccess.ts';

/** Whom to ask of a release, and what its proofs are held against. */
export interface ReleaseQuestion {
  readonly access: RegistryAccess;
  readonly signal: AbortSignal;
}

/** The roots that proofs are held against, read when the first proof is there; `undefined` where there are none. */
export type GetRoots = () => Promise<TrustRoots | undefined>;

/** What a registry says of one release whose bytes are these. */
export type AskTrust = (bytes: Uint8Array, roots: GetRoots) => Promise<ReleaseTrust>;

/** Why a proof that is there was not looked at. */
export const NO_ROOTS = 'there are no roots to hold it against (--trust-root)';
