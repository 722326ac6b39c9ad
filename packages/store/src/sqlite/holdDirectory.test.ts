import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { holdDirectory } from './holdDirectory.ts';

const NOW = new Date('2026-01-02T03:04:05Z');
const hold = (directory: string) => holdDirectory(directory, NOW, 'portcullis up');

describe('the hold on a directory', () => {
  let parent: string;
  let directory: string;
  beforeEach(() => {
    parent = mkdtempSync(join(tmpdir(), 'hold-'));
    directory = join(parent, 'made/here');
  });
  afterEach(() => rmSync(parent, { recursive: true }));

  it('refuses a second one, also in the same process, and names the holder', () => {
    const first = hold(directory);
    expect(() => hold(directory)).toThrow(
      expect.objectContaining({
        code: 'held',
        found: `process ${process.pid} on ${hostname()} since 2026-01-02T03:04:05.000Z: portcullis up`,
      }),
    );
    first.release();
    first.release();
    hold(directory).release();
    expect(existsSync(join(directory, 'journal.holder'))).toBe(false);
  });

  it('is refused where no directory can be', () => {
    writeFileSync(join(parent, 'file'), '');
    mkdirSync(join(directory, 'journal.lock'), { recursive: true });
    for (const place of [join(parent, 'file', 'below'), directory]) {
      expect(() => hold(place)).toThrow(expect.objectContaining({ code: 'io', kind: 'operator' }));
    }
  });

  it('says so when the holder has not written its name', () => {
    const first = hold(directory);
    rmSync(join(directory, 'journal.holder'));
    expect(() => hold(directory)).toThrow(
      expect.objectContaining({ code: 'held', found: 'a process that has not written its name yet' }),
    );
    first.release();
  });

  it('is refused while another process has it, and free again when that one is killed', async () => {
    const script = `import { holdDirectory } from ${JSON.stringify(new URL('holdDirectory.ts', import.meta.url).href)};
      holdDirectory(${JSON.stringify(directory)}, new Date(), 'the other one'); console.log('held'); setInterval(() => {}, 1000);`;
    const other = spawn(process.execPath, ['--input-type=module', '--eval', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    try {
      await once(other.stdout, 'data');
      expect(() => hold(directory)).toThrow(
        expect.objectContaining({
          code: 'held',
          found: expect.stringMatching(new RegExp(`^process ${other.pid} on .*: the other one$`)),
        }),
      );
    } finally {
      other.kill('SIGKILL');
      await once(other, 'exit');
    }
    hold(directory).release();
  });
});
