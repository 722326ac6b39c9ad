import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import type { Check } from './check.ts';
import { impurities } from './impurities.ts';
import { PURE_FILES, ROOMS } from './house.ts';
import { isTest, sources } from './sources.ts';

/** The pure packages once more, by their syntax tree: what import rules and the linter cannot see. */
export const purity: Check = {
  name: 'purity',
  about: 'no clock, randomness, environment, disk or network in the pure packages',
  run(root) {
    const folders = ROOMS.filter((room) => room.pure).map((room) => `${room.folder}/`);
    const files = [
      ...sources(root).filter((file) => folders.some((folder) => file.startsWith(folder))),
      ...PURE_FILES.flatMap((glob) => globSync(glob, { cwd: root })),
    ];
    const read = [...new Set(files)].filter((file) => !isTest(file));
    const faults = read.flatMap((file) => {
      const source = ts.createSourceFile(
        file,
        readFileSync(path.join(root, file), 'utf8'),
        ts.ScriptTarget.ESNext,
        true,
      );
      return impurities(source).map(({ line, column, what }) => `${file}:${line}:${column} ${what}`);
    });
    return Promise.resolve({
      looked: `${read.length} files`,
      faults: read.length === 0 ? ['no pure file was read'] : faults,
    });
  },
};
