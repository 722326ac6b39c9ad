import { describe, expect, it } from 'vitest';
import { artifactOf } from '../archive/artifactOf.ts';
import { lowerSources } from '../flow/testing/analyseSources.ts';
import { elfOf } from '../native/testing/binaries.ts';
import { standingFacts } from './standingFacts.ts';

describe('what needs no parser', () => {
  it('is what the manifests say and what machine code can do', () => {
    const facts = standingFacts(
      artifactOf(
        [
          {
            path: 'package.json',
            bytes: Buffer.from('{"scripts":{"postinstall":"node x.js"},"dependencies":{"a":"^1"}}'),
          },
          { path: 'build/a.node', bytes: elfOf({ imports: ['connect'] }) },
          { path: '.github/workflows/a.yml', bytes: Buffer.from('- no mapping') },
        ],
        { form: 'folder', ecosystem: 'npm' },
      ),
      [],
    );
    expect(facts.declared).toEqual({
      hooks: ['package.json postinstall: node x.js'],
      dependencies: { a: '^1' },
      protections: [],
    });
    expect(facts.uses.map(({ capability, place }) => `${capability} ${place.file}`)).toEqual([
      'native build/a.node',
      'network build/a.node',
    ]);
    expect(facts.findings.map(({ rule }) => rule)).toEqual(['manifest.install-hook', 'native.binary']);
    expect(facts.unread.map(({ file }) => file)).toEqual(['.github/workflows/a.yml']);
  });
});

describe('what setup.py needs', () => {
  const SETUP = `from setuptools import setup\nsetup(setup_requires=['maker'], install_requires=['requests>=2'])\n`;
  const files = [
    { path: 'setup.py', bytes: Buffer.from(SETUP) },
    {
      path: 'PKG-INFO',
      bytes: Buffer.from('Metadata-Version: 2.1\nName: x\nVersion: 1\nRequires-Dist: requests>=2\n'),
    },
  ];

  it('is brought where it is built', async () => {
    const artifact = { ...artifactOf(files, { form: 'folder', ecosystem: 'pypi' }), form: 'sdist' } as const;
    const facts = standingFacts(artifact, await lowerSources({ 'setup.py': SETUP }));
    expect(facts.declared.dependencies).toEqual({ maker: '', requests: '>=2' });
  });

  it.each([
    ['that runs', `install_requires=['requests @ https://example.invalid/r.tar.gz']`],
    ['that builds', `setup_requires=['requests @ https://example.invalid/r.tar.gz'], install_requires=['requests']`],
  ])('counts before what the metadata repeats, also where one comes from elsewhere %s', async (_, needs) => {
    const artifact = { ...artifactOf(files, { form: 'folder', ecosystem: 'pypi' }), form: 'sdist' } as const;
    const text = `from setuptools import setup\nsetup(${needs})\n`;
    const facts = standingFacts(artifact, await lowerSources({ 'setup.py': text }));
    expect(facts.declared.dependencies).toEqual({ requests: 'https://example.invalid/r.tar.gz' });
  });

  it('is not where it was built', async () => {
    const artifact = artifactOf(files, { form: 'folder', ecosystem: 'pypi' });
    const facts = standingFacts(artifact, await lowerSources({ 'setup.py': SETUP }));
    expect(facts.declared.dependencies).not.toHaveProperty('maker');
  });
});
