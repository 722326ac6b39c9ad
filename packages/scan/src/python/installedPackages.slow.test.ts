import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { decodePython } from './decodePython.ts';
import { askPython } from './testing/pythonFiles.ts';
import { installedPythonLowering } from './testing/pythonLowering.ts';

const FILES = `
import glob, json, sysconfig
print(json.dumps(glob.glob(sysconfig.get_paths()['stdlib'] + '/**/*.py', recursive=True)))
`;

const files = askPython(FILES) as readonly string[] | undefined;

test.skipIf(files === undefined)(
  'every Python file of the machine is lowered without a throw (needs python3)',
  async () => {
    const lower = await installedPythonLowering();
    const partial: string[] = [];
    for (const path of files ?? []) {
      const { text } = decodePython(readFileSync(path));
      const module = lower(path, text);
      if (module.unread.length > 0) partial.push(path);
    }
    // Python's own tests hold files that are wrong on purpose.
    expect(partial.filter((path) => !/\/tests?\//.test(path)).length).toBeLessThanOrEqual((files ?? []).length / 1000);
  },
);
