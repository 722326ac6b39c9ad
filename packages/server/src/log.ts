import { type Logger, pino } from 'pino';

/** Structured logs on standard error; names that could hold a secret are cut out. */
export function createLog(level: string): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      redact: {
        paths: ['token', 'secret', 'key', 'authorization', '*.token', '*.secret', '*.authorization'],
        censor: '[cut]',
      },
    },
    pino.destination({ fd: 2, sync: true }),
  );
}
