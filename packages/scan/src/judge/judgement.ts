import type { Digest } from '@portcullis/model';
import type { Capability } from '../flow/flowReport.ts';
import type { PackageFinding } from '../packageFinding.ts';

/** A version that a judgement compares with or speaks of. */
export interface Subject {
  /** A purl where name and version are known, else the path or name that was given. */
  readonly subject: string;
  readonly digest: Digest;
}

/** What a file can do, and by which API; the constants are hosts, commands and paths that could be read off the code. */
export interface JudgedCapability {
  readonly file: string;
  readonly capability: Capability;
  readonly api: string;
  readonly constants: readonly string[];
}

/** What is said of one package. Deterministic: the same bytes, predecessor, lock, feed and day give the same judgement. */
export interface Judgement extends Subject {
  /** The worst that a finding asks for; `pass` where none asks for more than a note. */
  readonly decision: 'pass' | 'review' | 'hold';
  /** Something was not read: such a package is never clean, whatever `decision` says. */
  readonly isPartial: boolean;
  readonly unread: readonly { readonly file: string; readonly why: string }[];
  /** Worst first. */
  readonly findings: readonly PackageFinding[];
  /** The version approved before; the findings are then about what is new since. */
  readonly since?: Subject;
  readonly files: number;
  readonly bytes: number;
  readonly capabilities: readonly JudgedCapability[];
}
