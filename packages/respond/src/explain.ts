import { RespondFault } from './respondFault.ts';

/** The code and the words of a failure, for the journal. */
export function explain(error: unknown): string {
  if (!(error instanceof RespondFault)) return `unexpected: ${String(error)}`;
  return `${error.code}: ${error.message}${error.found === undefined ? '' : ` Found: ${error.found}.`}${error.remedy === undefined ? '' : ` ${error.remedy}`}`;
}
