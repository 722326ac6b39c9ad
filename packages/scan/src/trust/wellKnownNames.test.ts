import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Ecosystem } from '../artifact.ts';
import { lookAlike } from './lookAlike.ts';
import { normalName } from './packageNames.ts';
import { WELL_KNOWN_NAMES } from './wellKnownNames.ts';

/** Pairs that are both meant: each must stand there, or the other would be taken for its look-alike. */
const BOTH_MEANT: Readonly<Record<Ecosystem, readonly string[]>> = {
  npm: ['@ethereumjs/util ethereumjs-util', '@scure/bip32 @scure/bip39', 'bip32 bip39'],
  pypi: [
    'bittensor bittensor-cli',
    'pycryptodome pycryptodomex',
    'bitcoinlib python-bitcoinlib',
    'scapy scipy',
    'scapy scrapy',
  ],
};

test.each(['npm', 'pypi'] as const)('no name of %s stands there twice or looks like another', (ecosystem) => {
  const names = WELL_KNOWN_NAMES[ecosystem];
  expect(names.length).toBe(new Set(names).size);
  expect(names.map((name) => normalName(ecosystem, name))).toEqual(names);
  const alike = names.flatMap((name) => {
    const found = lookAlike(name, new Set(names.filter((other) => other !== name)));
    return found === undefined ? [] : [[name, found.of].toSorted().join(' ')];
  });
  expect(new Set(alike)).toEqual(new Set(BOTH_MEANT[ecosystem]));
});

test('of the packages that this repository is built with, none looks like another', () => {
  const lock = JSON.parse(readFileSync(new URL('../../../../package-lock.json', import.meta.url), 'utf8')) as {
    packages: Record<string, { name?: string; link?: boolean }>;
  };
  const known = new Set(WELL_KNOWN_NAMES.npm);
  const names = new Set(
    Object.entries(lock.packages).flatMap(([path, { name, link }]) => {
      const at = path.lastIndexOf('node_modules/');
      return at < 0 || link === true ? [] : [name ?? path.slice(at + 'node_modules/'.length)];
    }),
  );
  expect(names.size).toBeGreaterThan(100);
  expect([...names].flatMap((name) => lookAlike(name, known) ?? []).map(({ of }) => of)).toEqual([]);
});
