import { killServer } from './testing/killServer.ts';

killServer(25, process.env['SEED']?.split(',').map(Number) ?? [11, 12], 300_000);
