import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createWays } from './ways.ts';

const CONTEXTS = 12;
const context = fc.integer({ min: 0, max: CONTEXTS - 1 });
const way = fc.record({ into: context, from: context, call: fc.integer({ min: -1, max: 200 }) });

it('keeps each way once, by the context it leads into, in the order they came', () => {
  fc.assert(
    fc.property(fc.array(way, { maxLength: 3000 }), (given) => {
      const ways = createWays();
      const known = new Map<string, number>();
      const expected: number[][] = Array.from({ length: CONTEXTS }, () => []);
      for (const [edge, { into, from, call }] of given.entries()) {
        const key = `${into} ${from} ${call}`;
        const isNew = !known.has(key);
        if (isNew) {
          expected[into]?.push(known.size);
          known.set(key, known.size);
        }
        expect(ways.add(into, from, call, edge, 0)).toBe(isNew ? known.get(key) : -1);
      }
      for (const [into, numbers] of expected.entries()) {
        const strung: number[] = [];
        for (let one = ways.first(into); one >= 0; one = ways.after(one)) strung.push(one);
        expect(strung).toEqual(numbers);
        for (const one of numbers) {
          const made = given[ways.edgeOf(one)];
          expect(made).toMatchObject({ into, from: ways.fromOf(one), call: ways.callOf(one) });
        }
      }
    }),
    { numRuns: 60, seed: Number(process.env['SEED'] ?? 5) },
  );
});
