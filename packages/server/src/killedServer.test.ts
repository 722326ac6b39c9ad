import { killServer } from './testing/killServer.ts';

/** Another run: `SEED=7 npx vitest run packages/server/src/killedServer.test.ts`. */
killServer(3, process.env['SEED']?.split(',').map(Number) ?? [1], 60_000);
