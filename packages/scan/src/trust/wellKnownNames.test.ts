import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Ecosystem } from '../artifact.ts';
import { lookAlike } from './lookAlike.ts';
import { normalName } from './packageNames.ts';
import { WELL_KNOWN_NAMES } from './wellKnownNames.ts';

/** Pairs that are both meant: each must stand there, or the other would be taken for its look-alike. */
const BOTH_MEANT: Readonly<Record<Ecosystem, readonly string[]>> = {
  npm: [
    '@babel/core babel-core',
    '@ethereumjs/util ethereumjs-util',
    '@scure/bip32 @scure/bip39',
    'axios gaxios',
    'bip32 bip39',
    'colord colors',
    'enquirer inquirer',
    'eslint eslint-utils',
    'eslint tslint',
    'graphiql graphql',
    'mysql mysql2',
    'preact react',
    'puppeteer puppeteer-core',
    'query-string querystring',
    'webpack webpack-cli',
  ],
  pypi: [
    'attrs cattrs',
    'authlib oauthlib',
    'bitcoinlib python-bitcoinlib',
    'bittensor bittensor-cli',
    'fastapi fastapi-cli',
    'grequests requests',
    'gsutil psutil',
    'langchain langchain-core',
    'poetry poetry-core',
    'psycopg psycopg2',
    'pyaml pyyaml',
    'pycryptodome pycryptodomex',
    'pydantic pydantic-core',
    'pymssql pymysql',
    'scapy scipy',
    'scapy scrapy',
    'sqlalchemy sqlalchemy-utils',
    'typer vyper',
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
