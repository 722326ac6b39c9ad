/**
 * Who can mend a fault, which decides what the caller does with it:
 * `retryable` (the world may answer differently soon), `operator` (a person must
 * change something), `bug` (our own mistake), `shutdown` (we are stopping on purpose).
 */
export type FaultKind = 'retryable' | 'operator' | 'bug' | 'shutdown';

/** What a fault tells a tired person: what was found, what was expected, what to do. */
export interface FaultDetail {
  readonly message: string;
  readonly found?: string | undefined;
  readonly expected?: string | undefined;
  readonly remedy?: string | undefined;
  readonly cause?: unknown;
}

/**
 * Base of every error class of ours. Each package derives one class with a closed
 * union of codes; a caller decides on `code` and `kind`, never on the text.
 */
export abstract class Fault<Code extends string = string> extends Error {
  readonly code: Code;
  readonly kind: FaultKind;
  readonly found: string | undefined;
  readonly expected: string | undefined;
  readonly remedy: string | undefined;

  constructor(code: Code, kind: FaultKind, detail: FaultDetail) {
    super(detail.message, detail.cause === undefined ? undefined : { cause: detail.cause });
    this.name = new.target.name;
    this.code = code;
    this.kind = kind;
    this.found = detail.found;
    this.expected = detail.expected;
    this.remedy = detail.remedy;
  }
}

/** The text form of a fault: message, then `found`, `expected` and `do` on lines of their own where known. */
export function explainFault(fault: Fault): string {
  const lines = [fault.message];
  if (fault.found !== undefined) lines.push(`  found:    ${fault.found}`);
  if (fault.expected !== undefined) lines.push(`  expected: ${fault.expected}`);
  if (fault.remedy !== undefined) lines.push(`  do:       ${fault.remedy}`);
  return lines.join('\n');
}
