import { expect, it } from 'vitest';
import { ANY_KEY, createAccessPaths } from './accessPaths.ts';

const paths = createAccessPaths();
const at = (...keys: string[]): number =>
  keys.reduceRight((tail, key) => paths.under(key, tail), paths.WHOLE as number);

it('is the same number for the same path', () => {
  expect(at('a', 'b')).toBe(at('a', 'b'));
  expect(at('a', 'b')).not.toBe(at('b', 'a'));
});
it('reads the member that holds the secret and no other', () => {
  expect(paths.read(at('a', 'b'), 'a')).toBe(at('b'));
  expect(paths.read(at('a', 'b'), 'b')).toBeUndefined();
  expect(paths.read(paths.WHOLE, 'a')).toBe(paths.WHOLE);
});
it('reads any member where either side is unknown', () => {
  expect(paths.read(at(ANY_KEY), 'a')).toBe(paths.WHOLE);
  expect(paths.read(at('a'), ANY_KEY)).toBe(paths.WHOLE);
});
it('cuts a long path at its end, which says more than is known', () => {
  const long = at('a', 'b', 'c', 'd', 'e');
  expect(paths.read(paths.read(paths.read(long, 'a') as number, 'b') as number, 'c')).toBe(paths.WHOLE);
});
