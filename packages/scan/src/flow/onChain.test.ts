import { describe, expect, it } from 'vitest';
import { keySentInJavaScript, keySentInPython } from './testing/keySent.ts';

describe('a key that a transaction or a raw call carries is sent', () => {
  it.each([
    ['a raw call', `require('ethers').getDefaultProvider().send('eth_call', [{ data: '0x' + k }])`],
    ['a parameter of one', `new (require('ethers').JsonRpcProvider)(u).send('x', [k])`],
    [
      'the data of a transaction',
      `const { Wallet } = require('ethers'); new Wallet(o).sendTransaction({ to: a, data: '0x' + k })`,
    ],
    ['what should be signed', `require('ethers').getDefaultProvider().broadcastTransaction(k)`],
    ['web3', `const { Web3 } = require('web3'); new Web3(u).eth.sendTransaction({ from: a, to: b, data: k })`],
    ['web3, signed', `const { Web3 } = require('web3'); new Web3(u).eth.sendSignedTransaction(k)`],
    [
      'viem',
      `const v = require('viem'); v.createWalletClient({ transport: v.http() }).writeContract({ address: a, abi, functionName: 'store', args: [k] })`,
    ],
    [
      'a memo',
      `const s = require('@solana/web3.js'); new s.Transaction().add(new s.TransactionInstruction({ keys: [], programId: p, data: Buffer.from(k) }))`,
    ],
    ['an output that carries data', `require('bitcoinjs-lib').payments.embed({ data: [Buffer.from(k)] })`],
    [
      'the wallet of a page',
      `window.ethereum.request({ method: 'eth_sendTransaction', params: [{ to: a, data: k }] })`,
    ],
  ])('%s', async (_, body) => {
    expect(await keySentInJavaScript('const abi = [];', body)).not.toEqual([]);
  });
  it.each([
    ['the data of a transaction', 'from web3 import Web3', "Web3(u).eth.send_transaction({'to': a, 'data': k})"],
    ['what should be signed', 'from web3 import Web3', 'Web3(u).eth.send_raw_transaction(k)'],
    ['a raw call', 'from web3 import Web3', "Web3(u).provider.make_request('eth_call', [{'data': k}])"],
    ['a memo', 'from solders.instruction import Instruction', 'Instruction(p, k.encode(), [])'],
  ])('Python: %s', async (_, before, body) => {
    expect(await keySentInPython(before, body)).not.toEqual([]);
  });
});

describe('what is signed, and who signs, may be given to them', () => {
  it.each([
    [
      'a wallet that sends',
      `const { Wallet, getDefaultProvider } = require('ethers'); const w = new Wallet(k, getDefaultProvider()); w.sendTransaction({ to: w.address, value: 1n, nonce: w.getNonce() })`,
    ],
    [
      'a transaction that it filled',
      `const { Wallet } = require('ethers'); const w = new Wallet(k); w.populateTransaction({ to: a }).then((t) => w.sendTransaction(t))`,
    ],
    [
      'what it signed',
      `const e = require('ethers'); new e.Wallet(k).signTransaction({ to: a }).then((t) => e.getDefaultProvider().broadcastTransaction(t))`,
    ],
    [
      'what it signed, raw',
      `const e = require('ethers'); new e.Wallet(k).signTransaction({ to: a }).then((t) => e.getDefaultProvider().send('eth_sendRawTransaction', [t]))`,
    ],
    [
      'what an account of web3 signed',
      `const { Web3 } = require('web3'); const w = new Web3(u); w.eth.accounts.signTransaction({ to: a }, k).then((t) => w.eth.sendSignedTransaction(t.rawTransaction))`,
    ],
    [
      'a call of a contract',
      `const e = require('ethers'); const c = new e.Contract(a, [], new e.Wallet(k)); c.transfer(b, 1n)`,
    ],
    [
      'an account of viem',
      `const v = require('viem'), { privateKeyToAccount } = require('viem/accounts'); const account = privateKeyToAccount(k); v.createWalletClient({ account, transport: v.http() }).sendTransaction({ account, to: a, value: 1n })`,
    ],
    [
      'a signer of Solana',
      `const s = require('@solana/web3.js'); const p = s.Keypair.fromSecretKey(k); const t = new s.Transaction().add(s.SystemProgram.transfer({ fromPubkey: p.publicKey, toPubkey: a, lamports: 1 })); s.sendAndConfirmTransaction(new s.Connection(u), t, [p])`,
    ],
    [
      'a transaction that was signed in place',
      `const s = require('@solana/web3.js'); const p = s.Keypair.fromSecretKey(k); const t = new s.Transaction(); t.sign(p); new s.Connection(u).sendRawTransaction(t.serialize())`,
    ],
    [
      'the wallet of xrpl',
      `const x = require('xrpl'); const w = x.Wallet.fromSeed(k); new x.Client(u).submitAndWait({ TransactionType: 'Payment', Account: w.address }, { wallet: w })`,
    ],
  ])('%s', async (_, body) => {
    expect(await keySentInJavaScript('', body)).toEqual([]);
  });
  it.each([
    [
      'what an account signed',
      'from web3 import Web3\nfrom eth_account import Account',
      "w = Web3(u)\n    s = Account.from_key(k).sign_transaction({'to': a})\n    w.eth.send_raw_transaction(s.raw_transaction)",
    ],
    [
      'what is signed with a key',
      'from web3 import Web3',
      "w = Web3(u)\n    s = w.eth.account.sign_transaction({'to': a}, k)\n    w.eth.send_raw_transaction(s.rawTransaction)",
    ],
    [
      'its own transaction',
      'from web3 import Web3\nfrom eth_account import Account',
      "a = Account.from_key(k)\n    Web3(u).eth.send_transaction({'from': a.address, 'to': b, 'value': 1})",
    ],
  ])('Python: %s', async (_, before, body) => {
    expect(await keySentInPython(before, body)).toEqual([]);
  });
});
