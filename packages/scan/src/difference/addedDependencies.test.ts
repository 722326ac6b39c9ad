import { expect, test } from 'vitest';
import type { Ecosystem } from '../artifact.ts';
import { analysisOf } from '../testing/analysisOf.ts';
import { addedDependencies } from './addedDependencies.ts';

type Dependencies = Readonly<Record<string, string>>;
const added = (before: Dependencies, after: Dependencies, ecosystem: Ecosystem = 'npm', files = {}): string[] => {
  const of = (dependencies: Dependencies) => ({ ecosystem, declared: { hooks: [], protections: [], dependencies } });
  return addedDependencies(analysisOf(of(before)), analysisOf({ ...of(after), files })).map(
    ({ from, asks }) => `${from} ${asks.name} ${asks.range}`,
  );
};

test('what the version before did not bring is added, another range is not', () => {
  expect(added({ a: '^1.0.0' }, { a: '^1.1.0', b: '~2' })).toEqual(['registry b ~2']);
  expect(added({ a: '^1.0.0', b: '1' }, { a: '^1.0.0' })).toEqual([]);
});

test('a known name that stands for another package or another place is added', () => {
  expect(added({ a: '^1.0.0' }, { a: 'npm:@evil/a@^1.0.0' })).toEqual(['alias @evil/a ^1.0.0']);
  expect(added({ a: '^1.0.0' }, { a: 'npm:evil' })).toEqual(['alias evil ']);
  expect(added({ a: '^1.0.0' }, { a: 'https://example.invalid/a.tgz' })).toHaveLength(1);
  expect(added({ a: 'owner/a#v1' }, { a: 'owner/a#v2' })).toEqual([]);
  expect(added({ a: 'owner/a#v1' }, { a: 'other/a#v1' })).toHaveLength(1);
  // The package stands behind the alias, whatever its name here.
  expect(added({ a: '^1.0.0' }, { old: 'npm:a@1' })).toEqual([]);
});

test('what builds a source archive that says nothing of it is not new where it is said', () => {
  expect(added({}, { setuptools: '>=61', wheel: '', maker: '' }, 'pypi')).toEqual(['registry maker ']);
  expect(added({}, { setuptools: '1' })).toHaveLength(1);
  expect(added({}, { setuptools: 'https://example.invalid/s.whl' }, 'pypi')).toHaveLength(1);
});

test('what lies inside the package was judged with it', () => {
  expect(added({}, { '@in/side': '1', b: '1' }, 'npm', { 'node_modules/@in/side/index.js': '' })).toEqual([
    'registry b 1',
  ]);
});

test('names of Python are one however they are written, and an address is no range', () => {
  expect(added({ Foo_Bar: '>=1' }, { 'foo-bar': '>=2', baz: '>=1' }, 'pypi')).toEqual(['registry baz >=1']);
  expect(added({ baz: '' }, { baz: 'git+https://example.invalid/baz' }, 'pypi')[0]).toMatch(/^git/);
});
