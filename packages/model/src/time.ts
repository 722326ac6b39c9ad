/** Milliseconds since 1970-01-01T00:00:00Z. */
export type Millis = number;

/** Whose clock said so: a block's header, a log record, or our own. */
export type TimeSource = 'block' | 'log' | 'clock';

/** A moment with its source. */
export interface Instant {
  readonly ms: Millis;
  readonly source: TimeSource;
}

/** Time as an argument: pure code is handed one, the composition root owns the real one. */
export type Clock = () => Millis;
