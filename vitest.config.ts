import { defineConfig, type ViteUserConfig } from 'vitest/config';
import { ROOMS } from './tools/check/house.ts';

const slow = '**/*.slow.test.ts';
const pure = ROOMS.filter((room) => room.pure).map((room) => `${room.folder}/src/**/*.test.ts`);

/**
 * The fast tests. Pure packages share one module graph (no isolation: there is no state to
 * leak); the others get a process of their own per file.
 */
const config: ViteUserConfig = defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'pure',
          include: pure,
          exclude: ['**/node_modules/**', slow],
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
            'bin/**/*.test.ts',
          ],
          exclude: ['**/node_modules/**', slow, ...pure],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          // Real nodes, processes and sockets on a machine that others load too: a fault of ours fails twice.
          retry: 1,
        },
      },
    ],
  },
});
export default config;
