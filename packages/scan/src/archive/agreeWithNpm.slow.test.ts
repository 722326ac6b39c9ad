import { agreeWithNpm } from './testing/agreeWithNpm.ts';

const SEEDS = process.env['SEED']?.split(',').map(Number) ?? [31, 32];
for (const seed of SEEDS) agreeWithNpm(seed, 15_000);
