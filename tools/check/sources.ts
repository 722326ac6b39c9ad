import { globSync } from 'node:fs';
import { ROOMS } from './house.ts';

/** The TypeScript files of all rooms, as paths from the root with forward slashes, in order. */
export function sources(root: string): string[] {
  return ROOMS.flatMap((room) =>
    globSync(`${room.folder}/**/*.ts`, { cwd: root, exclude: (name) => name.endsWith('node_modules') }),
  )
    .map((file) => file.replaceAll('\\', '/'))
    .toSorted();
}

/** Whether a file is a test or serves tests only: it may touch what the code beside it may not. */
export function isTest(file: string): boolean {
  return file.endsWith('.test.ts') || file.includes('/testing/');
}
