import { expect, test } from 'vitest';
import { decide } from '../judge/decide.ts';
import type { JudgedDependency } from '../judge/judgement.ts';
import { analysisOf, findingOf } from '../testing/analysisOf.ts';

const before = analysisOf();
const after = (version = '1.0.1') =>
  analysisOf({ version, declared: { hooks: [], protections: [], dependencies: { other: '^1.0.0' } } });
const other = { name: 'other', range: '^1.0.0', through: [] };
const otherIs = (findings: ReturnType<typeof findingOf>[]): JudgedDependency => ({
  is: 'judged',
  ...other,
  judgement: decide(analysisOf({ subject: 'pkg:npm/%40x/other@1.0.7', findings }), {}),
});
const judge = (dependencies: readonly JudgedDependency[], version?: string) =>
  decide(after(version), { before, dependencies });
const found = (dependencies: readonly JudgedDependency[], version?: string): string[] =>
  judge(dependencies, version).findings.map(({ rule, decision }) => `${rule} ${decision}`);

test('a new dependency is read in a patch and noted in a minor update, whether it was judged or not', () => {
  expect(found([])).toEqual(['change.dependency review']);
  expect(found([], '1.1.0')).toEqual(['change.dependency note']);
  expect(found([otherIs([])], '1.1.0')).toEqual(['change.dependency note']);
  expect(judge([], '1.1.0').findings[0]?.why).toContain('not judged');
  expect(judge([otherIs([])]).findings[0]?.why).toContain('pkg:npm/%40x/other@1.0.7, judged: pass');
});

test('one that is to be read asks for that in every update', () => {
  expect(found([otherIs([findingOf({ decision: 'review' })])], '2.0.0')).toEqual(['change.dependency review']);
});

test('one that is held holds the update, and names its own file', () => {
  const { decision, findings } = judge([otherIs([findingOf()])], '2.0.0');
  expect(decision).toBe('hold');
  expect(findings[0]).toMatchObject({
    rule: 'change.held-dependency',
    places: [{ file: '@x/other@1.0.7/index.js' }],
  });
  expect(findings[0]?.why).toMatch(/pkg:npm\/%40x\/other@1\.0\.7 \(sha256:.*flow\.key-to-network/);
});

test('one that comes by way of another is told with its way', () => {
  const { findings } = judge([{ ...otherIs([findingOf()]), name: 'deep', through: ['pkg:npm/mid@2.0.0'] }]);
  expect(findings[0]?.why).toContain('deep ^1.0.0 of pkg:npm/mid@2.0.0');
});

test('one that could not be judged is a gap, one that nobody wanted judged is none', () => {
  const unjudged = { is: 'unjudged' as const, ...other, why: 'the registry does not answer' };
  const gap = judge([{ ...unjudged, isGap: true }], '2.0.0');
  expect([gap.decision, gap.isPartial, gap.unread[0]?.why]).toEqual([
    'review',
    true,
    'was not judged: the registry does not answer',
  ]);
  const left = judge([{ ...unjudged, isGap: false }], '2.0.0');
  expect([left.decision, left.isPartial]).toEqual(['pass', false]);
  expect(left.findings[0]?.why).toContain('not judged: the registry does not answer');
});

test('no permit for the update covers the bytes of another package', () => {
  const { subject, digest } = after();
  const permit = {
    package: subject,
    artifact: digest,
    rules: ['change.held-dependency', 'change.dependency'],
    id: digest,
    until: 1,
    by: ['alice', 'bob'],
  };
  expect(decide(after(), { before, dependencies: [otherIs([findingOf()])], permits: [permit] }).decision).toBe('hold');
});
