/** Whose signature a commit carries, as a version control program said. */
export type CommitSignature =
  | { readonly is: 'good'; readonly by: string }
  | { readonly is: 'unknown-key'; readonly key: string }
  | { readonly is: 'bad' }
  | { readonly is: 'none' }
  /** Nobody said whose signatures count. */
  | { readonly is: 'unasked' };

/** What a repository says of the commit that a release was built from. */
export interface ReleaseFacts {
  readonly commit: string;
  /** The branches that were looked at, such as `origin/main`; empty where none is known. */
  readonly branches: readonly string[];
  /** Those of them that the commit can be reached from. */
  readonly reachableFrom: readonly string[];
  readonly signature: CommitSignature;
  /** Protections of the release workflows at the release before, as `DeclaredFacts.protections` says them. */
  readonly protectionsBefore: readonly string[];
  readonly protections: readonly string[];
}
