import { expect, it } from 'vitest';
import { seeded } from './seeded.ts';

it('gives the same for the same seed and label, in whatever order, and stays within its ends', () => {
  const [one, again, other] = [seeded(7), seeded(7), seeded(8)];
  const numbers = Array.from({ length: 200 }, (_, n) => one.between(`n ${n}`, 3, 9));
  expect(numbers.toReversed()).toEqual(Array.from({ length: 200 }, (_, n) => again.between(`n ${199 - n}`, 3, 9)));
  expect([...new Set(numbers)].toSorted((a, b) => a - b)).toEqual([3, 4, 5, 6, 7, 8, 9]);
  expect(one.key('thief')).toBe(again.key('thief'));
  expect(one.key('thief')).not.toBe(one.key('trader'));
  expect(one.key('thief')).not.toBe(other.key('thief'));
});
