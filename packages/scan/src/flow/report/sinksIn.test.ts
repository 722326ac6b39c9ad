import { expect, it } from 'vitest';
import { createApiFacts } from '../catalog/apiFacts.ts';
import { listedValues } from '../catalog/listedValues.ts';
import { valuesOf } from '../testing/valuesOf.ts';
import { sinksIn } from './sinksIn.ts';

async function kindsIn(text: string): Promise<readonly string[]> {
  const { values } = await valuesOf({ 'index.js': text });
  const factsOf = createApiFacts(values.denotations.apis);
  return sinksIn(values, factsOf, listedValues(values, factsOf)).toSorted();
}

it.each([
  ['a call', 'import { exec } from "node:child_process"; exec("ls");', ['process']],
  ['a call under another name', 'const send = fetch; const o = { send }; o.send(1);', ['network']],
  ['an assignment that sends', 'new Image().src = process.env.KEY;', ['network']],
  ['several', 'eval("1"); fetch(1); localStorage.setItem("a", 1);', ['code', 'later', 'network']],
])('finds the sink of %s', async (_, text, kinds) => {
  expect(await kindsIn(text)).toEqual(kinds);
});
it.each([
  ['a sink that is only named', 'export const a = fetch;'],
  ['an assignment to another member', 'new Image().alt = process.env.KEY;'],
])('takes for none %s', async (_, text) => {
  expect(await kindsIn(text)).toEqual([]);
});
