import { defineConfig, type ViteUserConfig } from 'vitest/config';

const pure = ['model', 'signoff', 'reconcile'];

/** Pure packages share one module graph (no isolation: there is no state to leak); the others get a process of their own per file. */
const config: ViteUserConfig = defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'pure',
          include: pure.map((name) => `packages/${name}/src/**/*.test.ts`),
          isolate: false,
        },
      },
      {
        test: {
          name: 'real',
          include: [
            'packages/*/src/**/*.test.ts',
            'contracts/src/**/*.test.ts',
            'drills/**/*.test.ts',
            'bench/src/**/*.test.ts',
            'tools/**/*.test.ts',
          ],
          exclude: [
            '**/node_modules/**',
            '**/*.slow.test.ts',
            ...pure.map((name) => `packages/${name}/**`),
          ],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
export default config;
