import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ScanFault } from '../scanFault.ts';
import { artifactOf } from './artifactOf.ts';
import { DEFAULT_LIMITS } from './limits.ts';
import { readArtifact } from './readArtifact.ts';
import { hasPython } from './testing/pythonReads.ts';
import { rulesOf } from './testing/rulesOf.ts';
import { tarOf, tgzOf } from './testing/tarBytes.ts';
import { wheelOf } from './testing/wheelBytes.ts';
import { zipOf } from './testing/zipBytes.ts';

const text = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? []).toString();
const faultOf = (name: string, bytes: Uint8Array): ScanFault => {
  try {
    readArtifact(name, bytes);
  } catch (error) {
    if (error instanceof ScanFault) return error;
    throw error;
  }
  throw new Error(`${name} was read`);
};

describe('what is no package', () => {
  it.each(['x.tar.bz2', 'x.tar.xz', 'x.egg', 'x.gem', 'x.7z'])('%s is refused with what to do', (name) => {
    const fault = faultOf(name, Buffer.from('BZh9'));
    expect(fault.code).toBe('unknown-format');
    expect(fault.found).toBe(/\.(?:tar\.)?\w+$/.exec(name)?.[0]);
    expect(fault.remedy).toContain('.tar.gz');
  });
  it('of no known ending is refused', () => {
    expect(faultOf('notes.docx', Buffer.from('x')).code).toBe('unknown-format');
    expect(faultOf('', Buffer.from('x')).code).toBe('unknown-format');
  });
  it.each<[string, Uint8Array]>([
    ['a.tgz', Buffer.from('not a tarball')],
    ['a.tgz', new Uint8Array(0)],
    ['a.tgz', new Uint8Array(1024)],
    ['a.whl', tgzOf({ body: 'x' })],
    ['a.whl', zipOf([])],
    ['a.tar.gz', zipOf([{ name: 'a/b', body: 'x' }])],
    ['a.tgz', tgzOf({ body: 'x' }).subarray(0, 12)],
  ])('and is called %s is a broken archive', (name, bytes) => {
    const fault = faultOf(name, bytes);
    expect(fault.code).toBe('broken-archive');
    expect(fault.remedy).toBeDefined();
  });
});

describe('single files and folders', () => {
  it.each([
    ['/some/where/a.mjs', 'npm'],
    ['a.tsx', 'npm'],
    ['C:\\some\\a.py', 'pypi'],
    ['a.pth', 'pypi'],
  ])('%s is a file of %s', (name, ecosystem) => {
    const read = readArtifact(name, Buffer.from('x'));
    expect(read).toMatchObject({ form: 'file', ecosystem, findings: [], unread: [] });
    expect(read.files.map((file) => file.path)).toEqual([/[^/\\]+$/.exec(name)?.[0]]);
  });

  it('a folder has the digest of its files, in whatever order they were found', () => {
    const found = [
      { path: 'package.json', bytes: Buffer.from('{"name":"x","version":"1.0.0"}') },
      { path: 'a.js', bytes: Buffer.from('a'), isExecutable: true },
    ];
    const as = { form: 'folder', ecosystem: 'npm' } as const;
    const read = artifactOf(found, as);
    expect(read).toMatchObject({ name: 'x', version: '1.0.0', findings: [], unread: [] });
    expect(artifactOf([...found].reverse(), as)).toEqual(read);
    expect(
      artifactOf(
        found.map((file) => ({ ...file, path: `b${file.path}` })),
        as,
      ).digest,
    ).not.toBe(read.digest);
  });

  it('a folder is held to the same limits and names', () => {
    const as = { form: 'folder', ecosystem: 'pypi' } as const;
    const files = [
      { path: 'A.py', bytes: Buffer.from('a') },
      { path: 'a.py', bytes: Buffer.from('b') },
      { path: 'large.py', bytes: Buffer.alloc(100) },
      { path: 'in.zip', bytes: zipOf([{ name: 'x.py', body: 'x' }]) },
    ];
    expect(rulesOf(artifactOf(files, as))).toEqual([
      'archive.colliding-paths review a.py',
      'archive.nested note in.zip',
    ]);
    expect(artifactOf(files, as).files.map((file) => file.path)).toContain('in.zip!/x.py');
    const small = { ...DEFAULT_LIMITS, fileBytes: 99, nested: 0 };
    expect(artifactOf(files.slice(0, 3), as, small).unread.map((one) => one.path)).toEqual(['large.py']);
    expect(artifactOf(files, as, { ...DEFAULT_LIMITS, files: 1 }).unread.length).toBe(1);
  });
});

describe('archives that the usual tools pack', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'packed-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('npm pack: every file, no finding', () => {
    const from = path.join(folder, 'npm');
    mkdirSync(path.join(from, 'lib', 'ä'), { recursive: true });
    writeFileSync(path.join(from, 'package.json'), '{"name":"@x/packed","version":"2.0.0"}');
    writeFileSync(path.join(from, 'lib', 'ä', 'index.js'), 'exports.a = 1;');
    writeFileSync(path.join(from, 'lib', `${'long'.repeat(30)}.js`), 'b');
    execFileSync('npm', ['pack', '--silent', '--offline'], { cwd: from, stdio: 'ignore' });
    const name = readdirSync(from).find((file) => file.endsWith('.tgz')) ?? '';
    const read = readArtifact(name, readFileSync(path.join(from, name)));
    expect(read).toMatchObject({ form: 'npm-tarball', name: '@x/packed', version: '2.0.0', findings: [], unread: [] });
    expect(read.files.map((file) => file.path)).toEqual([
      `lib/${'long'.repeat(30)}.js`,
      'lib/ä/index.js',
      'package.json',
    ]);
    expect(text(read.files[1]?.bytes)).toBe('exports.a = 1;');
  });

  it.skipIf(!hasPython())('zipfile and tarfile of Python, in every format: every file, no finding', () => {
    const script = String.raw`
import io, sys, tarfile, zipfile
long = 'e-1.0/' + 'deep/' * 30 + 'ä.py'
files = {'e-1.0/PKG-INFO': b'Name: e\nVersion: 1.0\n', 'e-1.0/setup.py': b'x' * 5000, long: b'y'}
for form, number in (('ustar', 0), ('gnu', 1), ('pax', 2)):
    own = {k: v for k, v in files.items() if form != 'ustar' or len(k) < 150}
    with tarfile.open(form + '.tar.gz', 'w:gz', format=number) as archive:
        for name, data in own.items():
            info = tarfile.TarInfo(name); info.size = len(data); info.mtime = 1.5 if form == 'pax' else 1
            archive.addfile(info, io.BytesIO(data))
with zipfile.ZipFile('deflated.zip', 'w', zipfile.ZIP_DEFLATED) as archive:
    for name, data in files.items(): archive.writestr(name, data)
with zipfile.ZipFile('stored.zip', 'w') as archive:
    for name, data in files.items():
        with archive.open(name, 'w', force_zip64=True) as file: file.write(data)
class Pipe(io.RawIOBase):
    def __init__(self): self.data = b''
    def writable(self): return True
    def write(self, data): self.data += bytes(data); return len(data)
pipe = Pipe()
with zipfile.ZipFile(pipe, 'w', zipfile.ZIP_DEFLATED) as archive:
    for name, data in files.items(): archive.writestr(name, data)
open('streamed.zip', 'wb').write(pipe.data)
`;
    execFileSync('python3', ['-c', script], { cwd: folder });
    for (const name of ['ustar.tar.gz', 'gnu.tar.gz', 'pax.tar.gz', 'deflated.zip', 'stored.zip', 'streamed.zip']) {
      const read = readArtifact(name, readFileSync(path.join(folder, name)));
      expect(read, name).toMatchObject({ form: 'sdist', name: 'e', version: '1.0', findings: [], unread: [] });
      expect(read.files.length, name).toBe(name === 'ustar.tar.gz' ? 2 : 3);
      expect(read.files.find((file) => file.path === 'setup.py')?.bytes.length, name).toBe(5000);
    }
  });
});

describe('an answer', () => {
  it('is the same twice, and its files are sorted, each once', () => {
    const bytes = wheelOf([
      { name: 'b.py', body: 'b' },
      { name: 'B.py', body: 'c' },
      { name: 'a/b.py', body: 'd' },
    ]);
    const read = readArtifact('e-1-py3-none-any.whl', bytes);
    expect(readArtifact('e-1-py3-none-any.whl', bytes)).toEqual(read);
    const paths = read.files.map((file) => file.path);
    expect(paths).toEqual([...new Set(paths)].sort());
  });

  it('is bounded, however much an archive provokes', () => {
    const parts = Array.from({ length: 3000 }, (_, at) => ({ name: `package/../../${at}.js`, body: '' }));
    const read = readArtifact('a.tgz', tgzOf(...parts));
    expect(read.findings.length).toBe(26);
    expect(read.findings.at(-1)?.places[0]?.what).toContain('2974 more');
    expect(readArtifact('a.tar', tarOf({ name: 'a/PKG-INFO', body: '' })).files.length).toBe(1);
  });
});
