import type { StepIr, ValueId } from '../../ir/moduleIr.ts';

export const PASSES = 0;
export const PASSES_PERHAPS = 1;
export const PASSES_NOT = 2;
export type Passing = typeof PASSES | typeof PASSES_PERHAPS | typeof PASSES_NOT;

/** What is particular to some flows, beside what the catalogs say of APIs. */
export interface FlowRules {
  /** Whether a value is worth following at all. */
  mayHold(value: ValueId): boolean;
  /** Whether what a value holds goes on over a step that reads it. */
  passes(value: ValueId, step: StepIr, index: number): Passing;
  /** Calls and assignments that take what a value holds, or only its elements, without being given it. */
  endsAt(value: ValueId): readonly FarEnd[];
}

export interface FarEnd {
  readonly step: number;
  readonly api: string;
  readonly isOfElements: boolean;
}
