export type { Benchmark, BenchmarkOptions, Figure } from './benchmark.ts';
