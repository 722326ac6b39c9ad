import { describe, expect, it } from 'vitest';
import { valuesOf } from '../testing/valuesOf.ts';
import { foldApi, foldMethod } from './foldConstants.ts';

describe('methods on constants', () => {
  it.each([
    ['hctef', 'split', [''], ['h', 'c', 't', 'e', 'f']],
    [['h', 'c', 't', 'e', 'f'], 'reverse', [], ['f', 'e', 't', 'c', 'h']],
    [['f', 'e', 't', 'c', 'h'], 'join', [''], 'fetch'],
    ['fXetch', 'replace', ['X', ''], 'fetch'],
    ['xxfetch', 'slice', [2], 'fetch'],
    ['ab', 'repeat', [2], 'abab'],
    ['abc', 'charCodeAt', [1], 98],
    ['FETCH', 'toLowerCase', [], 'fetch'],
  ] as const)('%j.%s(%j)', (on, method, given, result) => {
    expect(foldMethod(on, method, given)).toEqual(result);
  });
  it('gives nothing for a method it does not know', () => {
    expect(foldMethod('abc', 'at2', [])).toBeUndefined();
  });
  it('gives nothing for what would be too long', () => {
    expect(foldMethod('a'.repeat(100), 'repeat', [1_000_000])).toBeUndefined();
  });
});

describe('functions on constants', () => {
  it.each([
    ['global:String.fromCharCode', [102, 101, 116, 99, 104], 'fetch'],
    ['global:atob', ['ZmV0Y2g='], 'fetch'],
    ['global:Buffer.from', ['6665746368', 'hex'], 'fetch'],
    ['global:Buffer.from', [[102, 101, 116, 99, 104]], 'fetch'],
    ['py:base64.b64decode', ['ZmV0Y2g='], 'fetch'],
    ['global:bytes.fromhex', ['6665746368'], 'fetch'],
    ['py:codecs.decode', ['srgpu', 'rot13'], 'fetch'],
    ['global:decodeURIComponent', ['%66etch'], 'fetch'],
    ['global:decodeURIComponent', ['%'], '%'],
  ] as const)('%s(%j)', (api, given, result) => {
    expect(foldApi(api, given)).toBe(result);
  });
  it('gives nothing for codes that are no characters', () => {
    expect(foldApi('global:String.fromCharCode', [-1])).toBeUndefined();
  });
});

it.each([
  ['known everywhere', ''],
  ['from its module', `import { Buffer } from 'node:buffer';`],
])('what a buffer decodes is known, with the class %s', async (_, head) => {
  const text = `${head} seen(Buffer.from('ZmV0Y2g=', 'base64').toString('utf8'))`;
  expect((await valuesOf({ 'a.js': text })).seen()).toEqual(['fetch']);
});

describe('texts that are put together', () => {
  it.each([
    ['a beginning', `'0x' + value`, '0xab'],
    ['an end', 'value + `/`', 'ab/'],
  ])('get %s once, however often the analysis comes by', async (_, more, longer) => {
    const text = `
let value = exports.value ?? 'ab';
for (const one of exports.all) value = ${more};
seen(value);`;
    expect((await valuesOf({ 'a.js': text })).seen()).toEqual([longer, 'ab'].toSorted());
  });

  it('have a letter twice, also where one function puts the word together', async () => {
    const text = `const put = (one, more) => one + more; seen(put(put('child_proce', 's'), 's'));`;
    expect((await valuesOf({ 'a.js': text })).seen()).toContain('child_process');
  });

  it('keep one that they had before', async () => {
    expect((await valuesOf({ 'a.js': `seen('/' + '/example.invalid')` })).seen()).toEqual(['//example.invalid']);
  });
});
