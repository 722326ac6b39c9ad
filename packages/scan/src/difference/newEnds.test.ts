import { expect, it } from 'vitest';
import type { FlowSite } from '../flow/flowReport.ts';
import type { FindingEnd } from '../packageFinding.ts';
import { newEnds } from './newEnds.ts';

const end = (file: string, within: string, code: string, hosts: readonly string[] = []): FindingEnd => ({
  site: { file, within, code, hosts },
  certainty: 'certain',
  confidence: 'high',
  decision: 'hold',
  places: [{ file, what: 'is sent' }],
  why: 'Key material is sent out.',
});
const news = (before: readonly FindingEnd[], after: readonly FindingEnd[]): FlowSite[] =>
  newEnds(before, after).map(({ site }) => site);

const honest = end('client.js', 'request', 'aa');
const theft = end('client.js', 'request', 'bb');
const elsewhere = end('wallet.js', 'sign', 'cc');

it('knows what stayed as it was', () => {
  expect(news([honest], [honest])).toEqual([]);
});

it('knows a function that does the same, whatever it is called and wherever it stands now', () => {
  expect(news([honest], [end('lib/http.js', 'send', 'aa')])).toEqual([]);
  expect(news([honest], [honest, end('esm/client.js', 'request', 'aa')])).toEqual([]);
});

it('does not know a copy of a function beside it', () => {
  expect(news([honest], [honest, end('client.js', 'report', 'aa')])).toHaveLength(1);
  expect(news([honest, honest], [honest, honest])).toEqual([]);
});

it('knows a function that changed by its name', () => {
  expect(news([honest], [theft])).toEqual([]);
});

it('does not know an end in another function or file', () => {
  expect(news([honest], [honest, elsewhere])).toEqual([elsewhere.site]);
  expect(news([honest], [honest, end('other.js', 'request', 'bb')])).toHaveLength(1);
});

it('does not know a second end in a function that had one', () => {
  expect(news([honest], [theft, theft])).toEqual([theft.site]);
});

it('does not take an end that is still there for one that is new', () => {
  expect(news([honest], [honest, theft])).toEqual([theft.site]);
});

it('knows as many as a file had where its names are lost', () => {
  const before = [end('min.js', 'e', '1'), end('min.js', 't', '2')];
  const after = [end('min.js', 'n', '3'), end('min.js', 'r', '4')];
  expect(news(before, after)).toEqual([]);
  expect(news(before, [...after, end('min.js', 'i', '5')])).toHaveLength(1);
});

it('knows nothing of a file that had none', () => {
  expect(news([], [honest])).toEqual([honest.site]);
});

it('does not know an end that is reached for certain by one that was reached perhaps', () => {
  const guess: FindingEnd = { ...honest, certainty: 'guess' };
  const across: FindingEnd = { ...honest, certainty: 'across' };
  expect(news([guess], [honest])).toEqual([honest.site]);
  expect(news([honest], [guess])).toEqual([]);
  expect(news([guess], [theft])).toEqual([theft.site]);
  expect(news([guess], [across])).toEqual([]);
  expect(news([across], [honest])).toEqual([]);
});

it('does not know another function of a file that still has its names', () => {
  expect(news([end('a.js', 'backup', '1')], [end('a.js', 'sign', '2')])).toHaveLength(1);
});

it('does not know an end at a host that nothing went to before, whatever its function does', () => {
  const before = [end('a.js', 'send', '1', ['api.example.invalid'])];
  expect(news(before, [end('b.js', 'send', '1', ['api.example.invalid'])])).toEqual([]);
  expect(news(before, [end('a.js', 'send', '1', ['cdn.example.invalid'])])).toHaveLength(1);
  expect(news(before, [end('a.js', 'send', '2', ['cdn.example.invalid'])])).toHaveLength(1);
  expect(news([honest], [end('client.js', 'request', 'bb', ['cdn.example.invalid'])])).toHaveLength(1);
});
