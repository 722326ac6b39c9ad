import { describe, expect, test } from 'vitest';
import { analysisOf, findingOf } from '../testing/analysisOf.ts';
import type { FindingEnd } from '../packageFinding.ts';
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
    ['flow.guessable-to-key', 'high', 'hold'],
    ['flow.guessable-to-key', 'medium', 'review'],
  ] as const)('%s of %s confidence asks for %s', (rule, confidence, decision) => {
    const finding = findingOf({ rule, confidence, decision: 'note' });
    expect(decisions({}, { files: { 'index.js': 'new' }, findings: [finding] })).toEqual([decision]);
  });
});

describe('a flow that the version before had', () => {
  const end = (file: string, within: string, certainty: FindingEnd['certainty'] = 'certain'): FindingEnd => ({
    site: { file, within, code: `${file} ${within}`, given: '', hosts: [] },
    certainty,
    confidence: 'high',
    decision: 'hold',
    places: [{ file, what: `is sent in ${within}()` }],
    length: 9,
    why: `Key material is sent out in ${within}().`,
  });
  const known = findingOf({ ends: [end('client.js', 'request')] });
  const [also] = newFindings(
    analysisOf({ findings: [known] }),
    analysisOf({ findings: [{ ...known, ends: [end('client.js', 'request'), end('wallet.js', 'sign')] }] }),
  );

  test('is held where it ends in a new place, and told by that', () => {
    expect(also).toMatchObject({ decision: 'hold', places: [{ file: 'wallet.js', what: 'is sent in sign()' }] });
    expect(also?.why).toBe('Key material is sent out in sign(); the version before did so elsewhere, and not here.');
  });

  test('is a note where it ends where it did, and where one of its ends is gone', () => {
    const both = findingOf({ ends: [end('client.js', 'request'), end('wallet.js', 'sign')] });
    expect(decisions({ findings: [both] }, { findings: [both] })).toEqual(['note']);
    expect(decisions({ findings: [both] }, { findings: [known] })).toEqual(['note']);
  });

  test('is a note where it was there by a guess', () => {
    const guess = findingOf({ key: `${known.key}, perhaps`, ends: [end('client.js', 'request')] });
    expect(decisions({ findings: [guess, known] }, { findings: [known] })).toEqual(['note']);
  });

  test('is a note where it was certain and is a guess now', () => {
    const guess = findingOf({ key: `${known.key}, perhaps`, ends: [end('client.js', 'request', 'guess')] });
    expect(decisions({ findings: [known] }, { findings: [guess] })).toEqual(['note']);
    expect(decisions({ findings: [guess] }, { findings: [known] })).toEqual(['hold']);
  });

  test('is to be read where it leads a long way across the program and was a guess, and a note where it was seen to', () => {
    const guess = findingOf({ key: `${known.key}, perhaps`, ends: [end('client.js', 'request', 'guess')] });
    const across = findingOf({ ends: [end('client.js', 'request', 'across')] });
    const far = findingOf({ ends: [{ ...end('client.js', 'request', 'across'), length: 21 }] });
    expect(decisions({ findings: [guess] }, { findings: [far] })).toEqual(['review']);
    expect(decisions({ findings: [across] }, { findings: [far] })).toEqual(['note']);
    expect(decisions({ findings: [guess] }, { findings: [across] })).toEqual(['hold']);
    expect(decisions({ findings: [across] }, { findings: [known] })).toEqual(['note']);
  });

  test('has one place known for each that it had, certain or not', () => {
    const moved = { ...known, ends: [end('client.js', 'm')] };
    const guess = findingOf({ key: `${known.key}, perhaps`, ends: [end('client.js', 's')] });
    expect(decisions({ findings: [known] }, { findings: [guess, moved] })).toEqual(['hold', 'note']);
  });

  test('is held where its function sends something else, and to be read where names are lost', () => {
    const sent = (within: string, column: number, given: string): FindingEnd => ({
      ...end('min.js', within),
      site: { file: 'min.js', within, code: given, given, hosts: [] },
      places: [{ file: 'min.js', line: 1, column, what: 'is sent' }],
    });
    const changed = (within: string, column: number): string[] =>
      decisions(
        { findings: [{ ...known, ends: [sent(within, column, 'text')] }] },
        { findings: [{ ...known, ends: [sent(within, column, 'text and key')] }] },
      );
    expect(changed('request', 9)).toEqual(['hold']);
    expect(changed('request', 9_000)).toEqual(['hold']);
    expect(changed('e', 9_000)).toEqual(['review']);
    expect(changed('e', 9)).toEqual(['hold']);
  });

  test('is held where it comes straight to where it came a long way round', () => {
    const far = { ...known, ends: [{ ...end('client.js', 'request'), length: 60 }] };
    expect(decisions({ findings: [far] }, { findings: [known] })).toEqual(['hold']);
    expect(decisions({ findings: [known] }, { findings: [far] })).toEqual(['note']);
  });

  test('says in how many more places it ends', () => {
    const many = [end('a.js', 'a'), end('b.js', 'b'), end('c.js', 'c')];
    const [finding] = newFindings(
      analysisOf({ findings: [known] }),
      analysisOf({ findings: [{ ...known, ends: [end('client.js', 'request'), ...many] }] }),
    );
    expect(finding?.why).toMatch(/and not here and in 2 more places\.$/u);
  });
});
