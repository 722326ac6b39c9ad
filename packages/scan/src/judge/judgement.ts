import type { Digest } from '@portcullis/model';
import type { Capability } from '../flow/flowReport.ts';
import type { PackageFinding } from '../packageFinding.ts';
import type { ReleaseTrust } from '../trust/releaseTrust.ts';

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

/** A package that an update brings, and what was said of it. */
export type JudgedDependency =
  | {
      readonly is: 'judged';
      /** As it is declared. */
      readonly name: string;
      readonly range: string;
      /** The packages through which it comes, the nearest to the update first; empty where the update itself declares it. */
      readonly through: readonly string[];
      readonly judgement: Judgement;
    }
  | {
      readonly is: 'unjudged';
      readonly name: string;
      readonly range: string;
      readonly through: readonly string[];
      /** After "was not judged: ". */
      readonly why: string;
      /** Somebody wanted it judged, and it could not be: the judgement of the update is then partial. */
      readonly isGap: boolean;
    };

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
  /** Who released it and what proves where it was built; absent where there was nobody to ask. */
  readonly release?: ReleaseTrust;
  /** What an update brings beside itself, and what was said of that. */
  readonly dependencies: readonly JudgedDependency[];
}
