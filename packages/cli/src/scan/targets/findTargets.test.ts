import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CliFault } from '../../cliFault.ts';
import { createRegistries } from '../registry/registries.ts';
import { findTargets } from './findTargets.ts';
import type { Target } from './target.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'portcullis-targets-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}
const signal = AbortSignal.timeout(1000);
const OFFLINE = { registries: createRegistries({}, signal), signal, isOffline: true };
const find = async (given: string, since?: string): Promise<readonly Target[]> =>
  await findTargets([join(root, given)], since === undefined ? undefined : join(root, since), OFFLINE);
const filesOf = async (target: Target | undefined): Promise<string[]> => {
  const material = await target?.load();
  return material?.is === 'files' ? material.files.map(({ path }) => path) : [];
};
const unreadOf = async (target: Target | undefined): Promise<string[]> => {
  const material = await target?.load();
  return material?.is === 'files' ? material.unread.map(({ path, why }) => `${path} ${why}`) : [];
};
const faultOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
    return 'not refused';
  } catch (error) {
    return error instanceof CliFault ? `${error.code}: ${error.found ?? ''}` : String(error);
  }
};

describe('a folder', () => {
  it('is one package, without what is installed inside it, and its links are told and not followed', async () => {
    write({
      'p/package.json': '{}',
      'p/lib/a.js': '',
      'p/node_modules/x/package.json': '{}',
      'p/.git/config': '',
      secret: 's',
    });
    symlinkSync(join(root, 'secret'), join(root, 'p/link'));
    symlinkSync(root, join(root, 'p/folder'));
    const [target] = await find('p');
    expect(await filesOf(target)).toEqual(['lib/a.js', 'package.json']);
    expect(await unreadOf(target)).toEqual([
      'folder is a link, and links are not followed',
      'link is a link, and links are not followed',
    ]);
  });

  it('is of npm or of PyPI by its manifest, else by its code', async () => {
    write({ 'a/package.json': '{}', 'a/x.py': '', 'b/pyproject.toml': '', 'b/x.js': '', 'c/x.py': '', 'd/x.ts': '' });
    const kinds = await Promise.all(
      ['a', 'b', 'c', 'd'].map(async (name) => {
        const material = await (await find(name))[0]?.load();
        return material?.is === 'files' ? material.ecosystem : undefined;
      }),
    );
    expect(kinds).toEqual(['npm', 'pypi', 'pypi', 'npm']);
  });

  it('without files, and a path without anything, are refused', async () => {
    mkdirSync(join(root, 'empty'));
    const [empty] = await find('empty');
    expect(await faultOf(Promise.resolve().then(async () => await empty?.load()))).toMatch(
      /^bad-target: .*without files/,
    );
    expect(await faultOf(find('absent'))).toMatch(/^bad-target: .*nothing of that name/);
    mkdirSync(join(root, 'node_modules'));
    expect(await faultOf(find('node_modules'))).toMatch(/^bad-target: .*nothing is installed/);
  });
});

describe('an installation of npm', () => {
  it('is each of its packages, nested ones, scoped ones and those of a store, in the order of their paths', async () => {
    write({
      'node_modules/b/package.json': '{}',
      'node_modules/b/node_modules/a/index.js': '',
      'node_modules/@s/c/index.js': '',
      'node_modules/.bin/tool': '',
      'node_modules/.package-lock.json': '{}',
      'node_modules/.pnpm/d@1.0.0/node_modules/d/index.js': '',
      'own/index.js': '',
    });
    symlinkSync(join(root, 'own'), join(root, 'node_modules/own'));
    const targets = await find('node_modules');
    expect(targets.map(({ name }) => name.slice(name.indexOf('node_modules')))).toEqual([
      'node_modules/.pnpm/d@1.0.0/node_modules/d',
      'node_modules/@s/c',
      'node_modules/b',
      'node_modules/b/node_modules/a',
    ]);
    expect(await filesOf(targets[2])).toEqual(['package.json']);
  });

  it('is compared with another one, package by package', async () => {
    write({ 'new/node_modules/a/i.js': '', 'new/node_modules/b/i.js': '', 'old/node_modules/a/i.js': '' });
    const targets = await find('new/node_modules', 'old/node_modules');
    expect(targets.map(({ before }) => before?.name.includes('old/node_modules/a'))).toEqual([true, undefined]);
  });
});

describe('an installation of PyPI', () => {
  const info = (name: string, record: string): Record<string, string> => ({
    [`lib/python3/site-packages/${name}.dist-info/RECORD`]: record,
    [`lib/python3/site-packages/${name}.dist-info/METADATA`]: 'Name: x',
  });

  it('is what each RECORD owns, its programs too, and last what none owns', async () => {
    write({
      ...info(
        'coin-1.0',
        'coin/__init__.py,sha256=x,3\n"coin/a,b.py",,\ncoin/__pycache__/x.pyc,,\n../../../bin/coin,,\ncoin/gone.py,,\n',
      ),
      'lib/python3/site-packages/coin/__init__.py': '',
      'lib/python3/site-packages/coin/a,b.py': '',
      'lib/python3/site-packages/coin/__pycache__/x.pyc': '',
      'lib/python3/site-packages/coin/planted.py': '',
      'lib/python3/site-packages/evil.pth': 'import os',
      'bin/coin': '',
    });
    const targets = await find('lib/python3/site-packages');
    expect(targets).toHaveLength(2);
    expect((await filesOf(targets[0])).toSorted()).toEqual([
      'bin/coin',
      'coin-1.0.dist-info/METADATA',
      'coin-1.0.dist-info/RECORD',
      'coin/__init__.py',
      'coin/a,b.py',
    ]);
    expect(await filesOf(targets[1])).toEqual(['coin/planted.py', 'evil.pth']);
  });

  it('reads nothing that a RECORD leads to outside', async () => {
    write({ ...info('coin-1.0', '/etc/passwd,,\n../../../secret,,\ncoin/../../x,,\n'), secret: 's', 'lib/x': '' });
    const [target] = await find('lib/python3/site-packages');
    expect(await filesOf(target)).toEqual(['coin-1.0.dist-info/METADATA', 'coin-1.0.dist-info/RECORD']);
    expect(await unreadOf(target)).toHaveLength(3);
  });

  it('is compared with another one, distribution by distribution, whatever their versions', async () => {
    write({ ...info('coin-1.0', '') });
    rmSync(join(root, 'old'), { recursive: true, force: true });
    write({
      'old/site-packages/coin-0.9.dist-info/RECORD': '',
      'old/site-packages/coin-0.9.dist-info/METADATA': '',
    });
    const [target] = await find('lib/python3/site-packages', 'old/site-packages');
    expect(target?.before?.name).toContain('coin-0.9');
  });
});

describe('what is compared', () => {
  it('has to be clear', async () => {
    write({ 'a/i.js': '', 'b/node_modules/x/i.js': '', 'b/node_modules/y/i.js': '' });
    expect(await faultOf(find('a', 'b/node_modules'))).toMatch(/^bad-usage: 1 packages/);
    expect(await faultOf(findTargets([join(root, 'a')], 'previous', OFFLINE))).toMatch(/^bad-usage: --since previous/);
  });
});
