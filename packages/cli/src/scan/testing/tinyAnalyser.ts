import dgram from 'node:dgram';
import dns from 'node:dns';
import fs from 'node:fs';
import net from 'node:net';
import { type Analysis, artifactOf } from '@portcullis/scan';
import type { Analyser } from '../worker/wire.ts';

/**
 * A judge of a few words, for tests of what stands around a judge: the content of a file says what it does.
 * It holds references to all that could reach the world, as a judge that was taken over would.
 */
export function createAnalyser(): Promise<Analyser> {
  return Promise.resolve(({ material, wantsFiles }, onFile) => {
    if (material.is === 'archive') throw new TypeError('reads open files only');
    const artifact = artifactOf(material.files, material);
    const words: string[] = [];
    for (const { path, bytes } of artifact.files) {
      onFile(path);
      const [word = '', argument = ''] = Buffer.from(bytes).toString('utf8').trim().split(' ');
      act(word, argument, words);
    }
    const analysis: Analysis = {
      subject: `pkg:npm/${material.name}@1.0.0`,
      ecosystem: 'npm',
      name: material.name,
      version: '1.0.0',
      digest: artifact.digest,
      files: artifact.files.map((file) => ({ path: file.path, digest: file.digest, bytes: file.bytes.length })),
      declared: { hooks: [], dependencies: {}, protections: [] },
      atInstall: [],
      handlesKeys: false,
      uses: [],
      addresses: [],
      checks: [],
      findings: [],
      unread: words.map((why) => ({ file: 'probe', why })),
    };
    return { analysis, more: [], ...(wantsFiles ? { files: material.files } : {}) };
  });
}

function act(word: string, argument: string, words: string[]): void {
  switch (word) {
    case 'LOOP':
      for (;;) words.length = 0;
    case 'ABORT':
      process.abort();
    // eslint-disable-next-line no-fallthrough -- abort() never returns
    case 'HEAP': {
      const kept: unknown[] = [];
      for (;;) kept.push(Array.from({ length: 10_000 }, (_, index) => ({ index })));
    }
    case 'BUFFERS': {
      const kept: Uint8Array[] = [];
      for (;;) kept.push(new Uint8Array(8 * 1024 * 1024).fill(1));
    }
    case 'THROW':
      throw new RangeError('the judge threw');
    case 'PID':
      words.push(String(process.pid));
      return;
    case 'PROBE':
      words.push(...probes(argument).map(([name, attempt]) => `${name}: ${outcomeOf(attempt)}`));
      return;
    default:
  }
}

/** Every way out that code in this process could try; each must be refused. */
function probes(port: string): [string, () => unknown][] {
  const bound = process as unknown as { binding(name: string): unknown; getBuiltinModule(name: string): unknown };
  return [
    ['read a file', () => fs.readFileSync('/etc/hostname')],
    ['read our own code', () => fs.readFileSync(new URL(import.meta.url))],
    ['write a file', () => fs.writeFileSync('/tmp/portcullis-probe', 'x')],
    ['list a folder', () => fs.readdirSync('/')],
    ['connect', () => net.connect(Number(port), '127.0.0.1')],
    ['connect a socket', () => new net.Socket().connect(Number(port), '127.0.0.1')],
    ['listen', () => net.createServer().listen(0)],
    ['send a datagram', () => dgram.createSocket('udp4').send('x', Number(port), '127.0.0.1')],
    ['look a name up', () => dns.lookup('example.invalid', () => undefined)],
    ['fetch', () => fetch(`http://127.0.0.1:${port}/`)],
    [
      'ask for a module of Node',
      () => (bound.getBuiltinModule('child_process') as { execSync(text: string): unknown }).execSync('true'),
    ],
    ['bind to the inside of Node', () => bound.binding('tcp_wrap')],
    ['load machine code', () => process.dlopen({ exports: {} }, '/lib/x86_64-linux-gnu/libc.so.6')],
    ['make code of a text', () => maker('return 1')()],
    [
      'read the environment',
      () => {
        const names = Object.keys(process.env);
        if (names.length === 0) throw new Error('empty');
        return names;
      },
    ],
  ];
}

/** `Function` itself, as an attacker finds it. */
const maker = (Object.getPrototypeOf(outcomeOf) as { readonly constructor: (text: string) => () => unknown })
  .constructor;

function outcomeOf(attempt: () => unknown): string {
  try {
    attempt();
    return 'DONE';
  } catch (error) {
    return `refused (${(error as NodeJS.ErrnoException).code ?? (error as Error).message.slice(0, 60)})`;
  }
}
