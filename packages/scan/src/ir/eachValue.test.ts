import { expect, it } from 'vitest';
import { lowerJavaScript } from '../javascript/lowerJavaScript.ts';
import { eachValue } from './eachValue.ts';
import { mapValues } from './mapValues.ts';

it('visits what mapping a step’s values visits', () => {
  const text =
    'import a from "b"; class C extends a { m(x, ...y) { return this.n[x](...y, `${x}${y}`) + 1; } }\n' +
    'for (const k in a) C[k] = a[k]; export default import(a) ?? new C(!a, () => [a, { k: 1 }]);';
  const { steps } = lowerJavaScript('a.js', text);
  expect(new Set(steps.map(({ is }) => is)).size).toBeGreaterThan(10);
  for (const step of steps) {
    const [seen, mapped]: [number[], number[]] = [[], []];
    eachValue(step, (value) => void seen.push(value));
    mapValues(step, (value) => {
      mapped.push(value);
      return value;
    });
    expect(seen.toSorted((x, y) => x - y)).toEqual(mapped.toSorted((x, y) => x - y));
  }
});
