import { expect, it } from 'vitest';
import { parameterFor } from './parameterFor.ts';

const plain = (name: string) => ({ value: 0, name });
const [a, b, c] = [plain('a'), plain('b'), plain('c')];
const args = { value: 0, name: 'args', rest: 'positional' } as const;
const names = { value: 0, name: 'names', rest: 'named' } as const;

it.each([
  ['by its place', [a, b], 1, undefined, b],
  ['by its name', [a, b], 0, 'b', b],
  ['among the rest', [a, args], 3, undefined, args],
  ['among the rest, whatever is given by name behind it', [a, args, c], 2, undefined, args],
  ['among the rest, never among the names', [args, names], 1, undefined, args],
  ['nowhere, where only names are taken', [a, names], 1, undefined, undefined],
  ['among the names', [a, args, names], 0, 'x', names],
  ['nowhere', [a], 1, undefined, undefined],
] as const)('an argument is taken %s', (_, parameters, position, name, expected) => {
  expect(parameterFor(parameters, position, name)).toBe(expected);
});
