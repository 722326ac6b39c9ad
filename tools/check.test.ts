import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOMS } from './check/house.ts';

/**
 * Plants each forbidden thing in a copy of the sources, in a file of its own, and runs the
 * real checks over the copy once. The tree of the repository itself is never touched.
 */
const repository = path.resolve(import.meta.dirname, '..');
const plantedOutput: Record<string, string> = {};
let copy: string;

interface Planted {
  readonly what: string;
  readonly file: string;
  readonly code: string;
  /** The checks that must name the file. */
  readonly seenBy: readonly string[];
}

const imports = ['purity', 'lint', 'layers'];
const uses = ['purity', 'lint'];
function inPure(what: string, code: string, seenBy: readonly string[]): Planted {
  return { what, file: `packages/model/src/planted/${what.replaceAll(/[^a-z]+/gi, '-')}.ts`, code, seenBy };
}
function inRoom(what: string, room: string, specifier: string, seenBy: readonly string[] = ['layers']): Planted {
  return {
    what,
    file: `packages/${room}/src/planted/${what.replaceAll(/[^a-z]+/gi, '-')}.ts`,
    code: `export * from '${specifier}';`,
    seenBy,
  };
}

const PLANTED: readonly Planted[] = [
  inPure('the disk', `import { readFileSync } from 'node:fs';\nexport const x: unknown = readFileSync;`, imports),
  inPure(
    'the disk without the prefix',
    `import { readFileSync } from 'fs';\nexport const x: unknown = readFileSync;`,
    imports,
  ),
  inPure('the network', `import http from 'node:http';\nexport const x: unknown = http;`, imports),
  inPure('a type of the network', `import { type Server } from 'node:http';\nexport type X = Server;`, imports),
  inPure('a re-export', `export { join } from 'node:path';`, imports),
  inPure(
    'a package that is not in the list',
    `import { keccak256 } from 'viem';\nexport const x: unknown = keccak256;`,
    imports,
  ),
  inPure('an import at run time', `export const x: Promise<unknown> = import('node:fs');`, imports),
  inPure('a worker', `import { Worker } from 'node:worker_threads';\nexport const x: unknown = Worker;`, imports),
  inPure(
    'timers by import',
    `import { setTimeout as later } from 'node:timers/promises';\nexport const x: unknown = later;`,
    imports,
  ),
  inPure('random bytes', `import { randomBytes } from 'node:crypto';\nexport const x: unknown = randomBytes;`, uses),
  inPure(
    'random bytes renamed',
    `import { randomBytes as hash } from 'node:crypto';\nexport const x: unknown = hash;`,
    uses,
  ),
  inPure('all of crypto', `import * as all from 'node:crypto';\nexport const x: unknown = all;`, uses),
  inPure('crypto by default', `import all from 'node:crypto';\nexport const x: unknown = all;`, uses),
  inPure('the environment', `export const x: unknown = process.env['X'];`, uses),
  inPure('fetch', `export const x: unknown = fetch('http://127.0.0.1');`, uses),
  inPure('a timer', `export const x: unknown = setTimeout(() => 0, 1);`, uses),
  inPure('performance', `export const x: number = performance.now();`, uses),
  inPure('crypto', `export const x: string = crypto.randomUUID();`, uses),
  inPure('globals by another name', `export const x: unknown = globalThis.fetch;`, uses),
  inPure('the clock', `export const x: number = Date.now();`, uses),
  inPure('randomness', `export const x: number = Math.random();`, uses),
  inPure('the clock by a constructor', `export const x: Date = new Date();`, ['purity']),
  inPure('the clock by a call', `export const x: string = Date();`, ['purity']),
  inPure('the clock by another name', `const D = Date;\nexport const x: number = D.now();`, ['purity']),
  inPure('the clock by destructuring', `const { now } = Date;\nexport const x: number = now();`, ['purity']),
  inPure('randomness by a computed name', `export const x: unknown = Math['ran' + 'dom' as 'random']();`, ['purity']),
  inPure('its own place', `export const x: string = import.meta.dirname;`, ['purity']),
  inPure(
    'a promise nobody waits for',
    `async function work(): Promise<void> {}\nexport function x(): void {\n  work();\n}`,
    ['lint'],
  ),
  inPure(
    'an unhandled case',
    `export function x(kind: 'a' | 'b'): number {\n  switch (kind) {\n    case 'a':\n      return 1;\n  }\n  return 0;\n}`,
    ['lint'],
  ),
  inRoom('a capability imports another', 'evm', '@portcullis/respond'),
  inRoom('a capability imports another by its path', 'respond', '../../../evm/src/index.ts'),
  inRoom('a capability imports the server', 'signoff', '@portcullis/server', imports),
  inRoom('the model imports a room', 'model', '@portcullis/signoff', imports),
  inRoom('a package imports the command', 'server', '../../../cli/src/index.ts'),
  inRoom('a package imports the drills', 'server', '@portcullis/drills'),
  inRoom('the command imports the drills outside of its drill command', 'cli', '@portcullis/drills'),
  inRoom('an import that leads nowhere', 'journal', './nowhere.ts'),
  {
    what: 'a cycle',
    file: 'packages/store/src/planted/one.ts',
    code: `import { two } from './two.ts';\nexport const one = (): number => two();`,
    seenBy: ['layers', 'lint'],
  },
  {
    what: 'a file that nothing uses',
    file: 'packages/store/src/planted/alone.ts',
    code: 'export const alone = 1;',
    seenBy: ['dead-code'],
  },
  {
    what: 'a wrong type',
    file: 'packages/store/src/planted/wrong.ts',
    code: `export const wrong: number = 'one';`,
    seenBy: ['types'],
  },
  {
    what: 'another layout',
    file: 'packages/store/src/planted/layout.ts',
    code: 'export const layout = "double" ;',
    seenBy: ['format'],
  },
];
/** What a strict reader might take for one of the above. */
const HARMLESS = inPure(
  'nothing forbidden',
  `import { createHash, type KeyObject } from 'node:crypto';
import { z } from 'zod';

export const x = (text: string, key: KeyObject | Date): unknown[] => [
  createHash('sha256').update(text).digest('hex'),
  new Date(text),
  new Date(0).toISOString(),
  Date.parse(text),
  key instanceof Date,
  Math.max(1, text.length),
  { process: key, fetch: z },
];
`,
  [],
);

function write(file: string, code: string): void {
  mkdirSync(path.dirname(path.join(copy, file)), { recursive: true });
  writeFileSync(path.join(copy, file), code);
}

/** The installed packages by links, but our own packages from the copy. */
function linkModules(root: string): void {
  mkdirSync(path.join(root, 'node_modules', '@portcullis'), { recursive: true });
  for (const name of readdirSync(path.join(repository, 'node_modules'))) {
    if (name === '@portcullis') continue;
    symlinkSync(path.join(repository, 'node_modules', name), path.join(root, 'node_modules', name));
  }
  for (const room of ROOMS) {
    symlinkSync(path.join(root, room.folder), path.join(root, 'node_modules', '@portcullis', room.name));
  }
}

beforeAll(() => {
  copy = mkdtempSync(path.join(tmpdir(), 'portcullis-check-'));
  const names = [
    'package.json',
    'tsconfig.json',
    'oxlint.config.ts',
    'vitest.config.ts',
    'vitest.slow.config.ts',
    'knip.json',
    '.oxfmtrc.json',
    '.gitignore',
    'bin',
    'tools',
  ];
  for (const name of [...names, ...ROOMS.map((room) => room.folder)]) {
    cpSync(path.join(repository, name), path.join(copy, name), {
      recursive: true,
      filter: (from) => !from.includes('node_modules'),
    });
  }
  linkModules(copy);
  for (const planted of [...PLANTED, HARMLESS]) write(planted.file, planted.code);
  write(
    'packages/store/src/planted/two.ts',
    `import { one } from './one.ts';\nexport const two = (): number => one();`,
  );
  for (const name of ['types', 'lint', 'format', 'layers', 'purity', 'dead-code']) {
    const run = spawnSync(process.execPath, ['tools/check.ts', name, '--all'], { cwd: copy, encoding: 'utf8' });
    plantedOutput[name] = run.stdout + run.stderr;
    if (run.status !== 1) throw new Error(`${name} did not find a fault: ${run.stdout}${run.stderr}`);
  }
}, 180_000);
afterAll(() => rmSync(copy, { recursive: true, force: true }));

describe('npm run check', () => {
  it.each(PLANTED.flatMap((planted) => planted.seenBy.map((check) => ({ ...planted, check }))))(
    '$check sees $what',
    ({ check, file }) => {
      expect(plantedOutput[check]).toContain(file);
    },
  );

  it.each(['purity', 'lint', 'layers', 'types'])('%s says nothing of what is allowed', (check) => {
    expect(plantedOutput[check]).not.toContain(HARMLESS.file);
  });

  it('refuses a check that does not exist', () => {
    const run = spawnSync(process.execPath, ['tools/check.ts', 'typos'], { cwd: copy, encoding: 'utf8' });
    expect(run.status).toBe(2);
    expect(run.stderr).toContain('types, lint, format, layers, purity, dead-code');
  });

  it('does not take an empty tree for a clean one', () => {
    const empty = mkdtempSync(path.join(tmpdir(), 'portcullis-empty-'));
    try {
      for (const name of ['tools', 'oxlint.config.ts', '.gitignore']) {
        cpSync(path.join(copy, name), path.join(empty, name), { recursive: true });
      }
      linkModules(empty);
      for (const room of ROOMS) mkdirSync(path.join(empty, room.folder, 'src'), { recursive: true });
      for (const name of ['types', 'layers', 'purity']) {
        const run = spawnSync(process.execPath, ['tools/check.ts', name], { cwd: empty, encoding: 'utf8' });
        expect(run.status, `${name}: ${run.stdout}${run.stderr}`).not.toBe(0);
      }
    } finally {
      rmSync(empty, { recursive: true, force: true });
    }
  });
});
