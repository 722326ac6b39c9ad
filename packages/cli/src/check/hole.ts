import type { Severity } from '@portcullis/model';

export const HOLE_GROUPS = ['custodians', 'policies', 'chains', 'contracts', 'gates', 'playbooks', 'server'] as const;
export type HoleGroup = (typeof HOLE_GROUPS)[number];

/** A place where a thief gets through, or where nobody would notice or could act. */
export interface Hole {
  /** Such as `one-person-suffices`; the same hole has the same rule and subject in every run. */
  readonly rule: string;
  readonly group: HoleGroup;
  /** `info` is something to know, not a hole: it does not change the exit code. */
  readonly severity: Severity;
  /** What it is about: a path in the estate file, such as `policies.upgrade`. */
  readonly subject: string;
  /** One sentence what is so, and what it lets happen. */
  readonly why: string;
  /** One sentence what to do. */
  readonly advice: string;
}
