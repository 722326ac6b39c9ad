import type { Certainty, Flow, FlowPoint } from '../flowReport.ts';
import { isTestFile } from '../program/withoutTests.ts';
import type { SourceFact } from '../sources/sourceFact.ts';
import type { SinkHit } from '../taint/taintContext.ts';

const LEVELS = ['low', 'medium', 'high'] as const;

/**
 * How sure a flow is a theft of what it says, not how bad it would be: `high` only for key material known by use or
 * origin that reaches a sink outside for certain. A token that a program sends to its own service is the ordinary case,
 * and low. `length` is of the whole way, where not all of its points are told.
 */
export function judgeConfidence(
  source: SourceFact,
  hit: SinkHit,
  certainty: Certainty,
  points: readonly FlowPoint[],
  length: number = points.length,
): Flow['confidence'] {
  const isDoubtful = certainty === 'guess';
  if (points.every((one) => isTestFile(one.file))) return 'low';
  if (source.kind === 'download') return downloaded(hit, isDoubtful, points);
  let level = strengthOf(source);
  switch (hit.kind) {
    case 'network':
    case 'dns':
    case 'key':
      break;
    // Another part of the same page, or a worker of the package's own, is the ordinary receiver.
    case 'message':
    case 'process':
      level = Math.min(level, 1);
      break;
    case 'later':
    case 'code':
      level = 0;
      break;
  }
  if (isDoubtful || source.isGuess) level -= 1;
  const isLong = length > NEAR && !isInFewLines(points);
  // A name is a hint, and a hint does not carry far; neither does a guess.
  if ((source.by === 'name' || isDoubtful) && isLong) level -= 1;
  if (certainty === 'across' && source.kind !== 'environment') level = Math.min(level, 1);
  // Settings go a long way through a program, or through many files, before one of them is in a request.
  const isFar = isLong || certainty === 'across' || new Set(points.map((one) => one.file)).size > MOST_FILES;
  if (source.kind === 'environment' && isFar) level -= 1;
  return LEVELS[Math.max(level, 0)] ?? 'low';
}

/** Tools fetch modules and run them; a few lines of one file that fetch and run are something else. */
function downloaded(hit: SinkHit, isDoubtful: boolean, points: readonly FlowPoint[]): Flow['confidence'] {
  if (hit.api.includes('WebAssembly') || isDoubtful) return 'low';
  const isNear = points.length <= NEAR && points.every((one) => one.file === points[0]?.file);
  return isNear && hit.kind === 'code' ? 'high' : 'medium';
}
/** An encoder that is written out has many steps and goes no way at all. */
function isInFewLines(points: readonly FlowPoint[]): boolean {
  if (points.some((one) => one.file !== points[0]?.file)) return false;
  const starts = points.map(({ span }) => span.start);
  return Math.max(...starts) - Math.min(...starts) <= FEW_LINES;
}
const FEW_LINES = 800;
const NEAR = 8;
const MOST_FILES = 2;

function strengthOf({ kind, by }: SourceFact): number {
  switch (kind) {
    case 'key':
    case 'wallet':
      return by === 'name' ? 1 : 2;
    // One variable goes to the service it is for; all of them together go nowhere honest.
    case 'environment':
    case 'guessable':
      return 2;
    case 'clipboard':
      return 1;
    case 'credential':
    case 'download':
    case 'host':
      return 0;
  }
}
