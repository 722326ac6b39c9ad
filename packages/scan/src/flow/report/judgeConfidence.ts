import type { Flow } from '../flowReport.ts';
import type { SourceFact } from '../sources/sourceFact.ts';
import type { SinkKind } from '../flowReport.ts';

const LEVELS = ['low', 'medium', 'high'] as const;

/**
 * How sure a flow is a theft of what it says, not how bad it would be: `high` only for key material known by use or
 * origin that reaches a sink outside without any guess. A token that a program sends to its own service is the
 * ordinary case, and low.
 */
export function judgeConfidence(
  source: SourceFact,
  sink: SinkKind,
  isDoubtful: boolean,
  isOnlyInTests: boolean,
): Flow['confidence'] {
  let level = strengthOf(source);
  switch (sink) {
    case 'network':
    case 'dns':
    case 'message':
      break;
    case 'process':
      level = Math.min(level, source.kind === 'download' ? 2 : 1);
      break;
    case 'later':
      level = 0;
      break;
    case 'code':
      level = source.kind === 'download' ? level : 0;
      break;
  }
  if (isDoubtful) level = Math.min(level, 1);
  return LEVELS[isOnlyInTests ? 0 : level] ?? 'low';
}

function strengthOf({ kind, by }: SourceFact): number {
  switch (kind) {
    case 'key':
    case 'wallet':
      return by === 'name' ? 1 : 2;
    case 'environment':
    case 'clipboard':
      return 1;
    case 'download':
      return 2;
    case 'credential':
    case 'host':
      return 0;
  }
}
