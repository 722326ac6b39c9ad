import type { Millis } from '@portcullis/model';

/** An account of a registry. */
export interface RegistryPerson {
  readonly name: string;
  readonly email?: string;
}

/** What a registry's proof of origin said when it was verified offline. */
export type Provenance =
  | { readonly is: 'verified'; readonly repository: string; readonly commit?: string; readonly workflow?: string }
  | { readonly is: 'absent' }
  /** There is one, and it does not hold. */
  | { readonly is: 'invalid'; readonly why: string };

/** Who published a version, when, and what proves where it was built. */
export interface ReleaseTrust {
  readonly published?: Millis;
  readonly publisher?: RegistryPerson;
  readonly maintainers: readonly RegistryPerson[];
  readonly provenance: Provenance;
}
