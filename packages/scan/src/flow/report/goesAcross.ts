import type { FlowPoint } from '../flowReport.ts';

/** Characters. In a bundle of many modules a few steps may lead from one end to the other. */
const FAR_APART = 40_000;
const MANY_FILES = 3;

/**
 * Whether a way leads across the program, through many files or from one end of a bundle to the other: where objects all
 * know each other, a secret and what is sent may have met on it only for the judge.
 */
export function goesAcross(points: readonly FlowPoint[]): boolean {
  const byFile = [...Map.groupBy(points, ({ file }) => file).values()];
  return byFile.length > MANY_FILES || byFile.some((some) => spreadOf(some) > FAR_APART);
}

/** How far apart the places of one file are, at most. */
function spreadOf(points: readonly FlowPoint[]): number {
  const starts = points.map(({ span }) => span.start);
  return Math.max(...starts) - Math.min(...starts);
}
