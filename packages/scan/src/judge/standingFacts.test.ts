import { describe, expect, it } from 'vitest';
import { artifactOf } from '../archive/artifactOf.ts';
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
