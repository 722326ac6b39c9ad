import { expect, it } from 'vitest';
import { ANY_KEY, createAccessPaths, ERROR_TEXT, SOMEWHERE } from './accessPaths.ts';

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
it('ends a path that is too long, which says more than is known', () => {
  const long = at('a', 'b', 'c', 'd', 'e');
  const read = ['a', 'b', 'c', 'd'].reduce((path, key) => paths.read(path, key) ?? -1, long);
  expect(read).toBe(paths.WHOLE);
  expect(long).toBe(at('a', 'b', 'c', 'd'));
});

it('cuts a path to its first members, and the secret is then somewhere below', () => {
  const cut = paths.cut(at('a', 'b', 'c'), 1);
  expect(cut).toBe(at('a', SOMEWHERE));
  const read = paths.read(cut, 'a') ?? -1;
  expect(paths.read(read, 'b')).toBe(paths.WHOLE);
  expect(paths.read(read, 'x')).toBe(paths.WHOLE);
  expect(paths.cut(cut, 1)).toBe(cut);
});

it('cuts whole elements to elements, and what an error says to what an error says', () => {
  expect(paths.cut(at('a', ANY_KEY), 1)).toBe(at('a', ANY_KEY));
  expect(paths.cut(at(ANY_KEY), 0)).toBe(at(ANY_KEY));
  expect(paths.cut(at('a', ERROR_TEXT, 'b'), 1)).toBe(at('a', ERROR_TEXT));
  expect(paths.cut(at('a', 'b'), 2)).toBe(at('a', 'b'));
});
it('cuts a member of elements to somewhere below: an element is not the secret because a member of one is', () => {
  expect(paths.cut(at('a', ANY_KEY, 'b'), 1)).toBe(at('a', SOMEWHERE));
  expect(paths.cut(at(ANY_KEY, 'b'), 0)).toBe(at(SOMEWHERE));
});
it('knows a path that was cut', () => {
  expect(paths.isCut(at('a', SOMEWHERE))).toBe(true);
  expect(paths.isCut(paths.cut(at('a', 'b'), 1))).toBe(true);
  expect(paths.isCut(at('a', ANY_KEY))).toBe(false);
  expect(paths.isCut(0)).toBe(false);
});
it('reads what an error says by the names for it, and by no name that its code gives', () => {
  const said = at(ERROR_TEXT, 'a');
  for (const key of ['message', 'stack', 'args', ANY_KEY]) expect(paths.read(said, key)).toBe(at('a'));
  for (const key of ['code', 'v', 'status']) expect(paths.read(said, key)).toBeUndefined();
});
it('finds what an error says at any depth', () => {
  expect(paths.isErrorText(at('error', ERROR_TEXT))).toBe(true);
  expect(paths.isErrorText(at(ERROR_TEXT))).toBe(true);
  expect(paths.isErrorText(at('error', 'message'))).toBe(false);
  expect(paths.isErrorText(paths.WHOLE)).toBe(false);
});
