import { describe, expect, it } from 'vitest';
import { DEFAULT_LIMITS } from './limits.ts';
import { readArtifact } from './readArtifact.ts';
import { ruleNames, rulesOf } from './testing/rulesOf.ts';
import { END_OF_TAR, gzip, paxPart, tarOf, type TarPart, tarPart, tgzOf } from './testing/tarBytes.ts';

const JSON_PART: TarPart = { name: 'package/package.json', body: '{"name":"example","version":"1.0.0"}' };
const INDEX: TarPart = { name: 'package/index.js', body: 'exports.a = 1;' };

/** An npm tarball with these parts behind an honest beginning. */
function npm(...parts: readonly (TarPart | Uint8Array)[]) {
  return readArtifact('example-1.0.0.tgz', tgzOf(JSON_PART, ...parts));
}
/** A source archive of Python with these parts. */
function sdist(...parts: readonly (TarPart | Uint8Array)[]) {
  const info = { name: 'example-1.0/PKG-INFO', body: 'Metadata-Version: 2.1\nName: example\nVersion: 1.0\n' };
  return readArtifact('example-1.0.tar.gz', tgzOf(info, ...parts));
}
const long = `package/${'deep/'.repeat(25)}index.js`;

describe('an honest tarball', () => {
  it('is read without a finding, its files without their top folder, sorted', () => {
    const read = npm(INDEX, { name: 'package/bin/run', body: '#!', mode: 0o755 }, { name: 'package/lib', type: '5' });
    expect(read.findings).toEqual([]);
    expect(read.unread).toEqual([]);
    expect(read).toMatchObject({ form: 'npm-tarball', ecosystem: 'npm', name: 'example', version: '1.0.0' });
    expect(read.files.map(({ path, isExecutable }) => [path, isExecutable])).toEqual([
      ['bin/run', true],
      ['index.js', false],
      ['package.json', false],
    ]);
  });

  it('may have any one top folder, long names of every kind, large numbers and no end mark', () => {
    const other = readArtifact('a.tgz', tgzOf({ ...JSON_PART, name: 'node/package.json' }));
    expect(other.files.map(({ path }) => path)).toEqual(['package.json']);
    expect(other.findings).toEqual([]);
    for (const parts of [
      [paxPart({ path: long, mtime: '1.5' }), INDEX],
      [tarPart({ name: '././@LongLink', type: 'L', body: `${long}\0` }), INDEX],
      [{ name: 'index.js', prefix: long.slice(0, -'/index.js'.length), body: 'exports.a = 1;' }],
    ]) {
      const read = npm(...parts);
      expect(read.findings).toEqual([]);
      expect(read.files.map(({ path }) => path)).toContain(long.slice('package/'.length));
    }
    const base256 = new Uint8Array(12);
    base256.set([0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 14]);
    expect(npm({ ...INDEX, rawSize: base256 }).files.find(({ path }) => path === 'index.js')?.bytes.length).toBe(14);
    expect(readArtifact('a.tgz', gzip(tarOf(JSON_PART))).findings).toEqual([]);
    expect(npm(paxPart({ comment: 'a commit' }, 'g'), INDEX).findings).toEqual([]);
    expect(readArtifact('a.tgz', Buffer.concat([tgzOf(JSON_PART), Buffer.alloc(100)])).findings).toEqual([]);
  });

  it('is a source archive of Python under the name of one', () => {
    const read = sdist({ name: 'example-1.0/setup.py', body: '' });
    expect(read).toMatchObject({ form: 'sdist', ecosystem: 'pypi', name: 'example', version: '1.0' });
    expect(read.findings).toEqual([]);
    expect(read.files.map(({ path }) => path)).toEqual(['PKG-INFO', 'setup.py']);
    expect(readArtifact('example-1.0.tar.gz', tgzOf(JSON_PART)).form).toBe('npm-tarball');
  });
});

describe('names in a tarball', () => {
  it.each([
    ['archive.escaping-path hold', 'package/../../etc/profile'],
    ['archive.escaping-path hold', '/package/etc'],
    ['archive.escaping-path hold', 'C:/package/x'],
    ['archive.odd-path hold', 'package/a\\b.js'],
    ['archive.odd-path hold', 'package/a\u0007.js'],
    ['archive.odd-path note', 'package/aux.js'],
    ['archive.odd-path note', 'package/a.js.'],
    ['archive.odd-path review', `package/${'d/'.repeat(41)}x`],
    ['archive.invisible-name hold', 'package/a\u202Esj.exe'],
    ['archive.invisible-name review', 'package/a\u200B.js'],
  ])('%s for %j', (rule, name) => {
    expect(rulesOf(npm(paxPart({ path: name }), { body: 'x' })).some((found) => found.startsWith(`${rule} `))).toBe(
      true,
    );
  });

  it('are taken as they stand when they are merely unusual', () => {
    for (const name of ['package/a b.js', 'package/ä.js', 'package/..a/b...c', 'package/@scope/x', 'package/日本.md']) {
      expect(npm(paxPart({ path: name }), { body: 'x' }).findings, name).toEqual([]);
    }
  });

  it('that are one name somewhere are found', () => {
    const pair = (a: string, b: string, same = false) =>
      rulesOf(npm(paxPart({ path: a }), { body: 'a' }, paxPart({ path: b }), { body: same ? 'a' : 'b' }));
    expect(pair('package/a.js', 'package/a.js')).toEqual(['archive.duplicate-path hold a.js']);
    expect(pair('package/a.js', 'package/a.js', true)).toEqual(['archive.duplicate-path review a.js']);
    expect(pair('package/A.js', 'package/a.js')).toEqual(['archive.colliding-paths review a.js']);
    expect(pair('package/README', 'package/readme')).toEqual(['archive.colliding-paths note readme']);
    expect(pair('package/\u00E4.js', 'package/a\u0308.js')).toEqual(['archive.colliding-paths hold ä.js']);
    expect(pair('package/a.js', 'package/a.js/b.js')).toEqual(['archive.file-and-folder hold a.js']);
    expect(pair('package/a.js', 'package/b.js')).toEqual([]);
  });

  it('keeps the last of two entries with one name, as npm and pip do', () => {
    const read = npm({ ...INDEX, body: 'first' }, { ...INDEX, body: 'last' });
    expect(Buffer.from(read.files.find(({ path }) => path === 'index.js')!.bytes).toString()).toBe('last');
  });

  it('outside the one top folder are found', () => {
    expect(rulesOf(npm({ ...INDEX, name: 'evil/index.js' }))).toEqual(['archive.top-folders review evil/index.js']);
    const beside = npm({ ...INDEX, name: 'index.js' });
    expect(rulesOf(beside)).toEqual(['archive.top-folders review index.js']);
    expect(beside.unread).toEqual([{ path: 'index.js', why: expect.stringContaining('above') }]);
    expect(rulesOf(npm({ ...INDEX, name: 'evil/package.json' }))).toContain('archive.duplicate-path hold package.json');
  });
});

describe('links and devices in a tarball', () => {
  it('hold where they lead out, and are followed where pip follows them', () => {
    const link = (target: string, type = '2') => ({ name: 'example-1.0/setup.py', type, target });
    const payload = { name: 'example-1.0/data.txt', body: 'import os' };
    for (const target of ['../../x', '/etc/passwd', 'C:\\x']) {
      expect(rulesOf(sdist(link(target)))).toEqual(['archive.escaping-link hold setup.py']);
    }
    expect(rulesOf(sdist(link('../x', '1')))).toEqual(['archive.escaping-link hold setup.py']);
    for (const one of [link('data.txt'), link('example-1.0/data.txt', '1')]) {
      const read = sdist(payload, one);
      expect(rulesOf(read)).toEqual(['archive.link note setup.py']);
      expect(Buffer.from(read.files.find(({ path }) => path === 'setup.py')!.bytes).toString()).toBe('import os');
    }
    const chain = sdist(link('middle'), { name: 'example-1.0/middle', type: '2', target: 'data.txt' }, payload);
    expect(chain.files.map(({ path }) => path)).toContain('setup.py');
    const loop = sdist(link('middle'), { name: 'example-1.0/middle', type: '2', target: 'setup.py' });
    expect(loop.files.map(({ path }) => path)).toEqual(['PKG-INFO']);
    expect(rulesOf(npm({ name: 'package/a', type: '2', target: 'package.json' }))).toEqual(['archive.link review a']);
  });

  it.each(['3', '4', '6'])('of type %s hold', (type) => {
    expect(rulesOf(npm({ name: 'package/dev', type }))).toEqual(['archive.device hold dev']);
  });

  it('with rights of others are to be reviewed', () => {
    expect(rulesOf(npm({ ...INDEX, mode: 0o4755 }))).toEqual(['archive.special-bits review index.js']);
    expect(rulesOf(npm({ ...INDEX, mode: 0o755 }))).toEqual([]);
  });
});

describe('what tools read differently in a tarball', () => {
  const differs: readonly (readonly [string, readonly (TarPart | Uint8Array)[]])[] = [
    ['a size of pax beside another', [paxPart({ size: '14' }), { ...INDEX, size: 0 }]],
    ['a line end in a pax value', [paxPart({ comment: 'x\n20 path=package/evil' }), INDEX]],
    ['a pax key twice', [tarPart({ type: 'x', body: '14 path=pack/a\n14 path=pack/b\n' }), INDEX]],
    ['a pax record of a wrong length', [tarPart({ type: 'x', body: '99 path=package/a\n' }), INDEX]],
    ['two pax headers', [paxPart({ path: 'package/a' }), paxPart({ path: 'package/b' }), INDEX]],
    ['a path for all', [paxPart({ path: 'package/evil.js' }, 'g'), INDEX]],
    ['two names', [tarPart({ type: 'L', body: 'package/a\0' }), paxPart({ path: 'package/b' }), INDEX]],
    ['a prefix without a format for it', [{ ...INDEX, prefix: 'package/evil', magic: 'ustar  \0' }]],
    ['a size that is no number', [{ ...INDEX, size: '0000000001x' }]],
    ['a link with bytes', [{ name: 'package/l', type: '2', target: 'index.js', body: 'x'.repeat(512) }]],
    ['a folder name with bytes', [{ name: 'package/index.js/', body: 'x' }]],
    ['a link with the name of a folder', [{ name: 'package/l/', type: '2', target: 'index.js' }]],
    ['a file with a target', [{ ...INDEX, target: 'x' }]],
    ['an unknown kind', [{ ...INDEX, type: 'Q' }]],
    ['holes', [{ ...INDEX, type: 'S' }]],
    ['holes by pax', [paxPart({ 'GNU.sparse.major': '1' }), INDEX]],
    ['an extended header that is too long', [tarPart({ type: 'x', body: 'x'.repeat(1_100_000) }), INDEX]],
  ];
  it.each(differs)('%s', (_, parts) => {
    expect(ruleNames(npm(...parts))).toContain('archive.readers-differ');
    expect(npm(...parts).findings.find(({ rule }) => rule === 'archive.readers-differ')?.decision).toBe('hold');
  });

  it('a number that is none, where Python ends', () => {
    const rawMode = { name: 'example-1.0/a.py', magic: 'ustar\u000000', mode: Number.NaN };
    expect(ruleNames(sdist(rawMode))).toEqual(['archive.readers-differ']);
    expect(ruleNames(npm({ ...INDEX, mode: Number.NaN }))).toEqual([]);
  });

  it('a damaged header in the middle, with what stands behind it read', () => {
    const read = npm({ ...INDEX, body: '', checksumOff: 1 }, { ...INDEX, name: 'package/b.js' });
    expect(ruleNames(read)).toEqual(['archive.wrong-checksum']);
    expect(read.files.map(({ path }) => path)).toContain('b.js');
  });

  it('entries behind the end mark, of one block of zeros or of two', () => {
    const one = npm(new Uint8Array(512), INDEX);
    expect(ruleNames(one)).toEqual(['archive.entries-after-end']);
    expect(one.files.map(({ path }) => path)).toContain('index.js');
    const two = npm(END_OF_TAR, INDEX);
    expect(ruleNames(two)).toEqual(['archive.entries-after-end']);
    expect(two.files.map(({ path }) => path)).not.toContain('index.js');
    const python = sdist(new Uint8Array(512), { ...INDEX, name: 'example-1.0/x.py' });
    expect(ruleNames(python)).toEqual(['archive.entries-after-end']);
    expect(python.files.map(({ path }) => path)).toEqual(['PKG-INFO']);
    expect(ruleNames(npm(END_OF_TAR, Buffer.alloc(512, 'x')))).toEqual(['archive.data-around']);
  });

  it('a zip archive that is a tarball too', () => {
    const zip = Buffer.from('504b01020000504b05060000000001000100060000000000000000000000', 'hex');
    expect(ruleNames(readArtifact('a.tgz', Buffer.concat([tgzOf(JSON_PART), zip])))).toContain(
      'archive.readers-differ',
    );
  });
});

describe('the compression of a tarball', () => {
  const tar = tarOf(JSON_PART, INDEX, END_OF_TAR);
  const honest = gzip(tar);
  const changed = (at: number, value: number): Uint8Array => {
    const bytes = Uint8Array.from(honest);
    bytes[at < 0 ? bytes.length + at : at] = value;
    return bytes;
  };

  it('in several members, behind zeros, and with something behind it', () => {
    const read = (...pieces: readonly Uint8Array[]) => readArtifact('a.tgz', Buffer.concat(pieces));
    const halves = [gzip(tar.subarray(0, 700)), gzip(tar.subarray(700))] as const;
    expect(rulesOf(read(...halves))).toEqual(['archive.concatenated review a.tgz']);
    expect(read(...halves).files.length).toBe(2);
    expect(ruleNames(read(halves[0], new Uint8Array(3), halves[1]))).toContain('archive.readers-differ');
    expect(rulesOf(read(honest, Buffer.from('rest')))).toEqual(['archive.data-around hold a.tgz']);
  });

  it('with a wrong checksum or size', () => {
    expect(ruleNames(readArtifact('a.tgz', changed(-8, honest.at(-8)! ^ 1)))).toEqual(['archive.wrong-checksum']);
    expect(ruleNames(readArtifact('a.tgz', changed(-3, honest.at(-3)! ^ 1)))).toEqual(['archive.size-lie']);
    expect(ruleNames(readArtifact('a.tgz', honest))).toEqual([]);
  });

  it('that breaks off leaves what came before, and says so', () => {
    const noise = Buffer.from(Array.from({ length: 4000 }, (_, at) => (at * 7919) % 251));
    const whole = tgzOf(JSON_PART, { name: 'package/noise', body: noise });
    const read = readArtifact('a.tgz', whole.subarray(0, whole.length - 200));
    expect(read.files.map(({ path }) => path)).toContain('package.json');
    expect(read.unread.length).toBeGreaterThan(0);
  });

  it('that is a bomb stops at the limit', () => {
    const read = readArtifact('a.tgz', tgzOf(JSON_PART, { name: 'package/zeros', body: new Uint8Array(8_000_000) }));
    expect(ruleNames(read)).toContain('archive.bomb');
    expect(read.unread.length).toBeGreaterThan(0);
  });
});

describe('limits', () => {
  it.each([
    ['archiveBytes', 50, 1],
    ['files', 1, 1],
    ['fileBytes', 10, 2],
    ['totalBytes', 40, 1],
  ] as const)('%s leaves the rest unread', (limit, value, unread) => {
    const read = readArtifact('a.tgz', tgzOf(JSON_PART, INDEX), { ...DEFAULT_LIMITS, [limit]: value });
    expect(read.unread.length).toBeGreaterThanOrEqual(unread);
    expect(read.files.length).toBeLessThan(2);
  });
});

describe('archives inside the archive', () => {
  const inner = tgzOf({ name: 'x/evil.js', body: 'evil' });
  it('are noted, and opened to the depth that was stated', () => {
    const read = npm({ name: 'package/data.bin', body: inner });
    expect(rulesOf(read)).toEqual(['archive.nested note data.bin']);
    expect(read.files.map(({ path }) => path)).toContain('data.bin!/x/evil.js');
    const closed = readArtifact('a.tgz', tgzOf(JSON_PART, { name: 'package/data.tar', body: tarOf(INDEX) }), {
      ...DEFAULT_LIMITS,
      nested: 0,
    });
    expect(closed.files.map(({ path }) => path)).toEqual(['data.tar', 'package.json']);
    expect(rulesOf(closed)).toEqual(['archive.nested note data.tar']);
  });

  it('hold nothing by what their own container does', () => {
    const hostile = tgzOf({ name: '../evil.js', body: 'evil' });
    expect(npm({ name: 'package/fixture.tgz', body: hostile }).findings.map(({ decision }) => decision)).toEqual([
      'note',
      'note',
    ]);
  });
});
