import { expect, test } from 'vitest';
import { versionFor } from './versionFor.ts';

const npm = (range: string, latest = '1.9.0'): string | undefined =>
  versionFor('npm', range, {
    versions: ['1.0.0', '1.9.0', '1.10.0', '2.0.0', '3.0.0-rc.1', 'nonsense'],
    tags: { latest, next: '3.0.0-rc.1' },
  });

test.each([
  // As npm does: latest where it fits, even where something newer fits too.
  ['^1.0.0', '1.9.0'],
  ['^2', '2.0.0'],
  ['>=1.9.1 <2', '1.10.0'],
  ['', '1.9.0'],
  ['*', '1.9.0'],
  ['next', '3.0.0-rc.1'],
  ['latest', '1.9.0'],
  ['^4', undefined],
  ['absent-tag', undefined],
  ['toString', undefined],
])('npm takes for %j the version %s', (range, version) => {
  expect(npm(range)).toBe(version);
});

const pypi = (range: string): string | undefined =>
  versionFor('pypi', range, { versions: ['1.0', '1.2', '1.10', '2.0', '2.1rc1'], tags: {} });

test.each([
  ['', '2.0'],
  ['>=1,<2', '1.10'],
  ['~=1.2', '1.10'],
  ['==1.2', '1.2'],
  ['>=2.1rc1', '2.1rc1'],
  ['>=3', undefined],
  ['nonsense', undefined],
])('pip takes for %j the version %s', (range, version) => {
  expect(pypi(range)).toBe(version);
});

test('a package that has only early versions gives one of them', () => {
  expect(versionFor('pypi', '', { versions: ['0.1a1', '0.1a2'], tags: {} })).toBe('0.1a2');
});
