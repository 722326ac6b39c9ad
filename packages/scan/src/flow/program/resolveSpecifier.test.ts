import { describe, expect, it } from 'vitest';
import type { Language, ModuleIr } from '../../ir/moduleIr.ts';
import { StepTable } from '../../ir/stepTable.ts';
import { ValueTable } from '../../ir/valueTable.ts';
import { createResolve, type PackageLayout } from './resolveSpecifier.ts';

function moduleAt(file: string): ModuleIr {
  const language: Language = file.endsWith('.py') ? 'python' : 'javascript';
  return {
    file,
    language,
    functions: [],
    classes: [],
    values: ValueTable.of([]),
    table: StepTable.of([]),
    steps: [],
    exports: 0,
    namespaces: [],
    throws: [],
    catches: [],
    unread: [],
  };
}
/** What an import in the first file means: a file or an external path. */
function meaning(specifier: string, files: readonly string[], layout: PackageLayout = {}): string {
  const modules = files.map(moduleAt);
  const found = createResolve(modules, layout)(specifier, modules[0] as ModuleIr);
  return 'external' in found ? found.external : (modules[found.module]?.file ?? '');
}

describe('imports of JavaScript', () => {
  it.each<[string, string[], string]>([
    ['./b', ['src/a.js', 'src/b.js'], 'src/b.js'],
    ['./b.js', ['src/a.ts', 'src/b.ts'], 'src/b.ts'],
    ['../lib', ['src/a.js', 'lib/index.cjs'], 'lib/index.cjs'],
    ['.', ['src/a.js', 'src/index.js'], 'src/index.js'],
    ['..', ['src/a.js', 'index.js'], 'index.js'],
    ['./missing', ['a.js'], 'npm:./missing'],
    ['fs/promises', ['a.js'], 'node:fs.promises'],
    ['node:https', ['a.js'], 'node:https'],
    ['@noble/curves/ed25519', ['a.js'], 'npm:@noble/curves/ed25519'],
  ])('%s in %j', (specifier, files, is) => {
    expect(meaning(specifier, files)).toBe(is);
  });
  it('finds the package by its own name', () => {
    const layout = { name: 'wallet', entries: ['./lib/main.js'] };
    expect(meaning('wallet', ['a.js', 'lib/main.js'], layout)).toBe('lib/main.js');
    expect(meaning('wallet/lib/other', ['a.js', 'lib/other.js'], layout)).toBe('lib/other.js');
    expect(meaning('wallets', ['a.js', 'lib/main.js'], layout)).toBe('npm:wallets');
  });
});

describe('imports of Python', () => {
  it.each<[string, string[], string]>([
    ['bt.keyfile', ['bt/wallet.py', 'bt/__init__.py', 'bt/keyfile.py'], 'bt/keyfile.py'],
    ['bt.keyfile', ['src/bt/wallet.py', 'src/bt/__init__.py', 'src/bt/keyfile.py'], 'src/bt/keyfile.py'],
    ['.keyfile', ['bt/wallet.py', 'bt/keyfile.py'], 'bt/keyfile.py'],
    ['..net', ['bt/a/wallet.py', 'bt/net/__init__.py'], 'bt/net/__init__.py'],
    ['bt', ['bt/wallet.py', 'bt/__init__.py'], 'bt/__init__.py'],
    ['requests.sessions', ['bt/wallet.py'], 'py:requests.sessions'],
  ])('%s in %j', (specifier, files, is) => {
    expect(meaning(specifier, files)).toBe(is);
  });
});
