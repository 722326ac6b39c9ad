import { describe, expect, it } from 'vitest';
import { installedPythonLowering } from '../python/testing/pythonLowering.ts';
import { verdictsOf } from '../testing/shapesIn.ts';
import { pythonShapes } from './pythonShapes.ts';

const lower = await installedPythonLowering();
/** As the judge looks at a file of Python. */
const foreignInPython = (text: string): string[] =>
  pythonShapes([{ path: 'lib/a.py', text, module: lower('lib/a.py', text) }], lower)
    .filter(({ rule }) => rule === 'shape.foreign-write')
    .map(({ decision }) => `${decision} foreign-write`);

const FS = "const fs = require('fs'), os = require('os'), path = require('path');";
const foreign = (files: Readonly<Record<string, string>>): string[] =>
  verdictsOf(files).filter((one) => one.includes('foreign-write'));

describe('a write into a library of keys, or into an installed program, is held', () => {
  it.each([
    [
      'the file of an installed package',
      `${FS} const t = require.resolve('ethers'); fs.writeFileSync(t, fs.readFileSync(t, 'utf8').replace('a', 'b'))`,
    ],
    [
      'by another way to its path',
      `${FS} const at = require('module').createRequire(__filename).resolve('ethers/lib.commonjs/wallet.js'); fs.writeFileSync(at, code)`,
    ],
    [
      'by import.meta',
      "import { writeFileSync } from 'node:fs'; import { fileURLToPath } from 'node:url'; writeFileSync(fileURLToPath(import.meta.resolve('ethers')), code)",
    ],
    [
      'through a function',
      `${FS} function put(to) { fs.promises.writeFile(to, code) } put(path.join(path.dirname(require.resolve('@solana/web3.js')), 'index.cjs.js'))`,
    ],
    [
      'in node_modules',
      `${FS} fs.copyFileSync(path.join(__dirname, 'x.js'), path.join(process.cwd(), 'node_modules', 'ethers', 'lib', 'wallet.js'))`,
    ],
    ['beside its own folder', `${FS} fs.writeFileSync(path.join(__dirname, '..', 'ethers', 'lib', 'wallet.js'), code)`],
    [
      'a program',
      `${FS} const a = path.join(os.homedir(), 'AppData/Local/Programs/some/resources/app.asar'); fs.writeFileSync(a, fs.readFileSync(path.join(__dirname, 'x.bin')))`,
    ],
    [
      'a program, when asked',
      `${FS} exports.go = () => fs.copyFileSync(mine, path.join(process.env.LOCALAPPDATA, 'Programs', name, 'resources', 'app', 'main.js'))`,
    ],
    [
      'a program that is packed anew',
      "const asar = require('@electron/asar'), os = require('os'); asar.createPackage(dir, os.homedir() + '/Applications/Some.app/Contents/Resources/app.asar')",
    ],
    [
      'a browser extension',
      `${FS} fs.writeFileSync(path.join(os.homedir(), '.config/google-chrome/Default/Extensions', 'nkbihfbeogaeaoehlefnkodbefgpgknn', v, 'background.js'), code)`,
    ],
  ])('%s', (_, text) => {
    expect(foreign({ 'a.js': text })).toEqual(['hold foreign-write']);
  });
  it.each([
    ['the file of a module', "import eth_account\nopen(eth_account.__file__, 'w').write(code)"],
    [
      'a file beside it',
      "import os, eth_account\nwith open(os.path.join(os.path.dirname(eth_account.__file__), 'account.py'), 'a') as f:\n    f.write(code)",
    ],
    [
      'by its specification',
      "from importlib.util import find_spec\nimport pathlib\npathlib.Path(find_spec('eth_account').origin).write_text(code)",
    ],
    [
      'a program',
      "import os, shutil\nshutil.copy('x', os.path.expanduser('~/AppData/Local/Programs/some/resources/app.asar'))",
    ],
  ])('Python: %s', (_, text) => {
    expect(foreignInPython(text)).toEqual(['hold foreign-write']);
  });
});

describe('a write into another package is to be read', () => {
  it.each([
    ['at load', `${FS} fs.writeFileSync(require.resolve('some-lib'), code)`, ['review foreign-write']],
    [
      'of a library of keys, when asked',
      `${FS} exports.go = () => fs.writeFileSync(require.resolve('ethers'), code)`,
      ['review foreign-write'],
    ],
    [
      'when asked',
      `${FS} exports.go = () => fs.writeFileSync(require.resolve('some-lib'), code)`,
      ['note foreign-write'],
    ],
    [
      'of all that was loaded',
      `${FS} for (const at of Object.keys(require.cache)) fs.appendFileSync(at, code)`,
      ['review foreign-write'],
    ],
    ['in the tests', `${FS} fs.writeFileSync(require.resolve('ethers'), code)`, ['note foreign-write'], 'test/a.js'],
  ])('%s', (_, text, verdicts, file = 'a.js') => {
    expect(foreign({ [file]: text })).toEqual(verdicts);
  });
  it('Python: the folder of all packages', () => {
    const text = "import site, os\nopen(os.path.join(site.getsitepackages()[0], name), 'w').write(code)";
    expect(foreignInPython(text)).toEqual(['review foreign-write']);
  });
});

describe('tools that write where they are told to', () => {
  it.each([
    [
      'a patcher',
      `${FS} exports.patch = (root, name) => { const to = path.join(root, 'node_modules', name, 'package.json'); fs.writeFileSync(to, change(fs.readFileSync(to))) }`,
    ],
    [
      'a cache of a tool',
      `${FS} fs.writeFileSync(path.join(process.cwd(), 'node_modules', '.cache', 'some', 'a.json'), '{}')`,
    ],
    [
      'what is read of another package',
      `${FS} const v = JSON.parse(fs.readFileSync(require.resolve('ethers/package.json'))).version; fs.writeFileSync('out.json', JSON.stringify({ v }))`,
    ],
    [
      'a part of its own',
      `${FS} fs.writeFileSync(require.resolve('./data.json'), '{}'); fs.writeFileSync(path.join(__dirname, '..', 'dist', 'a.js'), '')`,
      'lib/a.js',
    ],
    [
      'a packer of programs',
      "const asar = require('@electron/asar'), path = require('path'); exports.pack = (dir, out) => asar.createPackage(dir, path.join(out, 'resources', 'app.asar'))",
    ],
    [
      'a wallet that keeps its own file',
      `${FS} exports.save = (k) => fs.writeFileSync(path.join(os.homedir(), '.some-wallet', 'keystore.json'), k)`,
    ],
    ['a hook in the project', `${FS} fs.writeFileSync(path.join(__dirname, '..', '..', '.some', 'hook'), '')`],
    [
      'an installer of its own binary',
      `${FS} const from = require.resolve('@some/linux-x64/bin/some'); fs.copyFileSync(from, path.join(__dirname, 'bin', 'some'))`,
    ],
  ])('%s', (_, text, file = 'a.js') => {
    expect(foreign({ [file]: text })).toEqual([]);
  });
  it.each([
    [
      'a folder of its own data',
      "import os, lib\nopen(os.path.join(os.path.dirname(lib.__file__), 'cache.json'), 'w').write('{}')",
    ],
    [
      'what is read of another',
      "import eth_account\nt = open(eth_account.__file__).read()\nopen('out', 'w').write('done')",
    ],
  ])('Python: %s', (_, text) => {
    expect(foreignInPython(text)).toEqual([]);
  });
});
