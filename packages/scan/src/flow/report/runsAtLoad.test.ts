import { expect, it } from 'vitest';
import { valuesOf } from '../testing/valuesOf.ts';
import { createRunsAtLoad } from './runsAtLoad.ts';

async function atLoad(text: string): Promise<string[]> {
  const { values } = await valuesOf({ 'index.js': text });
  const runs = createRunsAtLoad(values);
  return values.program.functions.flatMap(({ name, isModuleBody }, index) =>
    !isModuleBody && runs(index) ? [name] : [],
  );
}

it('knows what the module calls, and what that calls', async () => {
  const text = 'function a() { b(); } function b() {} function c() { a(); d(); } function d() {} a();';
  expect(await atLoad(text)).toEqual(['a', 'b']);
});
it('ends where functions call each other and nobody calls them', async () => {
  expect(await atLoad('function a() { b(); } function b() { a(); } export { a };')).toEqual([]);
});
it('answers the same in any order', async () => {
  const { values } = await valuesOf({ 'index.js': 'function a() { b(); } function b() { c(); } function c() {} a();' });
  const names = values.program.functions.map((_, index) => index);
  const [there, back] = [createRunsAtLoad(values), createRunsAtLoad(values)];
  expect(names.map(there)).toEqual(names.toReversed().map(back).toReversed());
});
