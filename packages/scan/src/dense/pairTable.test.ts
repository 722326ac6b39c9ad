import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createPairTable } from './pairTable.ts';

it('numbers pairs as a map would', () => {
  const small = fc.integer({ min: 0, max: 40 });
  const any = fc.oneof(small, fc.integer({ min: 0, max: 0x7fffffff }));
  fc.assert(
    fc.property(fc.array(fc.tuple(any, any), { maxLength: 3000 }), (pairs) => {
      const table = createPairTable();
      const map = new Map<string, number>();
      for (const [a, b] of pairs) {
        const key = `${a} ${b}`;
        expect(table.has(a, b)).toBe(map.has(key));
        if (!map.has(key)) map.set(key, map.size);
        expect(table.idOf(a, b)).toBe(map.get(key));
      }
      expect(table.size).toBe(map.size);
    }),
    { numRuns: 60, seed: Number(process.env['SEED'] ?? 3) },
  );
});
