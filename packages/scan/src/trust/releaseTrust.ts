import type { Millis } from '@portcullis/model';

/** An account of a registry. */
export interface RegistryPerson {
  readonly name: string;
  readonly email?: string;
}

/** What a registry's proof of origin said when it was verified offline. */
export type Provenance =
  | {
      readonly is: 'verified';
      /** `https://github.com/owner/name` */
      readonly repository: string;
      readonly commit?: string;
      /** Its path in the repository. */
      readonly workflow?: string;
      /** The branch or tag that was built, `refs/tags/v1.2.3`. */
      readonly ref?: string;
      readonly builder?: string;
      /** The build service that vouches for all of it. */
      readonly issuer?: string;
    }
  | { readonly is: 'absent' }
  /** There is one, and it could not be checked: no roots were given, or its kind proves no repository. */
  | { readonly is: 'unchecked'; readonly why: string }
  /** There is one, and it does not hold. */
  | { readonly is: 'invalid'; readonly why: string };

/** Who published a version, when, and what proves where it was built. */
export interface ReleaseTrust {
  readonly published?: Millis;
  readonly publisher?: RegistryPerson;
  readonly maintainers: readonly RegistryPerson[];
  readonly provenance: Provenance;
}
