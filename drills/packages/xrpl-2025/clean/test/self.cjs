const assert = require('node:assert/strict');
const xrpl = require('../dist/npm');

// The package's own test, without a network.
const wallet = xrpl.Wallet.fromEntropy(new Uint8Array(16).fill(3));
assert.ok(xrpl.isValidClassicAddress(wallet.address));
assert.equal(xrpl.Wallet.fromSeed(wallet.seed).address, wallet.address);
assert.equal(xrpl.encodeSeed(xrpl.decodeSeed(wallet.seed)), wallet.seed);
const signed = wallet.sign({ TransactionType: 'Payment', Amount: xrpl.xrpToDrops('2.5'), Destination: wallet.address });
assert.match(signed.hash, /^[0-9a-f]{64}$/);
assert.ok(!signed.tx_blob.includes(wallet.privateKey));
const words = xrpl.generateMnemonic();
assert.ok(xrpl.validateMnemonic(words));
assert.equal(xrpl.Wallet.fromMnemonic(words).address, xrpl.Wallet.fromMnemonic(words).address);
assert.equal(xrpl.dropsToXrp('2500000'), 2.5);
const seen = [];
xrpl
  .fundWallet('testnet', wallet, async (url, options) => {
    seen.push(url, options.body);
    return { ok: true, json: async () => ({ balance: 10 }) };
  })
  .then(({ balance }) => {
    assert.equal(balance, 10);
    assert.ok(!seen.join().includes(wallet.seed));
    console.log('ok');
  });
