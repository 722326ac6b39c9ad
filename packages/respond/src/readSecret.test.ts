import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readSecret } from './readSecret.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'secret-'));
});
afterEach(() => rmSync(directory, { recursive: true }));
const write = (text: string, mode = 0o600): string => {
  const path = join(directory, 'key');
  writeFileSync(path, text);
  chmodSync(path, mode);
  return path;
};
const read = (ref: Parameters<typeof readSecret>[0], env = {}): Promise<string> => readSecret(ref, { directory, env });

describe('a secret that the estate names', () => {
  it('is read from a file beside the estate, or anywhere, without its line break, or from the environment', async () => {
    const path = write('  secret \n');
    expect(await read({ file: 'key' })).toBe('  secret ');
    expect(await read({ file: path })).toBe('  secret ');
    expect(await read({ env: 'KEY' }, { KEY: 'secret' })).toBe('secret');
  });

  it.each([0o640, 0o604, 0o644, 0o660])('is `bad-key` in a file of mode %o', async (mode) => {
    write('secret', mode);
    await expect(read({ file: 'key' })).rejects.toMatchObject({
      code: 'bad-key',
      expected: 'mode 0600',
      remedy: 'chmod 600 key',
    });
  });

  it('is `bad-key` in a file far too large', async () => {
    write('x'.repeat(20_000));
    await expect(read({ file: 'key' })).rejects.toMatchObject({ code: 'bad-key' });
  });

  it('is `no-key` where there is none', async () => {
    await expect(read({ file: 'elsewhere' })).rejects.toMatchObject({ code: 'no-key' });
    await expect(read({ env: 'KEY' })).rejects.toMatchObject({ code: 'no-key', remedy: 'Set it before the start.' });
    write('\n');
    await expect(read({ file: 'key' })).rejects.toMatchObject({ code: 'no-key' });
  });
});
