import fc from 'fast-check';
import { expect, it } from 'vitest';
import { grown } from './grown.ts';

it('keeps every number where it was and has as much room again, empty', () => {
  const numbers = fc.array(fc.integer({ min: -0x80000000, max: 0x7fffffff }), { minLength: 1, maxLength: 200 });
  fc.assert(
    fc.property(numbers, (kept) => {
      const column = Int32Array.from(kept);
      const made = grown(column);
      expect([...made]).toEqual([...kept, ...kept.map(() => 0)]);
      made.fill(7);
      expect([...column]).toEqual(kept);
    }),
    { seed: Number(process.env['SEED'] ?? 3) },
  );
});
