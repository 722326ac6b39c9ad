import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CheckpointFile } from './checkpointFile.ts';

let directory: string;
let path: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'portcullis-checkpoint-'));
  path = join(directory, 'checkpoint');
});
afterEach(() => rmSync(directory, { recursive: true }));

describe('the checkpoint file', () => {
  it('waits until those who act on the commit have begun, and is whole when closed', async () => {
    const file = new CheckpointFile(path);
    file.show('first\n');
    await turn();
    expect(existsSync(path)).toBe(false);
    file.show('second\n');
    await file.close();
    expect(readFileSync(path, 'utf8')).toBe('second\n');
  });

  it('is written without being closed, again and again', async () => {
    const file = new CheckpointFile(path);
    for (const text of ['first\n', 'second\n']) {
      file.show(text);
      await expect.poll(() => existsSync(path) && readFileSync(path, 'utf8')).toBe(text);
    }
    await file.close();
  });
});
