import { surviveHostileBinaries } from './testing/surviveHostileBinaries.ts';

const SEEDS = process.env['SEED']?.split(',').map(Number) ?? [41, 42];
for (const seed of SEEDS) surviveHostileBinaries(seed, 60_000);
