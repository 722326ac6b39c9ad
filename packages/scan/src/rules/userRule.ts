import type { Severity } from '@portcullis/model';
import type { Ecosystem } from '../artifact.ts';
import type { Capability } from '../flow/flowReport.ts';
import type { Decision } from '../packageFinding.ts';
import type { Matcher } from './regex/matcher.ts';

/** A rule that a user wrote: docs/scan-rules.md describes the file. */
export interface UserRule {
  readonly id: string;
  readonly message: string;
  readonly advice: string | undefined;
  readonly severity: Severity;
  readonly decision: Decision;
  readonly ecosystem: Ecosystem | undefined;
  /** Whether the rule looks at a file. */
  readonly isAbout: (path: string) => boolean;
  readonly looksFor: Condition;
}

export type Condition =
  /** Offset behind the first find in a line, or -1. */
  | { readonly is: 'text'; readonly match: Matcher }
  | { readonly is: 'capability'; readonly capability: Capability }
  | { readonly is: 'api'; readonly matches: (api: string) => boolean }
  | { readonly is: 'manifest'; readonly file: string; readonly member: readonly string[]; readonly test: ManifestTest };

export type ManifestTest =
  | { readonly is: 'present' }
  | { readonly is: 'absent' }
  | { readonly is: 'equals'; readonly value: string }
  | { readonly is: 'matches'; readonly match: Matcher };
