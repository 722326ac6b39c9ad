import { digestOf } from '@portcullis/model';
import { describe, expect, test } from 'vitest';
import { analysisOf, findingOf } from '../testing/analysisOf.ts';
import { decide, type PackagePermit } from './decide.ts';

test('a package without findings passes', () => {
  expect(decide(analysisOf(), {})).toMatchObject({ decision: 'pass', isPartial: false, findings: [], files: 1 });
});

test('the worst finding decides, and stands first', () => {
  const review = findingOf({ decision: 'review', key: 'b' });
  const note = findingOf({ decision: 'note', key: 'c' });
  const judged = decide(analysisOf({ findings: [note, findingOf(), review] }), {});
  expect(judged.decision).toBe('hold');
  expect(judged.findings.map(({ decision }) => decision)).toEqual(['hold', 'review', 'note']);
});

test('what was not read makes it partial', () => {
  expect(decide(analysisOf({ unread: [{ file: 'a.js', why: 'line 1: it ends in the middle' }] }), {}).isPartial).toBe(
    true,
  );
});

test('an unchanged package never holds', () => {
  const same = analysisOf({ findings: [findingOf()] });
  expect(decide(same, { before: same }).decision).toBe('pass');
});

test('a flow that is to be read is not called a theft', () => {
  const end = {
    site: { file: 'a.js', within: '', code: '', given: '', hosts: [] },
    certainty: 'guess',
    confidence: 'low',
    decision: 'review',
    places: [],
    length: 2,
    why: '',
  } as const;
  const flow = findingOf({ decision: 'review', ends: [end] });
  expect(decide(analysisOf({ findings: [flow] }), {}).findings[0]?.advice).toMatch(/^Read the places/u);
  const held = findingOf({ ends: [end] });
  expect(decide(analysisOf({ findings: [held] }), {}).findings[0]?.advice).toBe('Do not install.');
});

test('findings of other rooms count', () => {
  expect(decide(analysisOf(), { more: [findingOf()] }).decision).toBe('hold');
});

describe('a permit of the custodians', () => {
  const held = analysisOf({ findings: [findingOf()] });
  const permit: PackagePermit = {
    package: held.subject,
    artifact: held.digest,
    rules: ['flow.key-to-network'],
    id: digestOf('intent'),
    until: 1,
    by: ['alice', 'bob'],
  };

  test('lets these bytes through, and stays visible', () => {
    const judged = decide(held, { permits: [permit] });
    expect(judged.decision).toBe('pass');
    expect(judged.findings[0]?.permit).toEqual({ id: permit.id, until: 1, by: ['alice', 'bob'] });
  });

  test.each([
    ['other bytes', { artifact: digestOf('other') }],
    ['another version', { package: 'pkg:npm/example@1.0.1' }],
    ['another rule', { rules: ['flow.wallet-to-network'] }],
  ])('does not cover %s', (_, change) => {
    expect(decide(held, { permits: [{ ...permit, ...change }] }).decision).toBe('hold');
  });
});

test('the order does not depend on how findings came', () => {
  const findings = [findingOf({ key: 'b' }), findingOf({ key: 'a' }), findingOf({ key: 'c', severity: 'low' })];
  const keys = decide(analysisOf({ findings }), {}).findings.map(({ key }) => key);
  expect(decide(analysisOf({ findings: findings.toReversed() }), {}).findings.map(({ key }) => key)).toEqual(keys);
});
