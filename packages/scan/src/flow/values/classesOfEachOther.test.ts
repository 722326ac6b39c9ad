import { expect, test } from 'vitest';
import { analyseSources } from '../testing/analyseSources.ts';

test('classes whose bases may be any of each other are made once each', async () => {
  const names = Array.from({ length: 22 }, (_, at) => `C${at}`);
  const text = [
    // A decorator that derives from what it is given: its class has every decorated class as a base, and they it.
    ...names.map(
      (name) => `def wrap_${name}(cls):\n    class Derived_${name}(cls):\n        pass\n    return Derived_${name}`,
    ),
    ...names.map(
      (name, at) =>
        `${names.map((one) => `@wrap_${one}\n`).join('')}class ${name}(${names[at - 1] ?? 'object'}):\n    pass`,
    ),
    ...names.map((name) => `${name}()`),
  ].join('\n');
  expect((await analyseSources({ 'a.py': text })).flows).toEqual([]);
});
