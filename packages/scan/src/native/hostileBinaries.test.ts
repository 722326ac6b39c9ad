import { describe } from 'vitest';
import { surviveHostileBinaries } from './testing/surviveHostileBinaries.ts';

/** Other rounds, or those that failed: `SEED=7 npx vitest run packages/scan/src/native/hostileBinaries.test.ts`. */
describe('broken binaries', () => {
  surviveHostileBinaries(Number(process.env['SEED'] ?? 1), 5000);
});
