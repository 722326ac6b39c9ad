import { describe, expect, it } from 'vitest';
import { type KeyProgram, keySentInJavaScript, keySentInPython } from './testing/keySent.ts';

const BYTES: readonly KeyProgram[] = [
  ['a list of bytes', '', 'const b = new Uint8Array(64); b.set(k); send(b)', true],
  ['the buffer behind it', '', 'const b = new ArrayBuffer(64); new Uint8Array(b).set(k); send(b)', true],
  ['what it says is its buffer', '', 'const b = new Uint8Array(64); b.set(k); send(b.buffer)', true],
  ['another view', '', 'const b = new Uint8Array(64); new Uint16Array(b.buffer).set(k); send(b)', true],
  ['a part of it', '', 'const b = new Uint8Array(64); b.subarray(3).set(k); send(b)', true],
  ['numbers', '', 'const v = new DataView(new ArrayBuffer(8)); v.setUint8(0, k[0]); send(v.buffer)', true],
  ['numbers of a Buffer', '', 'const b = Buffer.alloc(64); b.writeUInt32BE(k[0], 0); send(b)', true],
  ['a copy', '', 'const b = new Uint8Array(64); Buffer.from(k).copy(b); send(b)', true],
  ['text', '', 'const b = new Uint8Array(64); new TextEncoder().encodeInto(k, b); send(b)', true],
  ['memory of threads', '', 'const b = new Int32Array(1); Atomics.store(b, 0, k[0]); send(b)', true],
  [
    'memory of WebAssembly',
    '',
    'const m = new WebAssembly.Memory({}); new Uint8Array(m.buffer).set(k); send(m.buffer)',
    true,
  ],
  [
    'in another function',
    'const b = new ArrayBuffer(64); const put = (x) => new Uint8Array(b).set(x);',
    'put(k); send(b)',
    true,
  ],
  ['other bytes', '', 'const b = new Uint8Array(64), c = new Uint8Array(64); b.set(k); send(c)', false],
  ['how many there are', '', 'const b = new Uint8Array(64); b.set(k); send(b.byteLength)', false],
  ['a list that was made of another', '', 'const l = [1]; const b = new Uint8Array(l); b.set(k); send(l)', false],
  ['what is copied over a key', '', 'const z = Buffer.alloc(32); z.copy(k); send(z)', false],
];

const NAMES: readonly KeyProgram[] = [
  ['an object', '', 'send({ [k]: 1 })', true],
  ['an object as text', '', 'const o = {}; o[k] = 1; send(JSON.stringify(o))', true],
  ['the names of an object', '', 'send(Object.keys({ [k]: 1 }).join())', true],
  ['one name after the other', '', 'for (const name in { [k]: 1 }) send(name)', true],
  ['pairs', '', 'for (const [name] of Object.entries({ [k]: 1 })) send(name)', true],
  ['headers', '', "fetch('https://example.invalid', { headers: { [k]: '1' } })", true],
  ['an address', '', 'send(new URLSearchParams({ [k]: 1 }))', true],
  ['a copy', '', 'send(JSON.stringify({ a: { ...{ [k]: 1 } } }))', true],
  ['in another function', 'const o = {}; const keep = (x) => { o[x] = 1; };', 'keep(k); send(Object.keys(o))', true],
  ['what is kept under it', '', 'send(Object.values({ [k]: 1 }))', false],
  ['something else of the object', '', 'const o = { other: 1 }; o[k] = 2; send(o.other)', false],
  ['how many there are', '', 'const o = {}; o[k] = 1; send(Object.keys(o).length)', false],
];

const PYTHON: readonly KeyProgram[] = [
  ['a view of the bytes', '', 'b = bytearray(64); memoryview(b)[0:32] = k; send(b)', true],
  ['packed', 'import struct', 'b = bytearray(64); struct.pack_into("32s", b, 0, k); send(b)', true],
  ['read into', 'import io', 'b = bytearray(64); io.BytesIO(k).readinto(b); send(b)', true],
  ['encrypted into', '', 'b = bytearray(64); cipher.update_into(k, b); send(b)', true],
  ['a name of a dictionary', '', 'd = {}; d[k] = 1; send(list(d))', true],
  ['other bytes', '', 'b = bytearray(64); c = bytearray(64); memoryview(b)[0:32] = k; send(c)', false],
  ['something else of a dictionary', '', 'd = {"a": 1}; d[k] = 2; send(d["a"])', false],
];

describe('a key that is written into bytes is in them, by whatever view', () => {
  it.each(BYTES)('%s', async (_, before, body, isSent) => {
    expect((await keySentInJavaScript(before, body)).length > 0).toBe(isSent);
  });
});
describe('a key that is a name of a member goes where the names go', () => {
  it.each(NAMES)('%s', async (_, before, body, isSent) => {
    expect((await keySentInJavaScript(before, body)).length > 0).toBe(isSent);
  });
});
describe('in Python', () => {
  it.each(PYTHON)('%s', async (_, before, body, isSent) => {
    expect((await keySentInPython(before, body)).length > 0).toBe(isSent);
  });
});
