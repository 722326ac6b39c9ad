import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { decodePython } from './decodePython.ts';
import { askPython } from './testing/pythonFiles.ts';
import { installedPythonLowering } from './testing/pythonLowering.ts';

/** For each file, the names that Python's own compiler finds undeclared; nothing where it refuses the file. */
const SCOPES = `
import json, os, symtable, sys, sysconfig, warnings
warnings.simplefilter('ignore')
def given(table, names):
    for symbol in table.get_symbols():
        if table.get_type() != 'module' and symbol.is_declared_global(): names.add(symbol.get_name())
    for child in table.get_children(): given(child, names)
def taken(table, own, names):
    for symbol in table.get_symbols():
        if table.get_type() == 'module' or symbol.is_global(): names.add(symbol.get_name())
    for child in table.get_children(): taken(child, own, names)
found = {}
for folder, folders, files in os.walk(sysconfig.get_paths()['stdlib']):
    folders[:] = [f for f in folders if f in ('asyncio', 'email', 'http', 'urllib', 'json', 'importlib', 'unittest')]
    for name in files:
        if not name.endswith('.py'): continue
        path = os.path.join(folder, name)
        try: table = symtable.symtable(open(path, 'rb').read(), path, 'exec')
        except SyntaxError: continue
        own = {s.get_name() for s in table.get_symbols() if s.is_assigned() or s.is_imported() or s.is_namespace()}
        given(table, own)
        names = set()
        taken(table, own, names)
        found[path] = sorted(names - own)
print(json.dumps(found))
`;

const scopes = askPython(SCOPES) as Readonly<Record<string, readonly string[]>> | undefined;

test.skipIf(scopes === undefined)(
  'modules of the standard library are lowered whole, with the scopes that Python gives it (needs python3)',
  async () => {
    const lower = await installedPythonLowering();
    const files = Object.entries(scopes ?? {});
    expect(files.length).toBeGreaterThan(100);
    for (const [path, names] of files) {
      const { text, unread } = decodePython(readFileSync(path));
      const module = lower(path, text);
      expect([path, unread, module.unread]).toEqual([path, undefined, []]);
      const undeclared = new Set(names);
      const wrong = module.steps.filter((step) => step.is === 'global' && !undeclared.has(step.name));
      expect([path, wrong]).toEqual([path, []]);
    }
  },
  60_000,
);
