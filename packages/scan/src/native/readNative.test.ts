import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { seededNumbers } from '../testing/seededNumbers.ts';
import { formatOf, readNative } from './readNative.ts';
import { type BinaryContent, elfOf, fatOf, machOOf, peOf, wasmOf } from './testing/binaries.ts';

const read = (bytes: Uint8Array) => readNative({ bytes })!;
const noise = Uint8Array.from(
  { length: 20_000 },
  (() => {
    const random = seededNumbers(5);
    return () => Math.floor(random() * 256);
  })(),
);

const FORMATS: readonly (readonly [string, (content: BinaryContent) => Uint8Array, string, readonly string[]])[] = [
  ['elf', elfOf, 'x86-64', ['connect', 'getaddrinfo', 'execve', 'getenv', 'strlen']],
  ['pe', peOf, 'x86-64', ['WSAStartup', 'DnsQuery_A', 'CreateProcessW', 'GetEnvironmentVariableW', 'lstrlenA']],
  ['mach-o', machOOf, 'arm64', ['connect', 'getaddrinfo', 'posix_spawn', 'getenv', 'strlen']],
];

describe('a binary', () => {
  it.each(FORMATS)('of %s says what it imports and can do', (format, make, architecture, imports) => {
    const facts = read(make({ imports }));
    expect(facts.unread).toEqual([]);
    expect(facts).toMatchObject({
      format,
      architectures: [architecture],
      isPacked: false,
      imports: [...imports].sort(),
    });
    expect(facts.libraries.length).toBe(1);
    expect(facts.capabilities.map(({ capability }) => capability)).toEqual([
      'dns',
      'environment',
      'network',
      'process',
    ]);
    expect(read(make({ imports: [imports.at(-1)!] })).capabilities).toEqual([]);
  });

  it.each(FORMATS)('of %s that is packed or names key files says so', (_, make) => {
    expect(read(make({ code: noise })).isPacked).toBe(true);
    const text = ' see https://collect.example.invalid/a?b=1 and 10.1.2.3:4444 ~/.ssh/id_rsa wallet.dat /bin/sh ';
    expect(read(make({ text })).strings).toEqual([
      { kind: 'address', text: '10.1.2.3:4444' },
      { kind: 'credential', text: '.ssh/id_rsa' },
      { kind: 'shell', text: '/bin/sh' },
      { kind: 'url', text: 'https://collect.example.invalid/a?b=1' },
      { kind: 'wallet', text: 'wallet.dat' },
    ]);
    expect(read(make({ text: 'see https://www.w3.org/2000/svg' })).strings).toEqual([]);
  });

  it('of WebAssembly says what it takes from whoever starts it', () => {
    const facts = read(wasmOf({ imports: ['wasi_snapshot_preview1.sock_send', 'env.log'], text: 'wallet.dat' }));
    expect(facts).toMatchObject({
      format: 'wasm',
      libraries: ['env', 'wasi_snapshot_preview1'],
      imports: ['env.log', 'wasi_snapshot_preview1.sock_send'],
      capabilities: [{ capability: 'network', by: 'wasi_snapshot_preview1.sock_send' }],
      strings: [{ kind: 'wallet', text: 'wallet.dat' }],
      unread: [],
    });
  });

  it('of several architectures is read in each', () => {
    const facts = read(fatOf(machOOf({ imports: ['connect'] }), machOOf({ imports: ['system'] })));
    expect(facts).toMatchObject({ architectures: ['arm64', 'arm64'], imports: ['connect', 'system'], unread: [] });
  });

  it('for Windows has texts of two bytes a character', () => {
    const text = Buffer.from('https://collect.example.invalid', 'utf16le');
    for (const gap of [1, 2]) {
      const facts = read(Buffer.concat([peOf({}), Buffer.alloc(gap), text]));
      expect(facts.strings.map(({ kind }) => kind)).toEqual(['url']);
    }
  });

  it('of Go and Rust says what was compiled into it', () => {
    const go = elfOf({ text: '\0' });
    const info = Buffer.from(
      '\xff Go buildinf:\x08\x02'.padEnd(32, '\0') +
        '\x08go1.22.1\0path\tx\ndep\tgithub.com/miekg/dns\tv1.1.50\th1:x\n',
      'latin1',
    );
    expect(read(Buffer.concat([go, info]))).toMatchObject({
      language: 'go',
      modules: ['github.com/miekg/dns v1.1.50', 'go 1.22.1'],
      capabilities: [{ capability: 'dns', by: 'module github.com/miekg/dns v1.1.50' }],
    });
    const rust = elfOf({ text: '/root/.cargo/registry/src/index-1ab/reqwest-0.11.3/src/lib.rs rust_panic' });
    expect(read(rust)).toMatchObject({
      language: 'rust',
      modules: ['reqwest 0.11.3'],
      capabilities: [{ capability: 'network', by: 'module reqwest 0.11.3' }],
    });
    expect(read(elfOf({ text: 'I trust you' })).language).toBeUndefined();
  });

  it('that points outside of itself gives what could be read', () => {
    const whole = elfOf({ imports: ['connect', 'system'] });
    const facts = read(whole.subarray(0, 300));
    expect(facts.unread.length).toBeGreaterThan(0);
    expect(facts.architectures).toEqual(['x86-64']);
  });

  it('that sends its reader in circles is given up', () => {
    const bytes = Buffer.concat([
      peOf({ imports: ['a'] }),
      Buffer.alloc(4_000_000, Buffer.from('0010000000000000', 'hex')),
    ]);
    // The list of its imports is made to go on to the end of the file, in every library of many.
    const start = 512;
    for (let index = 0; index < 1000; index += 1) {
      bytes.writeUInt32LE(0x1000, start + 20 * index + 12);
      bytes.writeUInt32LE(0x1000 + 30_000, start + 20 * index);
    }
    bytes.writeUInt32LE(4_000_000, 88 + 112 + 16 * 8 + 8);
    expect(read(bytes).unread).toEqual(['more names than any honest file has']);
  });

  it('is told from what merely begins alike', () => {
    for (const bytes of [
      Buffer.from('MZ is how this text begins, and it goes on for more than sixty-four bytes so that it counts.'),
      Buffer.from('cafebabe00000034', 'hex'),
      Buffer.from('exports.a = 1;'),
      new Uint8Array(0),
    ]) {
      expect(readNative({ bytes })).toBeUndefined();
    }
  });

  const modules = path.resolve(import.meta.dirname, '../../../../node_modules');
  const parser = path.join(modules, '@oxc-parser');
  const built = existsSync(parser)
    ? readdirSync(parser, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.node'))
    : [];
  it.skipIf(built.length === 0)('that a compiler made is read without a doubt', () => {
    const facts = read(readFileSync(path.join(parser, built[0]!)));
    expect(facts.unread).toEqual([]);
    expect(facts.language).toBe('rust');
    expect(facts.isPacked).toBe(false);
    expect(facts.imports.length).toBeGreaterThan(50);
  });
  it('of WebAssembly that a compiler made is read without a doubt', () => {
    const facts = read(readFileSync(path.join(modules, 'tree-sitter-python/tree-sitter-python.wasm')));
    expect(facts.unread).toEqual([]);
    expect(facts.sections.some(({ isCode }) => isCode)).toBe(true);
    expect(facts.capabilities).toEqual([]);
    expect(formatOf(readFileSync(import.meta.filename))).toBeUndefined();
  });
});
