import { describe, expect, test } from 'vitest';
import { dumpModule } from './testing/dumpModule.ts';
import { installedPythonLowering } from './testing/pythonLowering.ts';

const lower = await installedPythonLowering();

function dump(text: string): string[] {
  return dumpModule(lower('m.py', text));
}

describe('names', () => {
  test.each([
    ['a name that nothing declares is global', 'open(x)', ['global open(global x)']],
  ])('%s', (_, text, lines) => {
    expect(dump(text)).toEqual(lines);
  });
});
