import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '..');
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}
interface Locked {
  readonly version?: string;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly link?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const manifests = ['package.json', ...globSync('{packages/*,contracts,drills,bench}/package.json', { cwd: root })];
const declared = manifests.flatMap((file) => {
  const { dependencies, devDependencies, optionalDependencies } = JSON.parse(read(file)) as Manifest;
  const all = { ...dependencies, ...devDependencies, ...optionalDependencies };
  return Object.entries(all)
    .filter(([name]) => !name.startsWith('@portcullis/'))
    .map(([name, version]) => ({ file, name, version }));
});
const locked = Object.entries((JSON.parse(read('package-lock.json')) as { packages: Record<string, Locked> }).packages);
const places = new Set(locked.map(([place]) => place));

describe('every dependency', () => {
  it.each(declared)('$name of $file is pinned to an exact version', ({ version }) => {
    expect(version).toMatch(/^(npm:[^@]+@)?\d+\.\d+\.\d+$/);
  });

  it.each([...new Set(declared.map(({ name }) => name))])('%s is explained in docs/dependencies.md', (name) => {
    expect(read('docs/dependencies.md')).toContain(`\`${name}\``);
  });
});

describe('the lock file', () => {
  it('holds no download addresses: an install uses the registry that the machine is set to', () => {
    expect(locked.filter(([, { resolved, link }]) => resolved !== undefined && link !== true)).toEqual([]);
    expect(read('package-lock.json')).not.toMatch(/https?:\/\/[^"]*\.tgz/);
  });

  it('lists the packages of every platform, so that it serves every machine', () => {
    const missing = locked.flatMap(([place, { optionalDependencies }]) =>
      Object.keys(optionalDependencies ?? {}).filter(
        (name) => !places.has(`node_modules/${name}`) && !places.has(`${place}/node_modules/${name}`),
      ),
    );
    expect(missing).toEqual([]);
  });

  it('pins the content of every package, but for the chain node on platforms that it was not made on', () => {
    const loose = locked.filter(
      ([place, { integrity, link }]) => place.includes('node_modules/') && link !== true && integrity === undefined,
    );
    expect(
      loose.map(([place]) => place).filter((place) => !place.startsWith('node_modules/@foundry-rs/anvil-')),
    ).toEqual([]);
  });
});

describe('.npmrc', () => {
  it('runs no code at install', () => {
    expect(read('.npmrc')).toMatch(/^ignore-scripts=true$/m);
  });
});
