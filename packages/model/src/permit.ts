import type { Digest } from './ids/digestId.ts';
import type { Intent } from './intent.ts';
import type { Millis } from './time.ts';

/**
 * What a fully signed intent allows, and when. Derived from signed entries, never stored
 * as a truth of its own.
 */
export interface Permit {
  /** The intent's digest. */
  readonly id: Digest;
  readonly intent: Intent;
  /** First moment at which an effect may spend it. */
  readonly from: Millis;
  /** First moment at which an effect may no longer spend it. */
  readonly until: Millis;
}
