import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createApiFacts } from '../catalog/apiFacts.ts';
import { listedValues } from '../catalog/listedValues.ts';
import { linkProgram } from '../program/linkProgram.ts';
import { createResolve } from '../program/resolveSpecifier.ts';
import { findSources } from '../sources/findSources.ts';
import { publicFunctions } from '../sources/publicFunctions.ts';
import { lowerSources } from '../testing/analyseSources.ts';
import { analyseValues } from '../values/valueAnalysis.ts';
import { createAccessPaths } from './accessPaths.ts';
import { createCallBoundary } from './callBoundary.ts';
import { createConsequences } from './consequences.ts';
import { followFlows } from './followFlows.ts';
import { createKeptFiles } from './keptFiles.ts';
import { type FlowPlan, planFlows } from './planFlows.ts';
import { createThrown } from './thrown.ts';

/** Steps where a sink is reached, once with only those values followed that can lead to one, once with all. */
async function bothWays(text: string): Promise<{ pruned: string[]; whole: string[]; live: number }> {
  const program = linkProgram(await lowerSources({ 'index.js': text }));
  const values = analyseValues(program, createResolve(program.modules, {}));
  const factsOf = createApiFacts(values.denotations.apis);
  const known = { values, factsOf, listed: listedValues(values, factsOf), isPublic: publicFunctions(values) };
  const sources = findSources(known, () => true);
  const plan = planFlows(known, sources);
  const every = new Uint8Array(program.valueCount).fill(1);
  const boundary = createCallBoundary(values, factsOf);
  const thrown = createThrown(values);
  const kept = createKeptFiles(values, factsOf);
  const whole: FlowPlan = {
    ...plan,
    live: { all: every, from: () => every },
    boundary,
    thrown,
    consequences: createConsequences(values, factsOf, boundary, createAccessPaths(), kept, thrown, every),
  };
  const hitsOf = (one: FlowPlan): string[] => [
    ...new Set(followFlows(one, sources, 50_000).hits.map((hit) => `${hit.step} ${hit.kind}`)),
  ];
  return {
    pruned: hitsOf(plan).toSorted(),
    whole: hitsOf(whole).toSorted(),
    live: plan.live.all.reduce((sum, is) => sum + is, 0),
  };
}

const RUNS = 150;

const variable = fc.constantFrom('secret', 'a', 'b', 'c', 'list', 'box');
const member = fc.constantFrom('k', 'n', 'm');
const statement = fc.oneof(
  fc.tuple(variable, variable).map(([to, from]) => `${to} = ${from};`),
  fc.tuple(variable, member, variable).map(([to, name, from]) => `${to}.${name} = ${from};`),
  fc.tuple(variable, variable, member).map(([to, from, name]) => `${to} = ${from}.${name};`),
  fc.tuple(variable, variable).map(([to, from]) => `${to} = { k: ${from} };`),
  fc.tuple(variable, variable).map(([to, from]) => `${to}.push(${from});`),
  fc.tuple(variable, variable).map(([to, from]) => `${to} = ${from}.map((one) => one)[0];`),
  fc.tuple(variable, variable).map(([to, from]) => `${to} = \`x\${${from}}\`;`),
  fc.tuple(variable, variable).map(([to, from]) => `${to} = give(${from});`),
  fc.tuple(variable, variable).map(([to, from]) => `put(${to}, ${from});`),
  fc.tuple(variable, variable, variable).map(([to, from, other]) => `${to} = pair(${from}, ${other}).m;`),
  fc.tuple(variable, variable).map(([to, from]) => `${to} = new Box(${from}); ${to} = ${to}.open();`),
  fc.tuple(variable, variable).map(([to, from]) => `box = new Box(${from}); ${to} = box.later(() => ${from});`),
  fc.tuple(variable, variable).map(([to, from]) => `Object.assign(${to}, ${from});`),
  fc.tuple(variable, variable).map(([to, from]) => `${to} = ${from}.unknown(${to});`),
  fc.tuple(variable, member).map(([from, name]) => `hold = () => ${from}.${name};`),
  variable.map((to) => `${to} = hold();`),
  fc.tuple(variable, variable).map(([to, from]) => `${to} = new Proxy(${from}, traps);`),
  fc.tuple(variable, variable).map(([to, from]) => `${to} = trapped(${from}, ${to});`),
  fc.tuple(variable, member).map(([on, name]) => `Object.defineProperty(${on}, '${name}', { set: give });`),
  fc.tuple(variable, member, variable).map(([on, name, from]) => `Reflect.set(${on}, '${name}', ${from});`),
  fc.tuple(variable, member, variable).map(([to, name, from]) => `${to} = Reflect.get(${from}, '${name}');`),
  fc.tuple(variable, variable).map(([to, from]) => `${to} = Reflect.apply(give, ${to}, [${from}]);`),
  fc
    .tuple(variable, variable)
    .map(([to, from]) => `${to} = { toJSON: () => ({ k: ${from} }), toString: () => ${from} };`),
  fc.tuple(variable, variable).map(([to, from]) => `${to} = JSON.stringify([${from}]);`),
  fc.tuple(variable, variable).map(([to, from]) => `${to} = { *[Symbol.iterator]() { yield ${from}; } };`),
  fc.tuple(variable, variable).map(([to, from]) => `for (const one of [...${from}]) ${to} = one;`),
  fc
    .tuple(variable, member)
    .map(([from, name]) => `bus.dispatchEvent(new CustomEvent('e', { detail: ${from}.${name} }));`),
  fc.tuple(variable, variable).map(([to, from]) => `kept.enterWith(${from}); ${to} = kept.getStore();`),
  fc.tuple(variable, member).map(([from, name]) => `channel.postMessage({ ${name}: ${from} });`),
  variable.map((from) => `fetch(${from});`),
  variable.map((from) => `if (a) throw ${from};`),
  variable.map((to) => `process.on('uncaughtException', (e) => { ${to} = e; });`),
  variable.map((from) => `setTimeout(() => { throw ${from}; });`),
  fc.tuple(variable, variable).map(([to, from]) => `try { fail(${from}); } catch (e) { ${to} = e; }`),
  fc.tuple(variable, variable).map(([to, from]) => `try { again(${from}); } catch (e) { ${to} = e.k; }`),
  fc.tuple(variable, variable).map(([to, from]) => `${to} = later(${from}); ${to}.catch((e) => fetch(e));`),
  fc.tuple(variable, variable).map(([to, from]) => `${to} = Promise.reject(${from}).then(give);`),
  fc.tuple(variable, variable).map(([to, from]) => `${to} = refuse(${from}).then(give, (e) => e);`),
  fc.tuple(variable, variable).map(([to, from]) => `waits(${from}).finally(give).catch((e) => { ${to} = e; });`),
  fc.tuple(variable, variable).map(([to, from]) => `Promise.all([${from}, ${to}]).catch((e) => { ${to} = e; });`),
  fc
    .tuple(variable, variable)
    .map(([to, from]) => `try { [1].map(() => { throw ${from}; }); } catch (e) { ${to} = e; }`),
);
const BEFORE = `
let secret = process.env, a = {}, b = {}, c = {}, list = [], box = {}, hold = () => 1;
const give = (one) => one;
const put = (into, one) => { into.k = one; };
const pair = (k, m) => ({ k, m });
const fail = (one) => { throw { k: one }; };
const again = (one) => fail(one);
const later = async (one) => { throw one; };
const refuse = (one) => new Promise((ok, no) => no(new Error(one)));
const waits = async (one) => { try { await refuse(one); } catch (e) { throw e; } await one; };
const traps = { get: (t, n) => t.k, set(t, n, v) { t.m = v; } };
const trapped = new Proxy(give, { apply(t, self, all) { return { n: all[0] }; } });
const bus = new EventTarget(), channel = new BroadcastChannel('c'), kept = new (require('async_hooks').AsyncLocalStorage)();
bus.addEventListener('e', (e) => fetch(e.detail.k));
channel.onmessage = (e) => { a = e.data.m; };
class Box { constructor(held) { this.held = held; } open() { return this.held; } later(f) { return f(); } }
`;

const statements = fc.array(statement, { minLength: 1, maxLength: 9 });
const LOCAL = 'let secret = x, a = y, b = {}, c = {}, list = [], box = {}, hold = () => 1;';

it('leaves out no value on a way to a sink', async () => {
  let reached = 0;
  await fc.assert(
    fc.asyncProperty(statements, statements, statements, async (inner, outer, later) => {
      const { pruned, whole } = await bothWays(`${BEFORE}
function within(x, y) { ${LOCAL}\n${inner.join('\n')}\nreturn a; }
function around(x, y) { ${LOCAL}\n${outer.join('\n')}\nb = within(a, c); put(y, within(1, b)); return b; }
c = around(secret, b);
${later.join('\n')}
a = around(list, c); fetch(a); fetch(c.k); fetch(b);`);
      reached += whole.length;
      expect(pruned).toEqual(whole);
    }),
    { numRuns: RUNS, seed: Number(process.env['SEED'] ?? 11) },
  );
  expect(reached).toBeGreaterThan(RUNS);
}, 30_000);

it.each([
  ['a helper that is called again with what it gave', 'const b = give(give(process.env)); fetch(b);'],
  [
    'a helper that is called again with what it was put into',
    'put(box, process.env); put(list, box.k); fetch(list.k);',
  ],
])('follows through %s', async (_, text) => {
  const { pruned, whole } = await bothWays(`${BEFORE}${text}`);
  expect(whole).toHaveLength(1);
  expect(pruned).toEqual(whole);
});

it.each([
  [
    'a helper that others give the same back from',
    'const give = (x) => x; give(process.env.HOME); give(process.env); fetch(give(1));',
  ],
  ['a member beside it', 'const o = { all: process.env }; fetch(o.all.LANG);'],
  ['a sink that takes it for nothing', 'const o = {}; put(o); function put(x) { x.k = process.env; } fetch(1);'],
])('finds nothing to follow through %s', async (_, text) => {
  expect(await bothWays(text)).toEqual({ pruned: [], whole: [], live: 0 });
});
