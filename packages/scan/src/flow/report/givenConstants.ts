import type { Values } from '../values/values.ts';

const LONGEST = 200;

/** Texts that what a call is given folds to, itself or as a member of an object: so many, each cut to a length. */
export function givenConstants(values: Values, given: readonly number[], most: number): string[] {
  const found: string[] = [];
  const add = (value: number): void => {
    for (const one of values.constantsOf(value)) {
      if (typeof one === 'string' && one !== '' && !found.includes(one)) found.push(one.slice(0, LONGEST));
    }
  };
  for (const value of given) {
    add(value);
    for (const holder of values.holdersOf(value)) {
      for (const key of values.sets
        .keysOf(holder)
        .filter((one) => one !== '*')
        .slice(0, 12)) {
        for (const stored of values.sets.sourcesOf(values.sets.cell(holder, key))) {
          if (stored < values.program.valueCount) add(stored);
        }
      }
    }
  }
  return found.slice(0, most);
}
