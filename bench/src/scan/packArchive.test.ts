import { readArtifact } from '@portcullis/scan';
import { describe, expect, it } from 'vitest';
import { packArchive } from './packArchive.ts';

const code = 'a = 1\n'.repeat(200);
const npm = new Map([
  ['package.json', '{"name":"@drill/a","version":"1.0.0"}'],
  ['lib/b.js', code],
]);
const python = new Map([
  ['pyproject.toml', '[project]\nname = "drill-a"\ndependencies = [\n  "drill-b>=1",\n]\n'],
  ['drill_a/__init__.py', code],
  ['tests/test_a.py', 'assert True\n'],
]);

describe('packed archives', () => {
  it.each([
    ['npm', '@drill/a', npm, 'drill-a-1.0.0.tgz', 'npm-tarball', ['lib/b.js', 'package.json']],
    [
      'pypi',
      'drill-a',
      python,
      'drill_a-1.0.0-py3-none-any.whl',
      'wheel',
      ['drill_a-1.0.0.dist-info/METADATA', 'drill_a-1.0.0.dist-info/RECORD', 'drill_a-1.0.0.dist-info/WHEEL'].concat(
        'drill_a/__init__.py',
      ),
    ],
    [
      'pypi',
      'drill-a',
      new Map([...python, ['Cargo.toml', '[package]\n']]),
      'drill_a-1.0.0.tar.gz',
      'sdist',
      ['Cargo.toml', 'PKG-INFO', 'drill_a/__init__.py', 'pyproject.toml', 'tests/test_a.py'],
    ],
  ] as const)(
    'of %s are read whole, with nothing to find fault with: %s',
    (ecosystem, name, files, file, form, paths) => {
      const packed = packArchive({ ecosystem, name, version: '1.0.0', files });
      expect(packed.file).toBe(file);
      const read = readArtifact(packed.file, packed.bytes);
      expect([read.form, read.name, read.version, read.unread]).toEqual([form, name, '1.0.0', []]);
      expect(read.files.map(({ path }) => path).toSorted()).toEqual(paths);
      expect(read.findings).toEqual([]);
      const kept = read.files.find(({ path }) => path.endsWith('b.js') || path.endsWith('__init__.py'));
      expect(new TextDecoder().decode(kept?.bytes)).toBe(code);
    },
  );

  it('refuse a path that a plain header cannot hold', () => {
    const files = new Map([[`${'deep/'.repeat(20)}a.js`, '']]);
    expect(() => packArchive({ ecosystem: 'npm', name: 'a', version: '1.0.0', files })).toThrow(
      /99 characters at most/,
    );
  });
});
