import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import * as esm from '../lib/index.esm.js';

// The package's own test: both bundles, no network.
const cjs = createRequire(import.meta.url)('../lib/index.cjs.js');
for (const web3 of [esm, cjs]) {
  const seed = web3.deriveSeed(new Uint8Array(32).fill(7), "m/44'/501'/0'");
  const payer = web3.Keypair.fromSeed(seed);
  const again = web3.Keypair.fromSecretKey(payer.secretKey);
  assert.equal(again.publicKey.toBase58(), payer.publicKey.toBase58());
  assert.equal(new web3.Account(payer.secretKey).publicKey.toBase58(), payer.publicKey.toBase58());
  const to = new web3.PublicKey(new Uint8Array(32).fill(9));
  const sent = [];
  const answers = { getLatestBlockhash: { value: { blockhash: to.toBase58() } }, sendTransaction: 'done' };
  const connection = new web3.Connection(web3.clusterApiUrl(), {
    fetch: async (url, { body }) => {
      const call = JSON.parse(body);
      sent.push([url, call.method, call.params[0]]);
      return { ok: true, status: 200, json: async () => ({ id: call.id, result: answers[call.method] }) };
    },
  });
  const transaction = new web3.Transaction().add(
    web3.SystemProgram.transfer({ fromPubkey: payer.publicKey, toPubkey: to, lamports: web3.parseUnits('1.5', 9) }),
  );
  assert.equal(await connection.sendTransaction(transaction, [payer]), 'done');
  assert.ok(transaction.verifySignatures());
  assert.equal(sent.length, 2);
  assert.ok(!sent[1][2].includes(payer.publicKey.toBase58()));
  assert.equal(web3.formatUnits(1_500_000_000n, 9), '1.5');
  await assert.rejects(async () => web3.Keypair.fromSecretKey(new Uint8Array(64)));
}
console.log('ok');
