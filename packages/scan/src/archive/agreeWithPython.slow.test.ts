import { agreeWithPython } from './testing/agreeWithPython.ts';

const SEEDS = process.env['SEED']?.split(',').map(Number) ?? [21, 22];
for (const seed of SEEDS) agreeWithPython(seed, 15_000);
