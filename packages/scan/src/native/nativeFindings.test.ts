import { describe, expect, it } from 'vitest';
import { packageFile } from '../archive/assembleFiles.ts';
import type { Artifact } from '../artifact.ts';
import { nativeFindings } from './nativeFindings.ts';
import { nativeUses } from './nativeUses.ts';
import { readNative } from './readNative.ts';
import { elfOf, wasmOf } from './testing/binaries.ts';

/** What is found of one binary in a package of a form. */
function found(
  path: string,
  bytes: Uint8Array,
  form: Artifact['form'] = 'npm-tarball',
  tag = 'py3-none-any',
): string[] {
  const wheel = packageFile('e-1.dist-info/WHEEL', Buffer.from(`Wheel-Version: 1.0\nTag: ${tag}\n`), false);
  const file = packageFile(path, bytes, false);
  const artifact: Artifact = {
    form,
    ecosystem: form === 'npm-tarball' ? 'npm' : 'pypi',
    digest: file.digest,
    files: form === 'wheel' ? [wheel, file] : [file],
    findings: [],
    unread: [],
  };
  return nativeFindings(artifact, new Map([[path, readNative(file)!]])).map(
    ({ rule, decision }) => `${rule} ${decision}`,
  );
}

const PLAIN = elfOf({ imports: ['strlen'] });

describe('a binary in a package', () => {
  it('is noted where packages have binaries', () => {
    expect(found('prebuilds/a.node', PLAIN)).toEqual(['native.binary note']);
    expect(found('e/a.so', PLAIN, 'wheel', 'cp311-cp311-manylinux_2_28_x86_64')).toEqual(['native.binary note']);
    expect(found('a.wasm', wasmOf({}))).toEqual([]);
  });

  it('is to be reviewed where there is to be source', () => {
    expect(found('e/a.so', PLAIN, 'wheel')).toEqual(['native.in-source review']);
    expect(found('e/a.so', PLAIN, 'sdist')).toEqual(['native.in-source review']);
  });

  it('holds under the ending of something else', () => {
    expect(found('images/logo.png', PLAIN)).toContain('native.disguised hold');
    expect(found('lib/data.json', wasmOf({}))).toEqual(['native.disguised hold']);
    expect(found('bin/tool', PLAIN)).toEqual(['native.binary note']);
  });

  it('is to be reviewed when it is packed, broken, or names keys and reaches the network', () => {
    const noise = Uint8Array.from({ length: 20_000 }, (_, at) => (at * 2654435761) >>> 13);
    expect(found('a.node', elfOf({ code: noise }))).toContain('native.packed review');
    expect(found('a.node', PLAIN.subarray(0, 290))).toContain('native.malformed review');
    const keys = { text: ' /wallet.dat ' };
    expect(found('a.node', elfOf({ ...keys, imports: ['connect'] }))).toContain('native.keys-and-network review');
    expect(found('a.node', elfOf({ ...keys, imports: ['strlen'] }))).toEqual(['native.binary note']);
    expect(found('a.node', elfOf({ text: ' .npmrc ', imports: ['connect'] }))).toEqual(['native.binary note']);
  });

  it('gives the difference what it compares, with its hosts', () => {
    const facts = readNative({ bytes: elfOf({ imports: ['connect'], text: ' https://collect.example.invalid/x ' }) })!;
    expect(nativeUses('a.node', facts).map(({ capability, api, constants }) => [capability, api, constants])).toEqual([
      ['native', 'native:elf', []],
      ['network', 'native:connect', ['https://collect.example.invalid/x']],
    ]);
  });
});
