import { surviveHostileArchives } from './testing/surviveHostileArchives.ts';

const SEEDS = process.env['SEED']?.split(',').map(Number) ?? [11, 12, 13];
for (const seed of SEEDS) surviveHostileArchives(seed, 40_000);
