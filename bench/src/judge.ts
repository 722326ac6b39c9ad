import type { Figure } from './benchmark.ts';

/** A figure with what follows from it. */
export interface Judged extends Figure {
  /** value ÷ against, where there is something to compare with. */
  readonly ratio: number | undefined;
  /** `unjudged` without a floor, and in a quick run, whose figures say nothing. */
  readonly verdict: 'met' | 'missed' | 'unjudged';
}

/** Holds a figure against its floor. A ratio with nothing to divide by, or a figure that is no number, misses its floor. */
export function judge(figure: Figure, quick: boolean): Judged {
  const ratio = figure.against === undefined ? undefined : figure.value / figure.against.value;
  const { floor } = figure;
  if (floor === undefined || quick) return { ...figure, ratio, verdict: 'unjudged' };
  const value = floor.of === 'ratio' ? (ratio ?? Number.NaN) : figure.value;
  const met =
    Number.isFinite(value) &&
    (floor.atLeast === undefined || value >= floor.atLeast) &&
    (floor.atMost === undefined || value <= floor.atMost);
  return { ...figure, ratio, verdict: met ? 'met' : 'missed' };
}
