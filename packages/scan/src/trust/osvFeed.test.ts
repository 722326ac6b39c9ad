import { describe, expect, test } from 'vitest';
import { ScanFault } from '../scanFault.ts';
import { parseFeed } from './osvFeed.ts';

const record = (id: string, affected: unknown, more: object = {}): object => ({ id, affected: [affected], ...more });
const npm = (rest: object): object => ({ package: { ecosystem: 'npm', name: 'one' }, ...rest });
const rules = (records: unknown, version: string, ecosystem: 'npm' | 'pypi' = 'npm', name = 'one'): string[] =>
  parseFeed(JSON.stringify(records))
    .find(ecosystem, name, version)
    .map(({ rule, decision }) => `${rule} ${decision}`);

describe('a version', () => {
  const range = npm({ ranges: [{ type: 'SEMVER', events: [{ introduced: '1.0.0' }, { fixed: '1.2.0' }] }] });
  test.each([
    ['0.9.0', false],
    ['1.0.0', true],
    ['1.1.9', true],
    ['1.2.0', false],
    ['1.10.0', false],
  ])('%s between introduced and fixed: %s', (version, isMeant) => {
    expect(rules(record('MAL-1', range), version)).toEqual(isMeant ? ['trust.known-bad hold'] : []);
  });

  test('that is listed is meant', () => {
    expect(rules(record('MAL-1', npm({ versions: ['1.0.0'] })), '1.0.0')).toEqual(['trust.known-bad hold']);
  });

  test('of a package that is bad from the start is meant, also where its number is none', () => {
    const all = npm({ ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }] }] });
    expect(rules(record('MAL-1', all), 'not-a-version')).toEqual(['trust.known-bad hold']);
  });

  test('up to last_affected is meant', () => {
    const last = npm({ ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { last_affected: '1.2.0' }] }] });
    expect(rules(record('MAL-1', last), '1.2.0')).toHaveLength(1);
    expect(rules(record('MAL-1', last), '1.2.1')).toEqual([]);
  });

  test('with a weakness is read, not held', () => {
    expect(rules(record('GHSA-x', npm({ versions: ['1.0.0'] })), '1.0.0')).toEqual(['trust.known-vulnerable review']);
  });

  test('of PyPI goes by PEP 440 and by the normal form of its name', () => {
    const pypi = {
      package: { ecosystem: 'PyPI', name: 'Some.Thing' },
      ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '1.0' }, { fixed: '1.0.post2' }] }],
    };
    expect(rules(record('MAL-2', pypi), '1.0.post1', 'pypi', 'some_thing')).toHaveLength(1);
    expect(rules(record('MAL-2', pypi), '1.0.post2', 'pypi', 'some-thing')).toEqual([]);
  });
});

test('a withdrawn record counts no more', () => {
  expect(rules(record('MAL-1', npm({ versions: ['1.0.0'] }), { withdrawn: '2025-01-01T00:00:00Z' }), '1.0.0')).toEqual(
    [],
  );
});

test('a name like a member of every object finds nothing', () => {
  expect(rules([], '1.0.0', 'npm', '__proto__')).toEqual([]);
});

test('a list and one record a line are read alike', () => {
  const records = [record('MAL-1', npm({})), record('MAL-2', npm({}))];
  expect(parseFeed(JSON.stringify(records)).records).toBe(2);
  expect(parseFeed(records.map((one) => JSON.stringify(one)).join('\n')).records).toBe(2);
  expect(parseFeed('').records).toBe(0);
});

test.each([
  ['no JSON', '{"id": "a"}\n{'],
  ['no id', '[{"affected": []}]'],
  ['an id that is none', '{"id": 1}'],
])('%s is refused as a whole', (_, text) => {
  expect(() => parseFeed(text)).toThrow(ScanFault);
});
