import { describe, expect, it } from 'vitest';
import type { PackageFile } from '../artifact.ts';
import { lowerSources } from '../flow/testing/analyseSources.ts';
import { setupRequirements } from './setupRequirements.ts';

async function needs(text: string, files: Readonly<Record<string, string>> = {}): Promise<string[]> {
  const [module] = await lowerSources({ 'setup.py': text });
  if (module === undefined) throw new Error('setup.py was not lowered');
  const read = Object.entries(files).map(([path, body]): [string, PackageFile] => [
    path,
    { path, bytes: Buffer.from(body), digest: `sha256:${'0'.repeat(64)}`, mode: 0o644 } as unknown as PackageFile,
  ]);
  return setupRequirements(module, new Map(read)).map(
    ({ name, range, kind, from }) => `${kind} ${name} ${range} ${from}`,
  );
}

describe('what setup.py says that it needs', () => {
  it('is in its options, also where they are lists put together', async () => {
    const text = `
from setuptools import setup
BASE = ['requests>=2', 'pynacl']
setup(name='x', setup_requires=['maker==1.0'], install_requires=BASE + ['cffi ; python_version < "3.9"'])
`;
    expect((await needs(text)).toSorted()).toEqual([
      'build maker ==1.0 registry',
      'runtime cffi  registry',
      'runtime pynacl  registry',
      'runtime requests >=2 registry',
    ]);
  });

  it('is in an extra without a name, where its condition holds on some machine', async () => {
    const text = `
from setuptools import setup
extra = {':sys_platform == "win32"': ['one'], ':python_version < "3"': ['two'], 'dev': ['three'], '': ['four']}
setup(name='x', install_requires=['five ; python_version < "3"'], extras_require=extra)
`;
    expect((await needs(text)).toSorted()).toEqual([
      'extra five  registry',
      'runtime four  registry',
      'runtime one  registry',
    ]);
  });

  it('is in a dictionary of options, and in one that is filled later', async () => {
    const text = `
import setuptools
options = {'name': 'x', 'setup_requires': ['one']}
options['install_requires'] = ['two @ https://example.invalid/two.tar.gz']
setuptools.setup(**options)
`;
    expect(await needs(text)).toEqual(['build one  registry', 'runtime two https://example.invalid/two.tar.gz url']);
  });

  it('is in a dictionary that a call makes', async () => {
    const text = `
from setuptools import setup
options = dict(name='x', setup_requires=['one'])
options.update(install_requires=['two'])
setup(version='1', **options)
`;
    expect(await needs(text)).toEqual(['build one  registry', 'runtime two  registry']);
  });

  it('is in a file of the package that it is read from, without comments and options', async () => {
    const text = `
from setuptools import setup
with open('requirements.txt', encoding='utf-8') as file:
    lines = file.read().splitlines()
setup(install_requires=lines)
`;
    const file = '# what it needs\n-r other.txt\nrequests>=2  # to ask\n\npynacl\n';
    expect(await needs(text, { 'requirements.txt': file })).toEqual([
      'runtime requests >=2 registry',
      'runtime pynacl  registry',
    ]);
    expect(await needs(text)).toEqual([]);
  });

  it('is in a list however long, among as many of one file', async () => {
    const many = Array.from({ length: 2000 }, (_, at) => `need${at}`);
    const list = `from setuptools import setup\nsetup(install_requires=[${many.map((one) => `'${one}'`).join(', ')}])`;
    expect(await needs(list)).toHaveLength(2000);
    const file = `from setuptools import setup\nsetup(install_requires=open('needs.txt').read().splitlines())`;
    expect(await needs(file, { 'needs.txt': many.join('\n') })).toHaveLength(2000);
  });

  it('is read once, however often it is said', async () => {
    const text = `
from setuptools import setup
options = {'install_requires': open('needs.txt').read().splitlines()}
${'setup(install_requires=options["install_requires"])\nsetup(**options)\n'.repeat(20_000)}`;
    const file = Array.from({ length: 2000 }, (_, at) => `need${at}`).join('\n');
    expect(await needs(text, { 'needs.txt': file })).toHaveLength(2000);
  });

  it('is not in what others call so', async () => {
    expect(await needs(`def setup(**all): pass\nsetup(install_requires=['a'])`)).toEqual([]);
    expect(await needs(`from setuptools import setup\nsetup(name='a', keywords=['b'])`)).toEqual([]);
  });

  it('is no text that is no requirement', async () => {
    expect(await needs(`from setuptools import setup\nsetup(install_requires=['', '  ', '== 1', 'x' * 3])`)).toEqual(
      [],
    );
  });
});
