import type { Chance } from '../chance.ts';
import type { PackageFiles } from '../packageFiles.ts';
import { PLANTED_THEFTS } from './plantedThefts.ts';
import { plantSpots } from './plantSpots.ts';

/** A package that is somebody else's, with a theft in it. */
export interface Planted {
  /** File, place and kind of theft. */
  readonly about: string;
  readonly file: string;
  readonly text: string;
}

/**
 * Puts one theft at a time into so many functions of a package that are given a key, or into as many as it has: a malicious
 * update of a trusted package in its plainest form. Nothing else changes.
 */
export function plantThefts(files: PackageFiles, most: number, chance: Chance): readonly Planted[] {
  const spots = [...plantSpots(files)];
  const planted: Planted[] = [];
  while (planted.length < most && spots.length > 0) {
    const [spot] = spots.splice(chance.below(spots.length), 1);
    if (spot === undefined) break;
    const { file, language, at, key, indent } = spot;
    const [name, theft] = chance.pick(Object.entries(PLANTED_THEFTS[language]));
    const text = files.get(file) ?? '';
    const line = text.slice(0, at).split('\n').length;
    planted.push({
      about: `${name}, ${file}:${line}, ${key}`,
      file,
      text: `${text.slice(0, at)}${theft(key)}\n${indent}${text.slice(at)}`,
    });
  }
  return planted;
}
