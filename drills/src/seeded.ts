import { keccakOf } from '@portcullis/model';

/** Everything that a drill leaves to chance, by label: same seed, same keys and amounts, in whatever order they are asked for. */
export interface Seeded {
  /** A private key. */
  key(label: string): `0x${string}`;
  /** A whole number, both ends included. */
  between(label: string, least: number, most: number): number;
}

/** The chance of one seed. Keys made here guard nothing: anybody who knows the seed has them. */
export function seeded(seed: number): Seeded {
  const digest = (label: string): `0x${string}` =>
    keccakOf(`portcullis drill ${seed} ${label}`) as string as `0x${string}`;
  return {
    key: (label) => digest(`key ${label}`),
    between: (label, least, most) => least + Number(BigInt(digest(label)) % BigInt(most - least + 1)),
  };
}
