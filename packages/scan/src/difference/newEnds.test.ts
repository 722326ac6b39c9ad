import { expect, it } from 'vitest';
import type { FlowSite } from '../flow/flowReport.ts';
import type { FindingEnd } from '../packageFinding.ts';
import { newEnds } from './newEnds.ts';

const end = (file: string, within: string, code: string, hosts: readonly string[] = [], given = ''): FindingEnd => ({
  site: { file, within, code, given, hosts },
  certainty: 'certain',
  confidence: 'high',
  decision: 'hold',
  places: [{ file, what: 'is sent' }],
  length: 9,
  why: 'Key material is sent out.',
});
const news = (before: readonly FindingEnd[], after: readonly FindingEnd[]): FlowSite[] =>
  newEnds(before, after).certain.map(({ site }) => site);

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

it('knows as many as a file had where its names are lost, by what they send', () => {
  const before = [end('min.js', 'e', '1'), end('min.js', 't', '2')];
  const after = [end('min.js', 'n', '3'), end('min.js', 'r', '4')];
  expect(news(before, after)).toEqual([]);
  expect(news(before, [...after, end('min.js', 'i', '5')])).toHaveLength(1);
});

it('does not know a function that changed where it sends something else', () => {
  expect(news([honest], [end('client.js', 'request', 'bb', [], 'text and key')])).toHaveLength(1);
  expect(news([honest], [end('client.js', 'request', 'aa', [], 'text and key')])).toHaveLength(1);
});

it('guesses in minified code that what sends something else is what sent before, for as many as there were', () => {
  const inMinified = (within: string, given: string): FindingEnd => ({
    ...end('min.js', within, given, [], given),
    places: [{ file: 'min.js', line: 1, column: 70_000, what: 'is sent' }],
  });
  const before = [inMinified('e', '1'), inMinified('t', '2')];
  const [same, other, more] = [inMinified('n', '1'), inMinified('e', '3'), inMinified('r', '4')];
  expect(newEnds(before, [same, other])).toMatchObject({ certain: [], perhaps: [other] });
  expect(newEnds(before, [same, other, more])).toMatchObject({ certain: [more], perhaps: [other] });
  const guess = before.map((one): FindingEnd => ({ ...one, certainty: 'guess' }));
  expect(newEnds(guess, [other])).toMatchObject({ certain: [other], perhaps: [] });
});

it('does not know an end that is come to much more plainly', () => {
  const long = (length: number): FindingEnd => ({ ...honest, length });
  expect(news([long(60)], [long(20)])).toHaveLength(1);
  expect(news([long(60)], [{ ...theft, length: 20 }])).toHaveLength(1);
  // Half as long, or still long, is what any change does.
  expect(news([long(40)], [long(20)])).toEqual([]);
  expect(news([long(400)], [long(21)])).toEqual([]);
  expect(news([long(60), long(15)], [long(12)])).toEqual([]);
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
  expect(news([guess], [across])).toEqual([across.site]);
  const far: FindingEnd = { ...across, length: 21 };
  expect(newEnds([guess], [far])).toEqual({ certain: [], perhaps: [], surer: [far] });
  expect(newEnds([across], [far])).toEqual({ certain: [], perhaps: [], surer: [] });
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
