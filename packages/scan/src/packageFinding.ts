import type { Digest, Millis, Severity } from '@portcullis/model';
import type { Certainty, FlowSite } from './flow/flowReport.ts';
import type { Rule } from './rules.ts';

/** How sure a rule is that what it saw is there at all; severity says how bad it would be. */
export const CONFIDENCES = ['low', 'medium', 'high'] as const;
export type Confidence = (typeof CONFIDENCES)[number];

/**
 * What a finding asks for. `hold`: do not install, publish or roll out until a person has decided.
 * `review`: read it before the next release, nothing is stopped. `note`: worth knowing.
 */
export const DECISIONS = ['note', 'review', 'hold'] as const;
export type Decision = (typeof DECISIONS)[number];

/** One place that a finding rests on. Lines and columns count from 1; absent for a file as a whole. */
export interface Place {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
  readonly endLine?: number;
  readonly endColumn?: number;
  /** What stands there, printable, at most 160 characters. */
  readonly text?: string;
  /** What happens there, in words: `takes the private key`, `is sent by fetch()`. */
  readonly what: string;
}

/** A permit of the custodians under which a finding is let through. */
export interface FindingPermit {
  /** The intent's digest. */
  readonly id: Digest;
  readonly until: Millis;
  /** The persons who signed. */
  readonly by: readonly string[];
}

/** Where a flow ends, with its way there. */
export interface FindingEnd {
  readonly site: FlowSite;
  readonly certainty: Certainty;
  readonly confidence: Confidence;
  readonly decision: Decision;
  readonly places: readonly Place[];
  /** How many steps the way has, told or not. */
  readonly length: number;
  readonly why: string;
}

/** Something a package does or is that a key holder must know. */
export interface PackageFinding {
  readonly rule: Rule;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly decision: Decision;
  /** Custodians let it through for these bytes; the decision is then a note. */
  readonly permit?: FindingPermit;
  /** For a flow in the order of the flow: source first, sink last. Never empty. */
  readonly places: readonly Place[];
  /** One sentence why. */
  readonly why: string;
  /** One sentence what to do. */
  readonly advice: string;
  /**
   * What makes it the same finding in another version: rule and what is meant, without lines, hosts and
   * local names. The difference of two versions compares these.
   */
  readonly key: string;
  /** Of a flow: all places where it ends, the surest first. One that is new is new, whatever flowed elsewhere before. */
  readonly ends?: readonly FindingEnd[];
}
