import { agreeWithNpm } from './testing/agreeWithNpm.ts';

/** Other rounds, or those that failed: `SEED=7 npx vitest run packages/scan/src/archive/agreeWithNpm.test.ts`. */
agreeWithNpm(Number(process.env['SEED'] ?? 1), 1000);
