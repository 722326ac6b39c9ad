import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { DEFAULT_LIMITS } from './limits.ts';
import { readArtifact } from './readArtifact.ts';
import { ruleNames, rulesOf } from './testing/rulesOf.ts';
import { RECORD_PATH, wheelOf } from './testing/wheelBytes.ts';
import { type ZipEnd, zipOf, type ZipPart } from './testing/zipBytes.ts';

const INIT: ZipPart = { name: 'example/__init__.py', body: 'a = 1\n'.repeat(20) };
const NAME = 'example-1.0-py3-none-any.whl';
const wheel = (...parts: readonly ZipPart[]) => readArtifact(NAME, wheelOf(parts));
const ended = (end: ZipEnd) => readArtifact(NAME, wheelOf([INIT], undefined, end));

describe('an honest wheel', () => {
  it.each<[string, readonly ZipPart[]]>([
    ['packed', [INIT]],
    ['stored', [{ ...INIT, isStored: true }]],
    ['with sizes behind the content', [{ ...INIT, hasDescriptor: true }]],
    ['with folders', [{ name: 'example/' }, INIT]],
    ['with names in UTF-8', [INIT, { name: 'example/ä.py', body: 'x' }]],
  ])('%s is read without a finding', (_, parts) => {
    const read = wheel(...parts);
    expect(read.findings).toEqual([]);
    expect(read.unread).toEqual([]);
    expect(read).toMatchObject({ form: 'wheel', ecosystem: 'pypi', name: 'example', version: '1.0' });
    expect(read.files.find(({ path }) => path === INIT.name)?.bytes.length).toBe(120);
  });

  it('may have a comment and zip64 records', () => {
    expect(ended({ comment: Buffer.from('built') }).findings).toEqual([]);
    expect(ended({ zip64: {} }).findings).toEqual([]);
  });

  it('as a source archive loses its top folder', () => {
    const read = readArtifact(
      'e-1.zip',
      zipOf([
        { name: 'e-1/setup.py', body: '' },
        { name: 'e-1/e.py', body: 'x' },
      ]),
    );
    expect(read).toMatchObject({ form: 'sdist' });
    expect(read.files.map(({ path }) => path)).toEqual(['e.py', 'setup.py']);
    expect(read.findings).toEqual([]);
  });
});

describe('a directory that disagrees with its entries', () => {
  it.each<[string, ZipPart]>([
    ['name', { ...INIT, local: { name: 'example/__INIT__.py' } }],
    ['size', { ...INIT, local: { size: 1 } }],
    ['packed size', { ...INIT, local: { packed: 1 } }],
    ['checksum', { ...INIT, local: { crc: 1 } }],
    ['method', { ...INIT, local: { method: 0 } }],
    ['flags', { ...INIT, local: { flags: 0x802 } }],
    ['data descriptor', { ...INIT, hasDescriptor: true, descriptor: { crc: 1 } }],
    ['size in the descriptor', { ...INIT, hasDescriptor: true, descriptor: { size: 1 } }],
    ['size before the descriptor', { ...INIT, hasDescriptor: true, local: { size: 7 } }],
    ['offset', { ...INIT, central: { offset: 3 } }],
    ['end', { ...INIT, central: { packed: 900_000 } }],
  ])('in %s', (_, part) => {
    const found = wheel(part).findings.find(({ rule }) => rule === 'archive.directory-disagrees');
    expect(found?.decision).toBe('hold');
  });

  it('or leaves some out', () => {
    expect(rulesOf(wheel({ name: 'example/evil.py', body: 'x', isHidden: true }, INIT))).toEqual([
      'archive.hidden-entry hold example/evil.py',
    ]);
    expect(rulesOf(wheel({ ...INIT, before: Buffer.from('padding') }))).toEqual([`archive.data-around review ${NAME}`]);
  });
});

describe('the bytes of an entry', () => {
  const packed = deflateRawSync(Buffer.from(INIT.body!));
  it('have the size and checksum that are said', () => {
    expect(ruleNames(wheel({ ...INIT, local: { crc: 1 }, central: { crc: 1 } }))).toEqual(['archive.wrong-checksum']);
    expect(ruleNames(wheel({ ...INIT, local: { size: 9 }, central: { size: 9 } }))).toEqual(['archive.size-lie']);
    const behind = Buffer.concat([packed, Buffer.from('more')]);
    expect(ruleNames(wheel({ ...INIT, packed: behind }))).toEqual(['archive.size-lie']);
  });

  it('that break off are read as far as they go, and said to be unread', () => {
    const read = wheel({ ...INIT, packed: packed.subarray(0, packed.length - 2) });
    expect(ruleNames(read)).toContain('archive.size-lie');
    expect(read.unread.map(({ path }) => path)).toEqual([INIT.name]);
    expect(read.files.map(({ path }) => path)).toContain(INIT.name);
  });

  it('that are encrypted or packed in another way are unread', () => {
    for (const lie of [{ flags: 0x801 }, { method: 12 }, { method: 14 }]) {
      const read = wheel({ ...INIT, local: lie, central: lie });
      expect(rulesOf(read)).toContain(`archive.unusual-method hold ${String(INIT.name)}`);
      expect(read.unread.map(({ path }) => path)).toEqual([INIT.name]);
    }
  });

  it('that are shared by entries are found, and unpacked once', () => {
    const bytes = zipOf([INIT, { name: 'example/b.py', body: INIT.body!, central: { offset: 0 } }]);
    const read = readArtifact('e.zip', bytes);
    expect(ruleNames(read)).toContain('archive.overlapping-entries');
    expect(read.unread.map(({ path }) => path)).toEqual(['example/b.py']);
  });

  it('that are a bomb stop at the limit', () => {
    const read = wheel({ name: 'example/zeros', body: new Uint8Array(8_000_000) });
    expect(ruleNames(read)).toContain('archive.bomb');
    expect(read.unread.map(({ path }) => path)).toEqual(['example/zeros']);
    const small = readArtifact(NAME, wheelOf([INIT]), { ...DEFAULT_LIMITS, fileBytes: 100 });
    expect(ruleNames(small)).not.toContain('archive.bomb');
    expect(small.unread.map(({ path }) => path)).toContain(INIT.name);
  });
});

describe('what tools find in different places', () => {
  it.each<[string, ZipEnd]>([
    ['data before', { before: Buffer.from('#!/bin/sh\n') }],
    ['data behind', { after: Buffer.from('rest') }],
  ])('%s', (_, end) => {
    expect(rulesOf(ended(end))).toContain(`archive.data-around hold ${NAME}`);
    expect(ended(end).files.map(({ path }) => path)).toContain(INIT.name);
  });

  it.each<[string, ZipEnd]>([
    ['a wrong count', { count: 9 }],
    ['a zip64 offset that disagrees', { zip64: { offset: 5 } }],
    ['an end record in the comment', { comment: Buffer.from(`PK\u0005\u0006${'\0'.repeat(18)}`, 'latin1') }],
  ])('%s', (_, end) => {
    const bytes = wheelOf([INIT], undefined, end);
    // The last of these may leave nothing to read at all.
    const rules = readable(bytes);
    expect(rules.some((rule) => rule === 'archive.readers-differ' || rule === 'broken-archive')).toBe(true);
  });

  it('names that are given twice, in no encoding, with a NUL, of a folder with content', () => {
    const other = Buffer.from('757005000100000000', 'hex');
    expect(ruleNames(wheel({ ...INIT, central: { extra: other } }))).toContain('archive.readers-differ');
    const latin = { name: Buffer.from('example/\u00E4.py', 'latin1'), body: 'x', flags: 0 };
    expect(ruleNames(readArtifact('e.zip', zipOf([latin])))).toContain('archive.readers-differ');
    const nul = readArtifact(
      'e.zip',
      zipOf([
        { name: 'e/setup.py\0.txt', body: 'x' },
        { name: 'e/x', body: 'x' },
      ]),
    );
    expect(rulesOf(nul)).toEqual(['archive.odd-path hold e/setup.py\0.txt']);
    expect(nul.files.map(({ path }) => path)).toEqual(['setup.py', 'x']);
    expect(ruleNames(wheel({ name: 'example/', body: 'content' }))).toContain('archive.readers-differ');
  });

  it('links and devices by their Unix mode', () => {
    expect(ruleNames(wheel({ name: 'example/l.py', body: '/etc/passwd', mode: 0o120777 }))).toContain(
      'archive.escaping-link',
    );
    expect(ruleNames(wheel({ name: 'example/dev', mode: 0o020644 }))).toContain('archive.device');
    expect(ruleNames(wheel({ ...INIT, mode: 0o104755 }))).toEqual(['archive.special-bits']);
  });
});

describe('the list of a wheel', () => {
  const listed = (record: (lines: readonly string[]) => readonly string[]) => {
    return rulesOf(readArtifact(NAME, wheelOf([INIT, { name: 'example/data.txt', body: 'x' }], record)));
  };
  it('agrees with its files', () => {
    expect(listed((lines) => lines)).toEqual([]);
    expect(listed((lines) => lines.map((line) => line.replace(/^([^,]*),/, '"$1",')))).toEqual([]);
  });

  it.each<[string, string, (lines: readonly string[]) => readonly string[]]>([
    ['code that is not listed', 'hold example/__init__.py', (lines) => lines.slice(1)],
    ['data that is not listed', 'review example/data.txt', ([first, , ...rest]) => [first!, ...rest]],
    ['a file that is missing', 'review example/gone.py', (lines) => [...lines, 'example/gone.py,sha256=x,1']],
    ['another hash', 'hold example/__init__.py', (lines) => lines.map((line) => line.replace(/=.{5}/, '=AAAAA'))],
    ['another size', 'hold example/__init__.py', (lines) => lines.map((line) => line.replace(/,120$/, ',121'))],
    ['no hash', 'review example/__init__.py', (lines) => lines.map((line) => line.replace(/sha256=[^,]*/, ''))],
    ['a weak hash', 'review example/__init__.py', (lines) => lines.map((line) => line.replace('sha256=', 'md5='))],
  ])('%s', (_, expected, record) => {
    expect(listed(record)).toContain(`archive.record-mismatch ${expected}`);
  });

  it('exists once', () => {
    expect(rulesOf(readArtifact(NAME, zipOf([INIT])))).toEqual(['archive.record-mismatch review RECORD']);
    expect(ruleNames(wheel(INIT, { name: 'other-1.0.dist-info/METADATA', body: 'x' }))).toContain(
      'archive.record-mismatch',
    );
    expect(RECORD_PATH).toContain('.dist-info');
  });
});

/** Rules that were found, or the code of the fault. */
function readable(bytes: Uint8Array): readonly string[] {
  try {
    return ruleNames(readArtifact(NAME, bytes));
  } catch (error) {
    return [(error as { code: string }).code];
  }
}
