import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ANY_KEY, createAccessPaths, ERROR_TEXT, OWN_ERROR, REFUSED } from './accessPaths.ts';
import { below, ofElement, ofMember, type PathShapes, under, WHOLE } from './pathShapes.ts';

const paths = createAccessPaths();
const SEED = Number(process.env['SEED'] ?? 7);
const key = fc.constantFrom('a', 'b', 'message', ANY_KEY, ERROR_TEXT, OWN_ERROR, REFUSED);
/** No longer than paths that are kept in full. */
const keys = fc.array(key, { maxLength: 4 });

function pathOf(all: readonly string[]): number {
  return all.reduceRight((tail, one) => paths.under(one, tail), paths.WHOLE as number);
}
function shapesOf(path: number): PathShapes {
  return path === paths.WHOLE ? WHOLE : under(paths.head(path) as string, shapesOf(paths.tail(path)));
}
function isAmong(path: number, shapes: PathShapes): boolean {
  return (shapesOf(path) & ~shapes) === 0;
}

it('says of what was read from a member at least what its path says', () => {
  fc.assert(
    fc.property(keys, key, (all, read) => {
      const left = paths.read(pathOf(all), read);
      if (left !== undefined) expect(isAmong(left, ofMember(shapesOf(pathOf(all))))).toBe(true);
    }),
    { seed: SEED },
  );
});
it('says of a path without its first member at least what it is', () => {
  fc.assert(
    fc.property(fc.array(key, { minLength: 1, maxLength: 4 }), (all) => {
      expect(isAmong(pathOf(all.slice(1)), below(shapesOf(pathOf(all))))).toBe(true);
    }),
    { seed: SEED },
  );
});
it('leaves what is in no element where it is', () => {
  expect(ofElement(shapesOf(pathOf(['a'])))).toBe(shapesOf(pathOf(['a'])));
  expect(ofElement(shapesOf(pathOf([ANY_KEY])))).toBe(WHOLE);
  expect(isAmong(pathOf(['b', 'a']), ofElement(shapesOf(pathOf([ANY_KEY, 'b', 'a']))))).toBe(true);
});
it('tells what is under a member from the whole', () => {
  expect(shapesOf(pathOf(['a'])) & WHOLE).toBe(0);
  expect(shapesOf(pathOf(['a', 'b'])) & shapesOf(pathOf(['a']))).toBe(0);
});
