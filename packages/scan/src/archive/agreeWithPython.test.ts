import { agreeWithPython } from './testing/agreeWithPython.ts';

/** Other rounds, or those that failed: `SEED=7 npx vitest run packages/scan/src/archive/agreeWithPython.test.ts`. */
agreeWithPython(Number(process.env['SEED'] ?? 1), 1000);
