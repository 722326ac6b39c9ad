import type { Chance } from './chance.ts';

const STARTS = [
  'b',
  'd',
  'f',
  'g',
  'k',
  'l',
  'm',
  'n',
  'p',
  'r',
  's',
  't',
  'v',
  'z',
  'br',
  'dr',
  'kl',
  'pr',
  'st',
  'tr',
];
const VOWELS = ['a', 'e', 'i', 'o', 'u'];
const ENDS = ['', '', 'l', 'm', 'n', 'r', 's', 'x'];

/** Gives names that mean nothing and that are not taken; each once. */
export function createFreshNames(chance: Chance, taken: Iterable<string>): () => string {
  const used = new Set(taken);
  const syllable = (): string => chance.pick(STARTS) + chance.pick(VOWELS) + chance.pick(ENDS);
  return () => {
    for (;;) {
      const name = Array.from({ length: 2 + chance.below(2) }, syllable).join('');
      if (used.has(name)) continue;
      used.add(name);
      return name;
    }
  };
}
