import type { AccountId } from '@portcullis/model';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LeverOrder } from '../../lever.ts';
import type { RpcCall } from '../../rpcCall.ts';
import { type PauseWorld, startPauseWorld } from '../../testing/pauseWorld.ts';
import { addressFromKey } from '../../testing/sendSigned.ts';
import { keyOf, leverOver, rpcOf, viaGuardian } from '../../testing/poolLever.ts';
import { createPauseKey } from './pauseKey.ts';

const never = new AbortController().signal;
const order = (...breached: AccountId[]): LeverOrder => ({ order: 'drop:pool-pause:f1', breached: new Set(breached) });

/** Answers every call with the 32-byte word 1: says that it is paused, whatever happens. */
const SAYS_PAUSED = '0x600160005260206000f3';
/** Answers every call with the 32-byte word 0: takes the pause and stays up. */
const SWALLOWS = '0x600060005260206000f3';

let world: PauseWorld;
beforeAll(async () => {
  world = await startPauseWorld();
});
afterAll(() => world.node.close());

/** Watches what goes to the node, and lets a test answer in its place. */
function watched(instead: (method: string, params: readonly unknown[]) => unknown = () => undefined): {
  readonly rpc: RpcCall;
  readonly methods: string[];
} {
  const methods: string[] = [];
  return {
    methods,
    rpc: async (method, params) => {
      methods.push(method);
      const answer = instead(method, params);
      if (answer instanceof Error) throw answer;
      return answer === undefined ? rpcOf(world)(method, params) : answer;
    },
  };
}
const withoutSimulateV1 = (method: string): Error | undefined =>
  method === 'eth_simulateV1' ? new Error('the method does not exist') : undefined;

describe('a hijacked path', () => {
  it('is skipped, though it says that it is paused, and the next target is dropped', async () => {
    const liar = await world.place(SAYS_PAUSED);
    const pool = await world.pool();
    const proof = await leverOver(world, [{ pauses: liar, via: undefined }, viaGuardian(world, pool)]).drop(
      order(liar),
      never,
    );
    expect(await world.paused(pool)).toBe(true);
    expect(proof.join('\n')).toMatch(new RegExp(`pause\\(\\) of ${liar} was skipped: a breach has taken over`));
  });

  it('is refused when there is no other: through the target or through its guardian, and nothing is sent', async () => {
    const liar = await world.place(SAYS_PAUSED);
    const pool = await world.pool();
    const { rpc, methods } = watched();
    const lever = leverOver(world, [{ pauses: liar, via: undefined }, viaGuardian(world, pool)], { rpc });
    await expect(lever.drop(order(liar, world.guardian), never)).rejects.toMatchObject({
      code: 'hijacked-path',
      kind: 'operator',
    });
    expect(methods).not.toContain('eth_sendRawTransaction');
    expect(await world.paused(pool)).toBe(false);
  });

  it('is not believed when it says that it is still paused, for a raise', async () => {
    const liar = await world.place(SAYS_PAUSED);
    const pool = await world.pool();
    const proof = await leverOver(world, [{ pauses: liar, via: undefined }, viaGuardian(world, pool)]).raise(
      order(liar),
      never,
    );
    expect(proof).toHaveLength(1);
  });
});

describe.each([
  ['with eth_simulateV1', () => undefined],
  ['without it', withoutSimulateV1],
])('a target that would not pause, %s', (_, instead) => {
  it('falls back to the next one when the simulation reverts', async () => {
    const [foreign, pool] = [
      await world.pool(world.guardian.replace(/.{4}$/, '0000') as AccountId),
      await world.pool(),
    ];
    const { rpc, methods } = watched(instead);
    const proof = await leverOver(world, [viaGuardian(world, foreign), viaGuardian(world, pool)], { rpc }).drop(
      order(),
      never,
    );
    expect(await world.paused(pool)).toBe(true);
    expect(proof.join('\n')).toMatch(/was not sent: it would revert/);
    expect(methods.filter((method) => method === 'eth_sendRawTransaction')).toHaveLength(1);
  });

  it('is `simulation-reverted` when it was the only one, and costs nothing', async () => {
    const foreign = await world.pool(world.guardian.replace(/.{4}$/, '0000') as AccountId);
    const { rpc, methods } = watched(instead);
    await expect(leverOver(world, [viaGuardian(world, foreign)], { rpc }).drop(order(), never)).rejects.toMatchObject({
      code: 'simulation-reverted',
      kind: 'operator',
    });
    expect(methods).not.toContain('eth_sendRawTransaction');
  });

  it('is passed over when there is no code, or no paused(), at its address', async () => {
    const pool = await world.pool();
    const nobody = `${world.chain}:0x${'12'.repeat(20)}` as AccountId;
    const { rpc, methods } = watched(instead);
    const proof = await leverOver(world, [{ pauses: nobody, via: undefined }, viaGuardian(world, pool)], { rpc }).drop(
      order(),
      never,
    );
    expect(proof.join('\n')).toMatch(/has no paused\(\)/);
    expect(methods.filter((method) => method === 'eth_sendRawTransaction')).toHaveLength(1);
  });

  it('is not proven by a transaction that went through, when paused() still reads false', async () => {
    const swallows = await world.place(SWALLOWS);
    const pool = await world.pool();
    const alone = leverOver(world, [{ pauses: swallows, via: undefined }], watched(instead));
    await expect(alone.drop(order(), never)).rejects.toMatchObject({
      code: instead === withoutSimulateV1 ? 'not-verified' : 'simulation-reverted',
    });
    await leverOver(world, [{ pauses: swallows, via: undefined }, viaGuardian(world, pool)], watched(instead)).drop(
      order(),
      never,
    );
    expect(await world.paused(pool)).toBe(true);
  });
});

describe('the way to the chain', () => {
  it('pauses a target by its own pause() where the key may', async () => {
    const own = await world.pool(`${world.chain}:${await addressFromKey(world.pauser)}` as AccountId);
    await leverOver(world, [{ pauses: own, via: undefined }]).drop(order(), never);
    expect(await world.paused(own)).toBe(true);
  });

  it('is one transaction made ahead: after making ready a drop signs nothing and sends once', async () => {
    const pool = await world.pool();
    const { rpc, methods } = watched();
    const lever = leverOver(world, [viaGuardian(world, pool)], { rpc });
    await lever.prepare(never);
    methods.length = 0;
    await lever.drop(order(), never);
    const first = methods.indexOf('eth_sendRawTransaction');
    expect(methods.slice(0, first)).toEqual(['eth_simulateV1']);
    expect(methods.filter((method) => method === 'eth_sendRawTransaction')).toHaveLength(1);
  });

  it('is `rpc-failed` and worth another try when the node is silent', async () => {
    const pool = await world.pool();
    const { rpc } = watched((method) => (method === 'eth_call' ? new Error('connection refused') : undefined));
    await expect(leverOver(world, [viaGuardian(world, pool)], { rpc }).drop(order(), never)).rejects.toMatchObject({
      code: 'rpc-failed',
      kind: 'retryable',
    });
    const strange = watched((method) => (method === 'eth_getTransactionCount' ? 'many' : undefined));
    await expect(leverOver(world, [viaGuardian(world, pool)], strange).drop(order(), never)).rejects.toMatchObject({
      code: 'rpc-failed',
    });
  });

  it('is `wrong-chain` when the endpoint serves another', async () => {
    const pool = await world.pool();
    const { rpc } = watched((method) => (method === 'eth_chainId' ? '0x1' : undefined));
    await expect(leverOver(world, [viaGuardian(world, pool)], { rpc }).drop(order(), never)).rejects.toMatchObject({
      code: 'wrong-chain',
      found: 'eip155:1',
    });
  });

  it('is `reverted` when the chain decides otherwise than the simulation', async () => {
    const foreign = await world.pool(world.guardian.replace(/.{4}$/, '0000') as AccountId);
    const { rpc } = watched((method, params) => {
      if (method === 'eth_simulateV1') return new Error('the method does not exist');
      return method === 'eth_call' && (params[0] as { from?: string }).from !== undefined ? '0x' : undefined;
    });
    await expect(leverOver(world, [viaGuardian(world, foreign)], { rpc }).drop(order(), never)).rejects.toMatchObject({
      code: 'reverted',
    });
  });
});

describe('the key', () => {
  it.each([
    ['bad-key', 'not a key'],
    ['bad-key', `0x${'0'.repeat(64)}`],
    ['bad-key', `0x${'f'.repeat(64)}`],
  ])('is `%s` when it is %s, and is not quoted', async (code, secret) => {
    const lever = leverOver(world, [viaGuardian(world, await world.pool())], { key: keyOf(world, secret) });
    const error: unknown = await lever.drop(order(), never).catch((refused: unknown) => refused);
    expect(error).toMatchObject({ code, kind: 'operator' });
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error)) + String((error as Error).cause)).not.toContain(
      secret,
    );
  });

  it('is read again after it was mended', async () => {
    const pool = await world.pool();
    const secrets = ['broken', world.pauser];
    const key = createPauseKey({
      chain: world.chain,
      rpc: rpcOf(world),
      secret: () => Promise.resolve(secrets.shift() ?? ''),
    });
    const lever = leverOver(world, [viaGuardian(world, pool)], { key });
    await expect(lever.drop(order(), never)).rejects.toMatchObject({ code: 'bad-key' });
    await lever.drop(order(), never);
    expect(await world.paused(pool)).toBe(true);
  });

  it('is `insufficient-gas-money` when it cannot pay', async () => {
    const poor = await world.newKey(1n);
    const pool = await world.pool();
    await world.setPauser(pool, poor);
    // Nodes refuse the simulation too when the account could not pay; the money is what the operator must hear of.
    const lever = leverOver(world, [viaGuardian(world, pool)], { key: keyOf(world, poor) });
    await expect(lever.drop(order(), never)).rejects.toMatchObject({
      code: 'insufficient-gas-money',
      kind: 'operator',
    });
    const checks = await lever.check(never);
    expect(checks.find((check) => !check.ok)).toMatchObject({
      remedy: expect.stringMatching(/^Send at least \d+ wei to 0x/) as string,
    });
  });

  it('offers less when it has little, rather than nothing', async () => {
    // Enough for the pause at the base fee of now, and not for a ceiling of four.
    const head = (await rpcOf(world)('eth_getBlockByNumber', ['latest', false])) as { baseFeePerGas: string };
    const poor = await world.newKey(150_000n * (BigInt(head.baseFeePerGas) + 10n ** 9n));
    const pool = await world.pool();
    await world.setPauser(pool, poor);
    await leverOver(world, [viaGuardian(world, pool)], { key: keyOf(world, poor) }).drop(order(), never);
    expect(await world.paused(pool)).toBe(true);
  });

  it('is found wanting by check: no power, no key', async () => {
    const stranger = await world.newKey();
    const powerless = await leverOver(world, [viaGuardian(world, await world.pool())], {
      key: keyOf(world, stranger),
    }).check(never);
    expect(powerless.map((check) => check.ok)).toEqual([true, true, false]);
    const keyless = await leverOver(world, [viaGuardian(world, await world.pool())], { key: keyOf(world, 'x') }).check(
      never,
    );
    expect(keyless.map((check) => check.ok)).toEqual([false]);
  });
});

describe('a lever made ready while its target is paused', () => {
  it.each([
    ['through the guardian', async () => viaGuardian(world, await world.pool())],
    [
      'by its own pause()',
      async () => ({
        pauses: await world.pool(`${world.chain}:${await addressFromKey(world.pauser)}` as AccountId),
        via: undefined,
      }),
    ],
  ])('has gas enough to pause it again %s', async (_, make) => {
    const target = await make();
    const lever = leverOver(world, [target]);
    await leverOver(world, [target]).drop(order(), never);
    await lever.prepare(never);
    if (target.via === undefined)
      await world.node.rpc('anvil_setStorageAt', [
        target.pauses.split(':')[2],
        await pausedSlot(target.pauses),
        `0x${'0'.repeat(64)}`,
      ]);
    else await world.raise(target.pauses);
    expect(await world.paused(target.pauses)).toBe(false);
    await lever.drop(order(), never);
    expect(await world.paused(target.pauses)).toBe(true);
  });
});

/** The storage slot of a pool that says whether it is paused: the one that reads 1 while it is. */
async function pausedSlot(pool: AccountId): Promise<string> {
  for (let slot = 0; slot < 16; slot++) {
    const at = `0x${slot.toString(16).padStart(64, '0')}`;
    const value = (await rpcOf(world)('eth_getStorageAt', [pool.split(':')[2], at, 'latest'])) as string;
    const before = await world.paused(pool);
    await world.node.rpc('anvil_setStorageAt', [pool.split(':')[2], at, `0x${'0'.repeat(64)}`]);
    const found = before && !(await world.paused(pool));
    await world.node.rpc('anvil_setStorageAt', [pool.split(':')[2], at, value]);
    if (found) return at;
  }
  throw new Error('no slot says whether it is paused');
}

describe('a node that falls silent after the pause was sent', () => {
  it('is asked again, and nothing is sent twice', async () => {
    const pool = await world.pool();
    let silent = 5;
    const { rpc, methods } = watched((method) =>
      method === 'eth_getTransactionReceipt' && silent-- > 0 ? new Error('socket closed') : undefined,
    );
    await leverOver(world, [viaGuardian(world, pool)], { rpc }).drop(order(), never);
    expect(await world.paused(pool)).toBe(true);
    expect(methods.filter((method) => method === 'eth_sendRawTransaction')).toHaveLength(1);
  });

  it('is `not-mined` when it stays silent, and the next attempt finds the pause in the world', async () => {
    const pool = await world.pool();
    const { rpc, methods } = watched((method) =>
      method === 'eth_getTransactionReceipt' ? new Error('socket closed') : undefined,
    );
    const lever = leverOver(world, [viaGuardian(world, pool)], { rpc, mined: { patience: 50 } });
    await expect(lever.drop(order(), never)).rejects.toMatchObject({ code: 'not-mined' });
    expect((await lever.drop(order(), never)).join()).toMatch(/nothing was sent/);
    expect(methods.filter((method) => method === 'eth_sendRawTransaction')).toHaveLength(1);
  });
});

describe('a drop that was foreseen', () => {
  it('uses the simulation begun for it, once, and a new one when that has grown old', async () => {
    const pool = await world.pool();
    const { rpc, methods } = watched();
    const lever = leverOver(world, [viaGuardian(world, pool)], { rpc });
    await lever.prepare(never);
    const simulations = (): number => methods.filter((method) => method === 'eth_simulateV1').length;
    const before = simulations();
    lever.foresee?.();
    await lever.drop(order(), never);
    expect(simulations()).toBe(before + 1);
    expect(await world.paused(pool)).toBe(true);
    // What was foreseen has been used: the next drop looks for itself and finds it paused.
    expect((await lever.drop(order(), never)).join('\n')).toContain('nothing was sent');
    expect(simulations()).toBe(before + 2);
    lever.foresee?.();
    await new Promise((resolve) => setTimeout(resolve, 300));
    await lever.drop(order(), never);
    expect(simulations()).toBe(before + 4);
  });

  it('still goes through nothing that a breach has taken over', async () => {
    const liar = await world.place(SWALLOWS);
    const { rpc, methods } = watched();
    const lever = leverOver(world, [{ pauses: liar, via: undefined }], { rpc });
    await lever.prepare(never);
    lever.foresee?.();
    await expect(lever.drop(order(liar), never)).rejects.toMatchObject({ code: 'hijacked-path' });
    expect(methods).not.toContain('eth_sendRawTransaction');
  });
});
