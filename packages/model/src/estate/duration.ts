import type { Millis } from '../time.ts';

const UNITS: Readonly<Record<string, Millis>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Reads `450ms`, `30s`, `90m`, `24h`, `7d` as milliseconds; `undefined` for anything else. */
export function parseDuration(text: string): Millis | undefined {
  const parts = /^(\d{1,6})(ms|s|m|h|d)$/.exec(text);
  const unit = UNITS[parts?.[2] ?? ''];
  return unit === undefined ? undefined : Number(parts?.[1]) * unit;
}

/** A duration for people, in its largest whole unit. */
export function formatDuration(ms: Millis): string {
  for (const unit of ['d', 'h', 'm', 's'] as const) {
    const size = UNITS[unit] ?? 1;
    if (ms >= size && ms % size === 0) return `${ms / size}${unit}`;
  }
  return `${ms}ms`;
}
