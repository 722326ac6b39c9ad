import { gunzipSync } from 'node:zlib';
import { seededNumbers } from '../../testing/seededNumbers.ts';
import { mutate } from './mutate.ts';
import { gzip, paxPart, tarPart, tgzOf } from './tarBytes.ts';
import { wheelOf } from './wheelBytes.ts';
import { zipOf } from './zipBytes.ts';

const CODE = 'exports.a = require("./b");\n'.repeat(40);
const JSON_TEXT = '{"name":"example","version":"1.0.0"}';

const inner = tgzOf({ name: 'x/y.js', body: CODE });

/** Honest archives of every kind that is read, small, with everything that formats offer. */
export const HONEST: readonly { readonly name: string; readonly bytes: Uint8Array }[] = [
  {
    name: 'example-1.0.0.tgz',
    bytes: tgzOf(
      { name: 'package/package.json', body: JSON_TEXT },
      paxPart({ path: `package/${'deep/'.repeat(24)}a.js`, size: String(CODE.length) }),
      { body: CODE },
      tarPart({ name: '././@LongLink', type: 'L', body: `package/${'long/'.repeat(24)}b.js\0` }),
      { body: 'exports.b = 2;' },
      { name: 'package/inner.tgz', body: inner },
      { name: 'package/bin/run', body: '#!/usr/bin/env node\n', mode: 0o755 },
    ),
  },
  {
    name: 'example-1.0.tar.gz',
    bytes: tgzOf(
      { name: 'example-1.0', type: '5', mode: 0o755 },
      { name: 'example-1.0/PKG-INFO', body: 'Metadata-Version: 2.1\nName: example\nVersion: 1.0\n' },
      { name: 'example-1.0/setup.py', body: 'from setuptools import setup\nsetup()\n' },
      { name: 'example-1.0/link.py', type: '2', target: 'setup.py' },
      { name: 'example-1.0/hard.py', type: '1', target: 'example-1.0/setup.py' },
      { name: 'example-1.0/example/__init__.py', body: CODE },
    ),
  },
  {
    name: 'example-1.0-py3-none-any.whl',
    bytes: wheelOf([
      { name: 'example/__init__.py', body: CODE },
      { name: 'example/a.py', body: 'a = 1\n', isStored: true },
      { name: 'example/b.py', body: CODE.toUpperCase(), hasDescriptor: true },
    ]),
  },
  {
    name: 'example-1.0.zip',
    bytes: zipOf(
      [
        { name: 'example-1.0/', mode: 0o040755 },
        { name: 'example-1.0/setup.py', body: 'import os\n' },
        { name: 'example-1.0/data.zip', body: zipOf([{ name: 'z.py', body: CODE }]), isStored: true },
      ],
      { zip64: {}, comment: Buffer.from('a comment') },
    ),
  },
];

export interface Hostile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Broken archives, the same ones for the same seed. Half of the compressed ones are broken before compression. */
export function* hostileArchives(seed: number, rounds: number): Generator<Hostile> {
  const random = seededNumbers(seed);
  const pick = (): Hostile => HONEST[Math.floor(random() * HONEST.length)] as Hostile;
  for (let round = 0; round < rounds; round += 1) {
    const { name, bytes } = pick();
    const other = pick().bytes;
    const isTar = name.endsWith('gz');
    if (isTar && random() < 0.7) yield { name, bytes: gzip(mutateTar(gunzipSync(bytes), other, random)) };
    else yield { name, bytes: mutate(bytes, other, random) };
  }
}

/** Most changes to a header are refused by its checksum alone; half of them get a right one, to reach what lies behind. */
function mutateTar(tar: Uint8Array, other: Uint8Array, random: () => number): Uint8Array {
  const changed = Uint8Array.from(mutate(tar, other, random));
  if (random() < 0.5) return changed;
  for (let at = 0; at + 512 <= changed.length; at += 512) {
    const header = Buffer.from(changed.buffer, at, 512);
    if (header.toString('latin1', 257, 262) !== 'ustar') continue;
    header.write('        ', 148);
    const sum = header.reduce((total, byte) => total + byte, 0);
    header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  }
  return changed;
}
