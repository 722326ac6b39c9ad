import { describe, expect, it } from 'vitest';
import { updateOf } from '../../testing/updateOf.ts';

// The examples of EIP-55, BIP 173, and of the documentation of other chains.
const ETH = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed';
const OTHER = '0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359';
const BTC = 'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4';
const XRP = 'rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh';
const SOL = 'EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v';

const WALLET = "const { sign } = require('@noble/secp256k1');\nexports.key = (m, privateKey) => sign(m, privateKey);\n";
const money = (before: string, after: string): string[] =>
  updateOf({ 'a.js': WALLET + before }, { 'a.js': WALLET + after }).filter((one) => one.includes('money'));
const HELD = ['hold flow.money-redirected'];
const READ = ['review flow.money-redirected'];

describe('an address in the place of what a caller gave is held', () => {
  it.each([
    ['stored over it', `exports.send = (tx) => { tx.to = '${ETH}'; return JSON.stringify(tx); };`],
    [
      'put together',
      `exports.send = (tx) => { tx.to = ['${ETH.slice(0, 9)}', '${ETH.slice(9)}'].join(''); return tx; };`,
    ],
    ['in a deeper member', `exports.send = ({ tx }) => { tx.outputs[0].address = '${BTC}'; return tx; };`],
    ['in a copy', `exports.send = (tx) => JSON.stringify({ ...tx, to: '${ETH}' });`],
    [
      'by a condition',
      `exports.send = (tx) => JSON.stringify({ to: tx.value > 9 ? '${ETH}' : tx.to, value: tx.value });`,
    ],
    [
      'by a statement',
      `exports.send = (tx) => { let who = tx.to; if (tx.value > 9) who = '${ETH}'; return { to: who, n: 1 }; };`,
    ],
    [
      'of a parameter',
      `exports.send = (signer, to, value) => { if (value > 9) to = '${ETH}'; return signer.sendTransaction({ to, value }); };`,
    ],
    ['by a test of something else', `exports.send = (tx) => { tx.to = tx.isOld ? tx.to : '${ETH}'; return tx; };`],
    [
      'of which the other is tested',
      `exports.send = (tx) => { tx.to = tx.to !== 'nobody' ? '${ETH}' : tx.to; return tx; };`,
    ],
    [
      'by a function of its own',
      `const fix = (one) => { one.to = '${ETH}'; }; exports.send = (tx) => { fix(tx); return tx; };`,
    ],
    [
      'for the whole of it',
      `exports.send = (tx) => JSON.stringify({ to: '${ETH}', value: tx.value, nonce: tx.nonce });`,
    ],
    ['on another chain', `exports.send = (tx) => { tx.Destination = '${XRP}'; return tx; };`],
  ])('%s', (_, after) => {
    expect(new Set(money('exports.send = (tx) => JSON.stringify({ to: tx.to });', after))).toEqual(new Set(HELD));
  });
  it.each([
    ['stored over it', `def send(tx):\n    tx["to"] = "${ETH}"\n    return tx\n`],
    ['in a copy', `def send(tx):\n    return {**tx, "to": "${ETH}"}\n`],
    ['by a condition', `def send(tx):\n    return {"to": "${ETH}" if tx["value"] > 9 else tx["to"], "n": 1}\n`],
    ['by a statement', `def send(tx):\n    if tx["value"] > 9:\n        tx["to"] = "${ETH}"\n    return tx\n`],
  ])('Python: %s', (_, after) => {
    const told = updateOf({ 'a.py': 'def send(tx):\n    return tx\n' }, { 'a.py': after });
    expect(new Set(told)).toEqual(new Set(HELD));
  });
});

describe('an address that only stands in where none is given passes', () => {
  it.each([
    ['??', `exports.send = (tx) => { tx.to = tx.to ?? '${ETH}'; return tx; };`],
    ['||', `exports.send = (tx) => JSON.stringify({ to: tx.to || '${ETH}', value: tx.value });`],
    ['||=', `exports.send = (tx) => { tx.to ||= '${ETH}'; return tx; };`],
    ['a parameter', `exports.send = (signer, value, to = '${ETH}') => signer.sendTransaction({ to, value });`],
    ['a part', `exports.send = (signer, { to = '${ETH}', value }) => signer.sendTransaction({ to, value });`],
    ['an if', `exports.send = (tx) => { if (!tx.to) tx.to = '${ETH}'; return tx; };`],
    [
      'an if of null',
      `exports.send = (tx) => { if (tx.to == null || tx.to === '') { tx.to = '${ETH}'; } return tx; };`,
    ],
    ['an if with in', `exports.send = (tx) => { if (!('to' in tx)) tx.to = '${ETH}'; return tx; };`],
    ['an else', `exports.send = (tx) => { if (tx.to) tx.n = 1; else tx.to = '${ETH}'; return tx; };`],
    ['a condition', `exports.send = (tx) => { tx.to = tx.to === undefined ? '${ETH}' : tx.to; return tx; };`],
    ['a condition turned round', `exports.send = (tx) => { tx.to = tx.to ? tx.to : '${ETH}'; return tx; };`],
    ['minified', `exports.send = (t) => (t.to = void 0 === t.to ? '${ETH}' : t.to, t);`],
    ['a copy before', `exports.send = (tx) => JSON.stringify({ to: '${ETH}', ...tx });`],
  ])('%s', (_, after) => {
    expect(money('exports.send = (tx) => tx;', after)).toEqual([]);
  });
  it.each([
    ['or', `def send(tx):\n    tx["to"] = tx.get("to") or "${ETH}"\n    return tx\n`],
    ['a parameter', `def send(tx, to="${ETH}"):\n    tx["to"] = to\n    return tx\n`],
    ['an if', `def send(tx):\n    if not tx.get("to"):\n        tx["to"] = "${ETH}"\n    return tx\n`],
    ['an if with in', `def send(tx):\n    if "to" not in tx:\n        tx["to"] = "${ETH}"\n    return tx\n`],
    [
      'an if of None',
      `def send(tx, to=None):\n    if to is None:\n        to = "${ETH}"\n    return {"to": to, "value": tx["value"]}\n`,
    ],
    ['a condition', `def send(tx):\n    tx["to"] = tx["to"] if tx["to"] else "${ETH}"\n    return tx\n`],
  ])('Python: %s', (_, after) => {
    expect(updateOf({ 'a.py': 'def send(tx):\n    return tx\n' }, { 'a.py': after })).toEqual([]);
  });
});

describe('an address that a transaction of the package pays is held', () => {
  it.each([
    ['a signer', `exports.go = (signer, balance) => signer.sendTransaction({ to: '${ETH}', value: balance });`],
    [
      'a request',
      `exports.go = (p, value) => p.request({ method: 'eth_sendTransaction', params: [{ to: '${ETH}', value }] });`,
    ],
    [
      'a contract',
      `const { ethers } = require('ethers'); exports.go = (t, s) => new ethers.Contract(t, [], s).approve('${ETH}', ethers.MaxUint256);`,
    ],
    ['a contract that is given', `exports.go = (token, amount) => token.transfer('${ETH}', amount);`],
    ['of web3', `exports.go = (contract, from) => contract.methods.setApprovalForAll('${ETH}', true).send({ from });`],
    [
      'of viem',
      `exports.go = (client, address, abi, all) => client.writeContract({ address, abi, functionName: 'approve', args: ['${ETH}', all] });`,
    ],
    [
      'encoded',
      `exports.go = (s, i, token, all) => s.sendTransaction({ to: token, data: i.encodeFunctionData('approve', ['${ETH}', all]) });`,
    ],
    [
      'Solana',
      `const { SystemProgram, PublicKey } = require('@solana/web3.js'); exports.go = (fromPubkey, lamports) => SystemProgram.transfer({ fromPubkey, toPubkey: new PublicKey('${SOL}'), lamports });`,
    ],
    ['Bitcoin', `exports.go = (psbt, value) => psbt.addOutput({ address: '${BTC}', value });`],
    [
      'XRP',
      `exports.go = (Account, Amount) => ({ TransactionType: 'Payment', Account, Amount, Destination: '${XRP}' });`,
    ],
    ['Tron', "exports.go = (tron, n) => tron.transactionBuilder.sendTrx('TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t', n);"],
  ])('%s', (_, after) => {
    expect(new Set(money('exports.more = 1;', after))).toEqual(new Set(HELD));
  });
  it.each([
    ['web3', `def go(w3, amount):\n    return w3.eth.send_transaction({"to": "${ETH}", "value": amount})\n`],
    [
      'eth_account',
      `from eth_account import Account\ndef go(amount, key):\n    return Account.sign_transaction({"to": "${ETH}", "value": amount}, key)\n`,
    ],
    ['a contract', `def go(contract, amount):\n    return contract.functions.approve("${ETH}", amount).transact()\n`],
    [
      'XRP',
      `from xrpl.models import Payment\ndef go(account, amount):\n    return Payment(account=account, amount=amount, destination="${XRP}")\n`,
    ],
    [
      'Solana',
      `from solders.system_program import transfer, TransferParams\nfrom solders.pubkey import Pubkey\ndef go(me, n):\n    return transfer(TransferParams(from_pubkey=me, to_pubkey=Pubkey.from_string("${SOL}"), lamports=n))\n`,
    ],
  ])('Python: %s', (_, after) => {
    const told = updateOf({ 'a.py': 'def more():\n    return 1\n' }, { 'a.py': after });
    expect(new Set(told.filter((one) => one.includes('money')))).toEqual(new Set(HELD));
  });
});

describe('addresses of contracts pass, or are to be read', () => {
  it.each([
    ['a table', `exports.chains = { 1: { weth: '${ETH}', router: '${OTHER}' } };`],
    ['what is asked of a contract', `exports.read = (provider, data) => provider.call({ to: '${ETH}', data });`],
    [
      'a contract',
      `const { ethers } = require('ethers'); exports.token = (signer) => new ethers.Contract('${ETH}', [], signer);`,
    ],
    [
      'nobody',
      "exports.burn = (signer, value) => signer.sendTransaction({ to: '0x000000000000000000000000000000000000dEaD', value });",
    ],
    ['an approval that is taken back', `exports.revoke = (token) => token.approve('${ETH}', 0n);`],
    ['what is compared', `exports.isOurs = (tx) => tx.to === '${ETH}';`],
    ['an object of its own', `const fill = (o) => { o.to = '${ETH}'; return o; }; exports.describe = () => fill({});`],
  ])('%s', (_, after) => {
    expect(money('exports.more = 1;', after)).toEqual([]);
  });
  it('a call of a contract that is sent', () => {
    const after = `exports.wrap = (signer, value) => signer.sendTransaction({ to: '${ETH}', value, data: '0xd0e30db0' });`;
    expect(money('exports.more = 1;', after)).toEqual(READ);
  });
  it('one of a table that may take', () => {
    const after = `const CHAINS = { main: '${ETH}', test: '${OTHER}' }; exports.allow = (token, n) => token.approve(CHAINS.main, n);`;
    expect(new Set(money('exports.more = 1;', after))).toEqual(new Set(READ));
  });
  it('one that stood there before', () => {
    const address = `exports.VAULT = '${ETH}';\n`;
    const pay = `exports.go = (signer, value) => signer.sendTransaction({ to: '${ETH}', value });`;
    expect(money(address, address + pay)).toEqual(READ);
    expect(money(pay, `${pay}\n// more`)).toEqual([]);
  });
});

describe('whose address it is', () => {
  it.each([
    [
      'a function of its own pays',
      `const pay = (s, to, value) => s.sendTransaction({ to, value }); exports.go = (s, all) => pay(s, '${ETH}', all);`,
    ],
    [
      'a member of its own',
      `class Vault { constructor() { this.who = '${ETH}'; } go(s, value) { return s.sendTransaction({ to: this.who, value }); } }\nexports.Vault = Vault;`,
    ],
    [
      'a function that gives it',
      `const who = () => '${ETH}'; exports.go = (s, value) => s.sendTransaction({ to: who(), value });`,
    ],
  ])('%s', (_, after) => {
    expect(money('exports.more = 1;', after)).toEqual(HELD);
  });
  it('another file says it', () => {
    const who = { 'who.js': `exports.who = '${ETH}';\nexports.name = 'a';` };
    const go = "const { who } = require('./who.js'); exports.go = (s, value) => s.sendTransaction({ to: who, value });";
    expect(updateOf({ 'a.js': WALLET }, { 'a.js': WALLET + go, ...who })).toEqual(HELD);
  });
  it.each([
    [
      'a member that a caller may set',
      `class Vault { constructor(o) { this.who = o.who ?? '${ETH}'; } go(s, value) { return s.sendTransaction({ to: this.who, value }); } }\nexports.Vault = Vault;`,
    ],
    [
      'what a caller gives a function',
      `exports.go = (s, tx) => s.sendTransaction({ to: tx.who, value: tx.value }); exports.ask = () => exports.go(null, { who: '${ETH}' });`,
    ],
  ])('%s passes', (_, after) => {
    expect(money('exports.more = 1;', after)).toEqual([]);
  });
});
