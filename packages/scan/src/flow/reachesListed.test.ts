import { describe, expect, it } from 'vitest';
import { analyseFlow } from './analyseFlow.ts';
import { KEY_ORIGINS, KEY_USES } from './catalog/keyCatalog.ts';
import { SINKS, STORE_SINKS } from './catalog/sinkCatalog.ts';
import { DOWNLOADS, FILE_READS, SOURCES, WALLET_OBJECTS } from './catalog/sourceCatalog.ts';
import { reachesListed } from './reachesListed.ts';
import { lowerSources } from './testing/analyseSources.ts';

async function reaches(file: string, text: string): Promise<boolean> {
  return reachesListed(await lowerSources({ [file]: text }));
}

describe('a catalog’s root is seen where its name stands', () => {
  const roots = [
    ...[...SINKS, ...SOURCES, ...KEY_USES, ...KEY_ORIGINS].map(({ root }) => root),
    ...[...STORE_SINKS, ...FILE_READS, ...DOWNLOADS].map(([root]) => root),
    ...WALLET_OBJECTS,
  ];
  it.each([...new Set(roots)])('%s', async (root) => {
    const colon = root.indexOf(':');
    const [system, path] = [root.slice(0, colon), root.slice(colon + 1).replaceAll('()', '')];
    const [first = ''] = path.split('.');
    const name = system === 'npm' ? path : first;
    const [file, text] =
      system === 'py'
        ? ['a.py', `import ${first}\n`]
        : system === 'global'
          ? ['a.mjs', `export default x(${first})`]
          : ['a.js', `import * as x from ${JSON.stringify(system === 'node' ? `node:${name}` : name)}`];
    expect(await reaches(file, text)).toBe(true);
  });
});

it.each([
  ['a.js', "globalThis['fe' + 'tch'](u)"],
  ['a.js', 'self[name]()'],
  ['a.js', 'require(name)'],
  ['a.js', 'import(name)'],
  ['a.js', 'import(`ht${t}ps`)'],
  ['a.js', "module.require('ht' + 'tps')"],
  ['a.js', "require('bindings')('x')"],
  ['a.js', "const load = require; load('ht' + 'tps')"],
  ['a.js', 'process.binding(x)'],
  ['a.js', 'Function(x)()'],
  ['a.js', '(0, eval)(x)'],
  ['a.py', 'import builtins\ngetattr(builtins, n)(x)'],
  ['a.py', '__import__(n)'],
  ['a.py', 'from importlib import import_module as i\ni(n)'],
  ['a.py', '__builtins__[n](x)'],
  ['a.py', 'exec(x)'],
  ['a.py', 'import ctypes as c'],
  ['a.py', 'from cffi import FFI'],
])('%s %j may reach anything', async (file, text) => {
  expect(await reaches(file, text)).toBe(true);
});

it('is not said of what only computes', async () => {
  const files = {
    'a.js': "import { b } from './b.js'; export const a = (x) => b(x).map((y) => Math.max(y, parseInt(x, 16)));",
    'b.js':
      "import leftPad from 'left-pad'; export class B extends Array {} export const b = (x) => leftPad(String(x));",
    'c.py': 'import math, collections\ndef c(x): return math.sqrt(len(x)) + sum(sorted(x))\n',
  };
  const modules = await lowerSources(files);
  expect(reachesListed(modules)).toBe(false);
  expect(analyseFlow(modules)).toEqual({ flows: [], uses: [], checks: [], redirects: [], unread: [] });
});
