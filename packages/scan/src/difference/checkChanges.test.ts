import { describe, expect, it } from 'vitest';
import type { AnalysedCheck } from '../judge/analysis.ts';
import { analysisOf } from '../testing/analysisOf.ts';
import { updateOf } from '../testing/updateOf.ts';
import { checkChanges } from './checkChanges.ts';

const SIGNER = `const { sign } = require('@noble/secp256k1');
exports.signTransaction = (tx, privateKey) => sign(tx, privateKey);\n`;
const wallet = (check: string): Record<string, string> => ({ 'index.js': `${SIGNER}${check}` });
const HELD = ['hold change.check-removed'];

describe('a package of keys that does not check signatures any more is held', () => {
  it.each([
    [
      'noble',
      "const s = require('@noble/secp256k1'); exports.load = (m, sig, k) => { if (!s.verify(sig, m, k)) throw 1; }",
    ],
    ['node', "const c = require('crypto'); exports.load = (m, sig, k) => { if (!c.verify(null, m, k, sig)) throw 1; }"],
    [
      'a Verify',
      "const c = require('crypto'); exports.load = (m, sig, k) => c.createVerify('sha256').update(m).end().verify(k, sig)",
    ],
    ['the page', "exports.load = (m, sig, k) => crypto.subtle.verify('ECDSA', k, sig, m)"],
    [
      'elliptic',
      "const { ec } = require('elliptic'); const e = new ec('p256'); exports.load = (m, sig, k) => e.keyFromPublic(k).verify(m, sig)",
    ],
    ['tweetnacl', "const n = require('tweetnacl'); exports.load = (m, sig, k) => n.sign.detached.verify(m, sig, k)"],
    [
      'ethers',
      "const { ethers } = require('ethers'); exports.load = (m, sig, who) => ethers.verifyMessage(m, sig) === who",
    ],
    ['a token', "const { jwtVerify } = require('jose'); exports.load = (token, key) => jwtVerify(token, key)"],
    [
      'under another name',
      "const { verify: isFine } = require('@noble/secp256k1'); const ask = (...a) => isFine(...a); exports.load = (m, sig, k) => ask(sig, m, k)",
    ],
  ])('%s', (_, check) => {
    expect(updateOf(wallet(check), wallet('exports.load = (m) => m'))).toEqual(HELD);
  });
  it.each([
    [
      'cryptography',
      'from cryptography.hazmat.primitives.serialization import load_pem_public_key\ndef load(m, sig, pem):\n    load_pem_public_key(pem).verify(sig, m)\n',
    ],
    ['nacl', 'from nacl.signing import VerifyKey\ndef load(m, sig, key):\n    return VerifyKey(key).verify(m, sig)\n'],
    ['jwt', 'import jwt\ndef load(token, key):\n    return jwt.decode(token, key, algorithms=["ES256"])\n'],
    ['gnupg', 'import gnupg\ndef load(path, sig):\n    return gnupg.GPG().verify_file(sig, path)\n'],
  ])('Python: %s', (_, check) => {
    const signer =
      'from eth_account import Account\ndef sign_transaction(tx, private_key):\n    return Account.sign_transaction(tx, private_key)\n';
    expect(updateOf({ 'a.py': signer + check }, { 'a.py': `${signer}def load(m):\n    return m\n` })).toEqual(HELD);
  });
});

describe('what checks in another way is no finding', () => {
  const noble =
    "const s = require('@noble/secp256k1'); exports.load = (m, sig, k) => { if (!s.verify(sig, m, k)) throw 1; }";
  it.each([
    [
      'another library',
      "const { ec } = require('elliptic'); exports.load = (m, sig, k) => new ec('secp256k1').verify(m, sig, k)",
    ],
    [
      'another function',
      "const s = require('@noble/secp256k1'); const ok = (m, sig, k) => s.verify(sig, m, k); exports.fetchAll = ok",
    ],
  ])('%s', (_, check) => {
    expect(updateOf(wallet(noble), wallet(check))).toEqual([]);
  });
  it('another file', () => {
    const [signer, check] = [wallet(''), { 'check.js': noble }];
    expect(updateOf({ ...signer, ...check }, { ...signer, 'inner.js': noble })).toEqual([]);
  });
});

describe('what is weaker is to be read', () => {
  const check = (of: Partial<AnalysedCheck> = {}): AnalysedCheck => ({
    kind: 'signature',
    api: 'npm:tweetnacl.sign.detached.verify',
    place: { file: 'index.js', what: 'checks' },
    ...of,
  });
  const decisions = (...[before, after]: Parameters<typeof checkChanges>): string[] =>
    checkChanges(before, after).map(({ decision, key }) => `${decision} ${key}`);

  it('in a package without keys, and in a major step', () => {
    const before = analysisOf({ checks: [check()] });
    expect(decisions(before, analysisOf())).toEqual(['review change.check-removed signature']);
    const wallets = { ...before, handlesKeys: true };
    expect(decisions(wallets, analysisOf())).toEqual(['hold change.check-removed signature']);
    expect(decisions(wallets, analysisOf({ version: '2.0.0' }))).toEqual(['review change.check-removed signature']);
  });
  it('by code of the package instead of a dependency that is gone', () => {
    const declared = { hooks: [], protections: [] };
    const before = analysisOf({
      checks: [check()],
      handlesKeys: true,
      declared: { ...declared, dependencies: { tweetnacl: '^1.0.0' } },
    });
    const own = { files: { 'index.js': 'x'.repeat(20_000) } };
    expect(decisions(before, analysisOf(own))).toEqual(['review change.check-removed signature']);
    expect(decisions(before, analysisOf())).toEqual(['hold change.check-removed signature']);
  });
  it('comparisons and certificates', () => {
    const before = analysisOf({
      handlesKeys: true,
      checks: [check({ kind: 'comparison' }), check({ kind: 'certificate' })],
    });
    expect(decisions(before, analysisOf())).toEqual([
      'review change.check-removed comparison',
      'review change.check-removed certificate',
    ]);
  });
  it('in fewer functions of a file that is still there', () => {
    const before = analysisOf({ checks: [check(), check(), check()], handlesKeys: true });
    expect(decisions(before, analysisOf({ checks: [check(), check()] }))).toEqual([
      'review change.check-removed fewer',
    ]);
    const moved = analysisOf({ checks: [check(), check(), check({ place: { file: 'b.js', what: 'checks' } })] });
    expect(decisions(before, moved)).toEqual([]);
  });
});
