import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { digestOf } from '@portcullis/model';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CliFault } from '../cliFault.ts';
import { type AnalysisCache, openAnalysisCache } from './analysisCache.ts';
import type { Analysed } from './worker/wire.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'portcullis-cache-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const open = (): AnalysisCache => openAnalysisCache({ cache: join(root, 'cache'), state: join(root, 'state') });
const answer = (subject: string): Analysed => ({
  analysis: {
    subject,
    ecosystem: 'npm',
    digest: digestOf(subject),
    files: [],
    declared: { hooks: [], dependencies: {}, protections: [] },
    atInstall: [],
    handlesKeys: false,
    uses: [],
    addresses: [],
    checks: [],
    findings: [],
    unread: [],
  },
  more: [],
});
function codeOf(work: () => unknown): string | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    return error instanceof CliFault ? error.code : String(error);
  }
}

describe('the cache of analyses', () => {
  it('gives back what was put in, also to the next run, in files that only their owner may read', () => {
    open().set('k1', answer('a'));
    expect(open().get('k1')).toEqual(answer('a'));
    expect(open().get('k2')).toBeUndefined();
    expect(statSync(join(root, 'cache')).mode & 0o777).toBe(0o700);
    expect(statSync(join(root, 'cache', 'k1.json')).mode & 0o777).toBe(0o600);
    expect(statSync(join(root, 'state', 'scan-cache.key')).mode & 0o777).toBe(0o600);
  });

  it('does not believe an entry that was changed, moved to another key, cut, made with another key or linked in', () => {
    const cache = open();
    const file = join(root, 'cache', 'k1.json');
    cache.set('k1', answer('bad'));
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replace('"bad"', '"good"'));
    expect(cache.get('k1')).toBeUndefined();
    writeFileSync(file, text.slice(0, 40));
    expect(cache.get('k1')).toBeUndefined();
    writeFileSync(file, text);
    expect(cache.get('k1')).toBeDefined();
    renameSync(file, join(root, 'cache', 'k2.json'));
    expect(cache.get('k2')).toBeUndefined();
    symlinkSync(join(root, 'cache', 'k2.json'), file);
    expect(cache.get('k1')).toBeUndefined();
    cache.set('k3', answer('a'));
    rmSync(join(root, 'state'), { recursive: true });
    expect(open().get('k3')).toBeUndefined();
  });

  it('refuses folders that others may enter or own, a file or a link in their place, and a key that others may read', () => {
    mkdirSync(join(root, 'cache'), { mode: 0o755 });
    chmodSync(join(root, 'cache'), 0o755);
    expect(codeOf(open)).toBe('unsafe-cache');
    rmSync(join(root, 'cache'), { recursive: true });
    writeFileSync(join(root, 'cache'), '');
    expect(codeOf(open)).toBe('unsafe-cache');
    rmSync(join(root, 'cache'));
    mkdirSync(join(root, 'elsewhere'), { mode: 0o700 });
    symlinkSync(join(root, 'elsewhere'), join(root, 'cache'));
    expect(codeOf(open)).toBe('unsafe-cache');
    rmSync(join(root, 'cache'));
    expect(codeOf(open)).toBeUndefined();
    chmodSync(join(root, 'state', 'scan-cache.key'), 0o644);
    expect(codeOf(open)).toBe('unsafe-cache');
  });

  it.skipIf(process.getuid?.() !== 0)('refuses a folder of another user', () => {
    mkdirSync(join(root, 'cache'), { mode: 0o700 });
    chownSync(join(root, 'cache'), 12_345, 12_345);
    expect(codeOf(open)).toBe('unsafe-cache');
  });

  it('leaves nothing behind where it cannot write', () => {
    const cache = open();
    mkdirSync(join(root, 'cache', 'k.json'));
    cache.set('k', answer('a'));
    expect(readdirSync(join(root, 'cache'))).toEqual(['k.json']);
    expect(cache.get('k')).toBeUndefined();
  });
});
