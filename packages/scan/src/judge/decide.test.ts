import { expect, test } from 'vitest';
import { analysisOf, findingOf } from '../testing/analysisOf.ts';
import { decide } from './decide.ts';

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

test('findings of other rooms count', () => {
  expect(decide(analysisOf(), { more: [findingOf()] }).decision).toBe('hold');
});

test('the order does not depend on how findings came', () => {
  const findings = [findingOf({ key: 'b' }), findingOf({ key: 'a' }), findingOf({ key: 'c', severity: 'low' })];
  const keys = decide(analysisOf({ findings }), {}).findings.map(({ key }) => key);
  expect(decide(analysisOf({ findings: findings.toReversed() }), {}).findings.map(({ key }) => key)).toEqual(keys);
});
