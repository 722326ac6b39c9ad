import { defineConfig, type ViteUserConfig } from 'vitest/config';

/** The tests that take longer than ten seconds: many rounds of kill -9, whole drills. One file at a time, for their timings. */
const config: ViteUserConfig = defineConfig({
  test: {
    name: 'slow',
    include: ['**/*.slow.test.ts'],
    exclude: ['**/node_modules/**'],
    fileParallelism: false,
    passWithNoTests: true,
    testTimeout: 300_000,
    hookTimeout: 120_000,
    // As in the fast tests of real things.
    retry: 1,
  },
});
export default config;
