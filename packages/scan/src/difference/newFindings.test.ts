import { describe, expect, test } from 'vitest';
import { analysisOf, findingOf } from '../testing/analysisOf.ts';
import { newFindings } from './newFindings.ts';

const decisions = (before: Parameters<typeof analysisOf>[0], after: Parameters<typeof analysisOf>[0]): string[] =>
  newFindings(analysisOf(before), analysisOf(after)).map(({ decision }) => decision);

describe('a finding that stood in the version before', () => {
  test('is a note, and says so', () => {
    const [finding] = newFindings(analysisOf({ findings: [findingOf()] }), analysisOf({ findings: [findingOf()] }));
    expect(finding?.decision).toBe('note');
    expect(finding?.why).toContain('the version before did so too');
  });

  test('is a note also where its file was renamed', () => {
    const moved = findingOf({ places: [{ file: 'lib/b.js', what: 'is sent' }] });
    expect(
      decisions({ files: { 'a.js': 'x' }, findings: [findingOf()] }, { files: { 'lib/b.js': 'x' }, findings: [moved] }),
    ).toEqual(['note']);
  });

  test('is a note where only its lines moved', () => {
    expect(
      decisions(
        { files: { 'index.js': 'x' }, findings: [findingOf()] },
        { files: { 'index.js': '\nx' }, findings: [findingOf()] },
      ),
    ).toEqual(['note']);
  });
});

test('the environment that goes far, and perhaps, is to be read and not held', () => {
  const place = (line: number, column = 1, file = 'index.js') => ({ file, line, column, what: 'goes on' });
  const decisionOf = (...places: ReturnType<typeof place>[]): string[] =>
    decisions(
      {},
      {
        findings: [
          findingOf({ rule: 'flow.environment-to-network', confidence: 'medium', decision: 'review', places }),
        ],
      },
    );
  expect(decisionOf(place(3), place(9))).toEqual(['hold']);
  expect(decisionOf(place(3), place(90))).toEqual(['review']);
  expect(decisionOf(place(1, 5), place(1, 30_000))).toEqual(['review']);
  expect(decisionOf(place(3), place(3, 1, 'other.js'))).toEqual(['review']);
});

describe('a finding that is new', () => {
  test('is held', () => {
    expect(decisions({}, { files: { 'index.js': 'theft' }, findings: [findingOf()] })).toEqual(['hold']);
  });

  test('is held where no file changed, since another one now reaches it', () => {
    expect(decisions({}, { findings: [findingOf()] })).toEqual(['hold']);
  });

  test('does not hide behind an honest one of the same key', () => {
    const theft = findingOf({ places: [{ file: 'b.js', what: 'is sent' }] });
    expect(
      decisions(
        { files: { 'index.js': 'x' }, findings: [findingOf()] },
        { files: { 'index.js': 'x', 'b.js': 'y' }, findings: [findingOf(), theft] },
      ),
    ).toEqual(['note', 'hold']);
  });

  test.each([
    ['flow.key-to-network', 'medium', 'hold'],
    ['flow.key-to-network', 'low', 'review'],
    ['flow.wallet-to-network', 'medium', 'hold'],
    ['flow.environment-to-network', 'high', 'hold'],
    ['flow.environment-to-network', 'medium', 'hold'],
    ['flow.environment-to-network', 'low', 'review'],
    ['flow.key-to-process', 'high', 'hold'],
    ['flow.key-to-store', 'high', 'review'],
    ['flow.key-to-store', 'low', 'note'],
    ['flow.credential-to-network', 'high', 'note'],
  ] as const)('%s of %s confidence asks for %s', (rule, confidence, decision) => {
    const finding = findingOf({ rule, confidence, decision: 'note' });
    expect(decisions({}, { files: { 'index.js': 'new' }, findings: [finding] })).toEqual([decision]);
  });
});
