import type { AccountId, ChainId } from '@portcullis/model';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LeverOrder } from '../../lever.ts';
import { type PauseWorld, startPauseWorld } from '../../testing/pauseWorld.ts';
import { keyOf, leverOver, rpcOf, viaGuardian } from '../../testing/poolLever.ts';
import { addressFromKey } from '../../testing/sendSigned.ts';
import { until } from '../../testing/until.ts';
import { createPauseKey } from './pauseKey.ts';

const never = new AbortController().signal;
const order: LeverOrder = { order: 'drop:pool-pause:f1', breached: new Set() };

let world: PauseWorld;
beforeEach(async () => {
  world = await startPauseWorld();
});
afterEach(() => world.node.close());

describe('gates that share a key', () => {
  it('drop back to back in one block, each with a nonce of its own', async () => {
    const pools: AccountId[] = [];
    while (pools.length < 5) pools.push(await world.pool());
    const key = keyOf(world);
    const levers = pools.map((pool) => leverOver(world, [viaGuardian(world, pool)], { key }));
    for (const lever of levers) await lever.prepare(never);
    await world.node.rpc('evm_setAutomine', [false]);
    const drops = levers.map((lever) => lever.drop(order, never));
    await until(
      async () => Number(((await world.node.rpc('txpool_status')) as { pending: string }).pending) === pools.length,
    );
    await world.node.rpc('evm_mine');
    const proofs = await Promise.all(drops);
    expect(await Promise.all(pools.map((pool) => world.paused(pool)))).toEqual(pools.map(() => true));
    expect(new Set(proofs.map((proof) => /mined in block (\d+)/.exec(proof.join(' '))?.[1])).size).toBe(1);
  });
});

describe('signatures made ahead', () => {
  it('leave a turn to others after each: a head that comes in meanwhile is not kept waiting for all', async () => {
    const facts: Readonly<Record<string, unknown>> = {
      eth_chainId: '0x38',
      eth_getTransactionCount: '0x0',
      eth_getBlockByNumber: { baseFeePerGas: '0x0' },
      eth_maxPriorityFeePerGas: '0x1',
    };
    const key = createPauseKey({
      chain: 'eip155:56' as ChainId,
      // Answers without a turn of its own, so that only the signing gives any.
      rpc: (method) => Promise.resolve(facts[method]),
      secret: () => Promise.resolve(`0x${'11'.repeat(32)}`),
    });
    await key.address();
    let turns = 0;
    let timer = setImmediate(function count() {
      turns += 1;
      timer = setImmediate(count);
    });
    const calls = ['0x01', '0x02'].map((data) => ({ to: `0x${'22'.repeat(20)}`, data, gas: 100_000n }));
    await key.prepare(calls);
    const first = turns;
    await key.prepare(calls);
    clearImmediate(timer);
    expect(first).toBeGreaterThanOrEqual(calls.length * 8);
    // What is signed already is not signed again.
    expect(turns - first).toBeLessThan(2);
  });
});

describe('a transaction that blocks pass by', () => {
  it('is outbid with the same nonce until one is taken, and pauses once', async () => {
    const pool = await world.pool();
    const lever = leverOver(world, [viaGuardian(world, pool)]);
    await lever.prepare(never);
    await world.node.rpc('evm_setAutomine', [false]);
    // The base fee jumps above every offer made so far.
    const dropped = lever.drop(order, never);
    await until(async () => Number(((await world.node.rpc('txpool_status')) as { pending: string }).pending) === 1);
    const jump = `0x${(60n * 10n ** 9n).toString(16)}`;
    for (let block = 0; block < 3; block++) {
      await world.node.rpc('anvil_setNextBlockBaseFeePerGas', [jump]);
      await world.node.rpc('evm_mine');
    }
    const mining = setInterval(
      () => void world.node.rpc('anvil_setNextBlockBaseFeePerGas', [jump]).then(() => world.node.rpc('evm_mine')),
      50,
    );
    const proof = await dropped.finally(() => clearInterval(mining));
    expect(proof.join('\n')).toMatch(/after \d+ higher offers/);
    expect(await world.mined(world.pauser)).toHaveLength(1);
  });

  it('is `not-mined` when no block comes at all, and its nonce is used again', async () => {
    const pool = await world.pool();
    const key = keyOf(world);
    const lever = leverOver(world, [viaGuardian(world, pool)], { key, mined: { patience: 100 } });
    await world.node.rpc('evm_setAutomine', [false]);
    await expect(lever.drop(order, never)).rejects.toMatchObject({ code: 'not-mined', kind: 'retryable' });
    await world.node.rpc('evm_setAutomine', [true]);
    const mining = setInterval(() => void world.node.rpc('evm_mine'), 50);
    await leverOver(world, [viaGuardian(world, pool)], { key })
      .drop(order, never)
      .finally(() => clearInterval(mining));
    expect(await world.mined(world.pauser)).toEqual([expect.objectContaining({ ok: true })]);
  });
});

describe('a key after a restart', () => {
  it('outbids what its earlier life left in the pool: one nonce, one pause', async () => {
    const pool = await world.pool();
    await world.node.rpc('evm_setAutomine', [false]);
    const before = leverOver(world, [viaGuardian(world, pool)], { mined: { patience: 50 } });
    await expect(before.drop(order, never)).rejects.toMatchObject({ code: 'not-mined' });
    const after = leverOver(world, [viaGuardian(world, pool)]).drop(order, never);
    const mining = setInterval(() => void world.node.rpc('evm_mine'), 100);
    await after.finally(() => clearInterval(mining));
    expect(await world.mined(world.pauser)).toEqual([expect.objectContaining({ ok: true })]);
  });

  it('looks at the world again when another transaction took its nonce', async () => {
    const pool = await world.pool();
    const stale = leverOver(world, [viaGuardian(world, pool)]);
    await stale.prepare(never);
    await leverOver(world, [viaGuardian(world, await world.pool())]).drop(order, never);
    await stale.drop(order, never);
    expect(await world.paused(pool)).toBe(true);
    const address = await addressFromKey(world.pauser);
    expect(Number(await rpcOf(world)('eth_getTransactionCount', [address, 'latest']))).toBe(2);
  });
});
