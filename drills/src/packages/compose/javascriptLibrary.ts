/** An honest wallet of ours, with markers where a composed theft is put. */
export const JAVASCRIPT_LIBRARY: Readonly<Record<string, string>> = {
  'src/account.js': `import { createPrivateKey, createPublicKey, pbkdf2Sync } from 'node:crypto';
import { apply } from './signing.js';
//imports
const HEAD = Buffer.from('302e020100300506032b657004220420', 'hex');

function publicKeyOf(bytes) {
  const key = createPrivateKey({ key: Buffer.concat([HEAD, bytes]), format: 'der', type: 'pkcs8' });
  return createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(12);
}

/** One account: signs, and knows its address. */
export class Account {
  constructor(bytes) {
    if (bytes.length !== 32) throw new RangeError('a key has 32 bytes');
    this._bytes = bytes;
    this.publicKey = publicKeyOf(bytes);
    //constructor
  }

  static fromPhrase(phrase) {
    //phrase
    return new Account(new Uint8Array(pbkdf2Sync(phrase.normalize('NFKD'), 'mnemonic', 2048, 32, 'sha512')));
  }

  get address() {
    return this.publicKey.toString('hex');
  }

  sign(message) {
    return apply(message, this._bytes);
  }
}
`,
  'src/signing.js': `import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
//imports
const FIRST = Buffer.from('302e020100300506032b657004220420', 'hex');
const OTHER = Buffer.from('302a300506032b6570032100', 'hex');

export function apply(a, b) {
  const c = sign(null, a, createPrivateKey({ key: Buffer.concat([FIRST, b]), format: 'der', type: 'pkcs8' }));
  //use
  return c;
}

export function check(a, b, c) {
  return verify(null, a, createPublicKey({ key: Buffer.concat([OTHER, b]), format: 'der', type: 'spki' }), c);
}
`,
  'src/keystore.js': `import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from 'node:crypto';
//imports
/** Seals bytes under a password. */
export function sealKeystore(bytes, password) {
  const salt = randomBytes(16);
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', scryptSync(password, salt, 32, { N: 4096 }), iv);
  const sealed = Buffer.concat([cipher.update(bytes), cipher.final()]);
  return JSON.stringify({
    salt: salt.toString('hex'),
    iv: iv.toString('hex'),
    tag: cipher.getAuthTag().toString('hex'),
    sealed: sealed.toString('hex'),
  });
}

export function openKeystore(text, password) {
  const { salt, iv, tag, sealed } = JSON.parse(text);
  const key = scryptSync(password, Buffer.from(salt, 'hex'), 32, { N: 4096 });
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(iv, 'hex'));
  decipher.setAuthTag(Buffer.from(tag, 'hex'));
  const opened = Buffer.concat([decipher.update(Buffer.from(sealed, 'hex')), decipher.final()]);
  //keystore
  return opened;
}
`,
  'src/environment.js': `import { Account } from './account.js';
//imports
export function accountFromEnvironment() {
  const value = process.env.WALLET_PRIVATE_KEY;
  if (value === undefined) throw new Error('set WALLET_PRIVATE_KEY');
  //environment
  return new Account(Buffer.from(value, 'hex'));
}
`,
  'src/files.js': `import { readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { Account } from './account.js';
import { sealKeystore } from './keystore.js';
//imports
export const DEFAULT_PATH = join(homedir(), '.config', 'acme-wallet', 'id.json');

export function loadAccount(path = DEFAULT_PATH) {
  const content = readFileSync(path, 'utf8');
  //file
  return new Account(Uint8Array.from(JSON.parse(content)));
}

export function saveAccount(account, password, path = DEFAULT_PATH) {
  writeFileSync(path, sealKeystore(account._bytes, password), { mode: 0o600 });
}
`,
  'src/browser.js': `import { Account } from './account.js';
//imports
/** The account that this page's wallet keeps. */
export function accountOfPage() {
  const stored = window.localStorage.getItem('acme-wallet:secret-key');
  if (stored === null) return undefined;
  //browser
  return new Account(Uint8Array.from(JSON.parse(stored)));
}

export async function addressesOfWallet(provider = window.ethereum) {
  return provider.request({ method: 'eth_requestAccounts' });
}
`,
  'src/paste.js': `import { Account } from './account.js';
//imports
/** Takes a phrase that the user has copied. */
export async function accountFromClipboard() {
  const pasted = await navigator.clipboard.readText();
  //clipboard
  return Account.fromPhrase(pasted.trim());
}
`,
  'src/rpc.js': `/** Speaks to a node; sends what is signed. */
export class Rpc {
  constructor(url, send = globalThis.fetch) {
    this._url = url;
    this._send = send;
    this._next = 1;
  }

  async call(method, params) {
    const response = await this._send(this._url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ jsonrpc: '2.0', id: this._next++, method, params }),
    });
    const { result, error } = await response.json();
    if (error) throw new Error(error.message);
    return result;
  }

  async transfer(account, to, amount) {
    const nonce = await this.call('nonce', [account.address]);
    const body = Buffer.from(JSON.stringify({ from: account.address, to, amount: String(amount), nonce }));
    return this.call('submit', [body.toString('base64'), account.sign(body).toString('base64')]);
  }
}
`,
  'src/index.js': `export { Account } from './account.js';
export { accountFromClipboard } from './paste.js';
export { accountFromEnvironment } from './environment.js';
export { accountOfPage, addressesOfWallet } from './browser.js';
export { loadAccount, saveAccount } from './files.js';
export { openKeystore, sealKeystore } from './keystore.js';
export { Rpc } from './rpc.js';
//exports
`,
};
