import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import * as esm from '../dist/esm/index.js';

// The package's own test: both builds, without a network.
const cjs = createRequire(import.meta.url)('../dist/cjs/index.cjs');
for (const sdk of [esm, cjs]) {
  const { privateKey, mnemonic } = sdk.PrivateKey.generate();
  assert.equal(sdk.PrivateKey.fromMnemonic(mnemonic).toAddress(), privateKey.toAddress());
  const message = new TextEncoder().encode('hello');
  assert.ok(sdk.PrivateKey.verify(message, privateKey.sign(message), privateKey.toPublicKey()));
  const secret = new Uint8Array(32).fill(5);
  assert.deepEqual(sdk.decryptKeystore(sdk.encryptKeystore(secret, 'pass'), 'pass'), secret);
  const sent = [];
  const broadcaster = new sdk.MsgBroadcasterWithPk({
    network: sdk.Network.Testnet,
    privateKey: privateKey.toPrivateKeyHex(),
    fetch: async (url, options) => {
      sent.push(JSON.stringify([url, options]));
      return { ok: true, json: async () => ({ sequence: 1 }) };
    },
  });
  await broadcaster.broadcast({ msgs: new sdk.MsgSend({ amount: { denom: 'inj', amount: '1' } }) });
  assert.equal(sent.length, 2);
  assert.ok(!sent.join().includes(privateKey.toPrivateKeyHex().slice(2)));
}
console.log('ok');
