import { describe, expect, it } from 'vitest';
import { declaredFacts } from './declaredFacts.ts';
import { found, pythonManifest } from './testing/manifestOf.ts';

const METADATA = `Metadata-Version: 2.1
Name: Example.Tool
Version: 1.0
Project-URL: Docs, https://docs.example.invalid
Project-URL: Source, https://example.invalid/tool
Requires-Dist: requests (>=2.0)
Requires-Dist: numpy>=1 ; python_version >= "3.8"
Requires-Dist: pytest ; extra == 'test'

Name: not a header any more
`;
const INFO = 'example_tool-1.0.0.dist-info';

describe('a wheel', () => {
  it('says what it is, needs, brings and puts on the path', () => {
    const read = pythonManifest('wheel', {
      [`${INFO}/METADATA`]: METADATA,
      [`${INFO}/WHEEL`]: 'Wheel-Version: 1.0\nTag: py3-none-any\n',
      [`${INFO}/top_level.txt`]: 'example_tool\n',
      [`${INFO}/entry_points.txt`]:
        '[console_scripts]\ntool = example_tool:main ; comment\n\n[pytest11]\nexample = example_tool.plugin\n',
    });
    expect(read).toMatchObject({ name: 'Example.Tool', version: '1.0', repository: 'https://example.invalid/tool' });
    expect(read.dependencies.map(({ name, range, kind }) => `${name} ${range} ${kind}`)).toEqual([
      'requests >=2.0 runtime',
      'numpy >=1 runtime',
      'pytest  extra',
    ]);
    expect(read.commands).toEqual([{ name: 'tool', target: 'example_tool:main', file: `${INFO}/entry_points.txt` }]);
    expect(read.python).toEqual({
      backendPath: [],
      topLevel: ['example_tool'],
      plugins: ['pytest11: example = example_tool.plugin'],
      tags: ['py3-none-any'],
    });
    expect(read.hooks).toEqual([]);
    expect(read.findings).toEqual([]);
  });

  it('says where its manifests disagree, repeat themselves or say nothing', () => {
    const read = (folder: string, text: string) => found(pythonManifest('wheel', { [`${folder}/METADATA`]: text }));
    expect(read('example_tool-1.0.dist-info', METADATA)).toEqual([]);
    expect(read('example_tool-2.0.dist-info', METADATA)).toEqual(['manifest.disagrees review -']);
    expect(read('other-1.0.dist-info', METADATA)).toEqual(['manifest.disagrees review -']);
    expect(read('x-1.dist-info', 'Name: x\nName: y\nVersion: 1\n')).toEqual(['manifest.disagrees review 2']);
    expect(read('x-1.dist-info', 'Name: x\n')).toEqual(['manifest.malformed review -']);
  });

  it('says that a dependency or a command is not what it seems', () => {
    const remote = METADATA.replace('requests (>=2.0)', 'requests @ https://example.invalid/requests.whl');
    expect(found(pythonManifest('wheel', { [`${INFO}/METADATA`]: remote }))).toEqual([
      'manifest.remote-dependency review 6',
    ]);
    const points = { [`${INFO}/METADATA`]: METADATA, [`${INFO}/entry_points.txt`]: '[console_scripts]\npip = a:b\n' };
    expect(found(pythonManifest('wheel', points))).toEqual(['manifest.shadowed-command review 2']);
  });
});

describe('code that runs at every start', () => {
  const pth = (text: string, path = 'example.pth') => pythonManifest('wheel', { [path]: text, 'example/hook.py': '' });
  it.each([
    ['/opt/lib\n# import os\n', []],
    ["import os; enabled and __import__('_distutils_hack').add_shim()", ['manifest.startup-code review 1']],
    ['lib\nimport example.hook\n', ['manifest.startup-code review 2']],
    ["import\texample.hook; exec('1')", ['manifest.startup-code hold 1']],
    ["import base64; print(base64.b64decode('eA=='))", ['manifest.startup-code hold 1']],
    ["import os; os.system('id')", ['manifest.startup-code hold 1']],
    [' import os', []],
  ])('in a .pth file: %j', (text, expected) => {
    expect(found(pth(text))).toEqual(expected);
  });

  it('is a hook with the files that it starts, wherever a wheel puts it', () => {
    expect(pth('import example.hook').hooks).toEqual([
      expect.objectContaining({ when: 'start', command: 'import example.hook', line: 1, runs: ['example/hook.py'] }),
    ]);
    expect(found(pth('import x', 'e-1.data/purelib/e.pth'))).toEqual(['manifest.startup-code review 1']);
    expect(found(pth('import x', 'example/weights.pth'))).toEqual([]);
    expect(found(pythonManifest('wheel', { 'sitecustomize.py': '' }))).toEqual(['manifest.startup-code review -']);
    expect(declaredFacts(pth('import example.hook')).hooks).toEqual(['example.pth: import example.hook']);
  });
});

describe('a source archive', () => {
  it('says who builds it and what it needs', () => {
    const read = pythonManifest('sdist', {
      'PKG-INFO': 'Name: example\nVersion: 1.0\n',
      'setup.py': 'setup()',
      'builder/backend.py': '',
      'pyproject.toml': `
[build-system]
requires = ["setuptools>=61"]
build-backend = "backend"
backend-path = ["builder"]
[project]
name = "example"
version = "1.0.0"
dependencies = ["requests", "x @ git+https://example.invalid/x"]
[project.optional-dependencies]
test = ["pytest"]
[project.scripts]
example = "example:main"
[project.entry-points."example.plugins"]
one = "example:one"
[project.urls]
Source = "https://example.invalid/example"
`,
    });
    expect(read).toMatchObject({ name: 'example', version: '1.0', repository: 'https://example.invalid/example' });
    expect(read.hooks.map(({ name, when, runs }) => [name, when, runs])).toEqual([
      ['build-backend', 'build', ['builder/backend.py']],
      ['setup.py', 'build', ['setup.py']],
    ]);
    expect(read.dependencies.map(({ name, kind, from }) => `${name} ${kind} ${from}`)).toEqual([
      'requests runtime registry',
      'x runtime git',
      'setuptools build registry',
      'pytest extra registry',
    ]);
    expect(read.python).toMatchObject({
      buildBackend: 'backend',
      backendPath: ['builder'],
      plugins: ['example.plugins: one = example:one'],
    });
    expect(found(read)).toEqual(['manifest.own-build-backend note -', 'manifest.remote-dependency review -']);
  });

  it('may say it in setup.cfg or as Poetry does', () => {
    const read = pythonManifest('sdist', {
      'setup.cfg': `[metadata]
name = example
version = attr: example.__version__
[options]
install_requires =
    requests>=2
    x @ https://example.invalid/x.whl
[options.entry_points]
console_scripts =
    example = example:main
`,
    });
    expect(read.version).toBeUndefined();
    expect(read.dependencies.map(({ name }) => name)).toEqual(['requests', 'x']);
    expect(read.commands.map(({ name }) => name)).toEqual(['example']);
    expect(found(read)).toEqual(['manifest.remote-dependency review 5']);
    const poetry = pythonManifest('sdist', {
      'pyproject.toml':
        '[tool.poetry]\nname = "e"\nversion = "1"\n[tool.poetry.dependencies]\npython = "^3.9"\na = "^1"\nb = {git = "https://example.invalid/b"}\n',
    });
    expect(poetry.dependencies.map(({ name, from }) => `${name} ${from}`)).toEqual(['a registry', 'b git']);
  });

  it('names what disagrees or is broken', () => {
    const two = { 'PKG-INFO': 'Name: a\nVersion: 1.0\n', 'pyproject.toml': '[project]\nname = "a"\nversion = "1.1"\n' };
    expect(found(pythonManifest('sdist', two))).toEqual(['manifest.disagrees review -']);
    const broken = pythonManifest('sdist', { 'pyproject.toml': '[project]\nname = \n' });
    expect(found(broken)).toEqual(['manifest.malformed review 2']);
    expect(broken.unread).toEqual([{ path: 'pyproject.toml', why: expect.stringContaining('line 2') }]);
    const deep = pythonManifest('sdist', { 'pyproject.toml': `a = ${'['.repeat(100_000)}` });
    expect(deep.unread.map(({ path }) => path)).toEqual(['pyproject.toml']);
  });
});

describe('what a source archive brings', () => {
  const read = (form: 'sdist' | 'folder'): Readonly<Record<string, string>> =>
    declaredFacts(
      pythonManifest('sdist', {
        'pyproject.toml':
          '[project]\nname = "a"\ndependencies = ["requests>=2"]\n[build-system]\nrequires = ["hatchling>=1", "maker"]\n',
      }),
      form,
    ).dependencies;

  it('is what builds it as well, which every install of it runs', () => {
    expect(read('sdist')).toEqual({ requests: '>=2', hatchling: '>=1', maker: '' });
  });

  it('is not where nothing is built', () => {
    expect(read('folder')).toEqual({ requests: '>=2' });
  });
});
