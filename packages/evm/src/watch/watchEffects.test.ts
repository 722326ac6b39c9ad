import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Chain, type Effect, type EvmAddress, keccakOf, parseAssetId } from '@portcullis/model';
import { SLOT, TOPIC } from '../read/signatures.ts';
import { wordOf } from '../read/words.ts';
import { callData, contractNamed, type LocalEstate, localEstate, word } from '../testing/localEstate.ts';
import { type Watching, watching } from '../testing/watching.ts';

const THIEF = '0xf3a465c9fa6663ff50794c698f600faa4b05c777' as EvmAddress;
const WALLET = '0x66bea595aefd5a65799a920974b377ed20071118' as EvmAddress;
/** Emits a log of four topics, which its call data begins with; the rest is the log's data. */
const EMITTER = '0x601b600c600039601b6000f3' + '60803603806080600037606035604035602035600035846000a400';

let estate: LocalEstate;
let proxy: EvmAddress;
let admin: EvmAddress;
let implementation: EvmAddress;
let emitter: EvmAddress;
let watch: Watching;

beforeAll(async () => {
  estate = await localEstate(56);
  const chain: Chain = { name: 'bsc', id: estate.chain, rpc: [], depth: undefined };
  ({ proxy, admin, implementation } = await estate.token());
  emitter = await estate.deployCode(EMITTER);
  await estate.node.rpc('anvil_setBalance', [WALLET, '0x8ac7230489e80000']);
  await estate.send(proxy, callData('CertToken', 'mint(address,uint256)', WALLET, 5000n));
  watch = watching(
    chain,
    [estate.node.ws],
    [
      contractNamed('aBNBc', estate.account(proxy), {
        kind: 'proxy-token',
        admin: estate.account(admin),
        interface: ['mint(address,uint256)'],
      }),
      contractNamed('roles', estate.account(emitter)),
      contractNamed('hot', estate.account(WALLET), {
        kind: 'wallet',
        assets: [parseAssetId(`eip155:56/erc20:${proxy}`), parseAssetId('eip155:56/slip44:714')],
      }),
    ],
  );
  await watch.until((events) => events.length > 0, 'the first block');
});
afterAll(async () => {
  await watch.stop();
  await estate.node.close();
});

async function effectsAfter(action: () => Promise<unknown>): Promise<readonly Effect[]> {
  await action();
  const tip = await estate.block();
  await watch.reached(tip);
  const effects = watch.blocks().find((block) => block.hash === tip.hash)?.effects ?? [];
  expect(new Set(effects.map((effect) => effect.id)).size).toBe(effects.length);
  return effects;
}
const setSlot = async (address: EvmAddress, slot: string, value: string): Promise<void> => {
  await estate.node.rpc('anvil_setStorageAt', [address, slot, value]);
  await estate.mine();
};

describe('who has power', () => {
  it('reports a new owner of the token from its event, once', async () => {
    const effects = await effectsAfter(() =>
      estate.send(proxy, callData('CertToken', 'transferOwnership(address)', THIEF)),
    );
    expect(effects).toMatchObject([
      {
        kind: 'admin',
        role: 'owner',
        contract: estate.account(proxy),
        account: estate.account(THIEF),
        before: estate.account(estate.deployer),
      },
    ]);
  });

  it('reports a new owner that no event tells of', async () => {
    const effects = await effectsAfter(() => setSlot(admin, '0x' + '0'.repeat(64), wordOf(THIEF)));
    expect(effects).toMatchObject([
      { kind: 'admin', role: 'owner', contract: estate.account(admin), account: estate.account(THIEF) },
    ]);
    await effectsAfter(() => setSlot(admin, '0x' + '0'.repeat(64), wordOf(estate.deployer)));
  });

  it('reports a new proxy admin from its event, and one that hides it', async () => {
    const other = await estate.deploy('ProxyAdmin');
    const effects = await effectsAfter(() =>
      estate.send(admin, callData('ProxyAdmin', 'changeProxyAdmin(address,address)', proxy, other)),
    );
    expect(effects).toMatchObject([
      {
        kind: 'admin',
        role: 'admin',
        contract: estate.account(proxy),
        account: estate.account(other),
        before: estate.account(admin),
      },
    ]);
    const hidden = await effectsAfter(() => setSlot(proxy, SLOT.admin, wordOf(admin)));
    expect(hidden).toMatchObject([
      {
        kind: 'admin',
        role: 'admin',
        account: estate.account(admin),
        evidence: [expect.stringContaining('no event says so')],
      },
    ]);
  });

  it('reports roles granted and revoked', async () => {
    const role = keccakOf('MINTER_ROLE');
    const data = (topic: string): string => topic + role.slice(2) + word(THIEF) + word(estate.deployer);
    expect(await effectsAfter(() => estate.send(emitter, data(TOPIC.roleGranted)))).toMatchObject([
      { kind: 'role', change: 'grant', role, account: estate.account(THIEF), contract: estate.account(emitter) },
    ]);
    expect(await effectsAfter(() => estate.send(emitter, data(TOPIC.roleRevoked)))).toMatchObject([
      { kind: 'role', change: 'revoke', role },
    ]);
  });
});

describe('code', () => {
  it('sees an upgrade forth and back within one block', async () => {
    const next = await estate.deploy('CertTokenUnguarded');
    const effects = await effectsAfter(async () => {
      await estate.node.rpc('evm_setAutomine', [false]);
      await estate.send(admin, callData('ProxyAdmin', 'upgrade(address,address)', proxy, next));
      await estate.send(admin, callData('ProxyAdmin', 'upgrade(address,address)', proxy, implementation));
      await estate.mine();
      await estate.node.rpc('evm_setAutomine', [true]);
    });
    expect(effects).toMatchObject([
      { kind: 'upgrade', implementation: estate.account(next) },
      { kind: 'upgrade', implementation: estate.account(implementation) },
    ]);
    const [forth, back] = effects as [Extract<Effect, { kind: 'upgrade' }>, Extract<Effect, { kind: 'upgrade' }>];
    expect(back.before).toBe(forth.codeHash);
    expect(back.codeHash).toBe(forth.before);
  });

  it('reports code that changed at one address', async () => {
    const effects = await effectsAfter(async () => {
      await estate.node.rpc('anvil_setCode', [emitter, '0x00']);
      await estate.mine();
    });
    expect(effects).toMatchObject([
      { kind: 'code', contract: estate.account(emitter), codeHash: keccakOf(new Uint8Array([0])) },
    ]);
  });

  it('reports code given to a wallet key', async () => {
    const effects = await effectsAfter(async () => {
      await estate.node.rpc('anvil_setCode', [WALLET, `0xef0100${implementation.slice(2)}`]);
      await estate.mine();
    });
    expect(effects).toMatchObject([{ kind: 'code', contract: estate.account(WALLET) }]);
    await effectsAfter(async () => {
      await estate.node.rpc('anvil_setCode', [WALLET, '0x']);
      await estate.mine();
    });
  });
});

describe('value', () => {
  it('reports supply that no event explains', async () => {
    const minted = await effectsAfter(() => setSlot(proxy, `0x${word(2n)}`, `0x${word(9000n)}`));
    expect(minted).toMatchObject([{ kind: 'mint', to: '*', units: '4000' }]);
    const burned = await effectsAfter(() => setSlot(proxy, `0x${word(2n)}`, `0x${word(5000n)}`));
    expect(burned).toMatchObject([{ kind: 'burn', from: '*', units: '4000' }]);
  });

  it('reports tokens that leave a wallet, by event and by balance', async () => {
    const out = await effectsAfter(() =>
      estate.send(proxy, callData('CertToken', 'transfer(address,uint256)', THIEF, 70n), { from: WALLET }),
    );
    expect(out).toMatchObject([
      {
        kind: 'outflow',
        from: estate.account(WALLET),
        to: estate.account(THIEF),
        asset: `eip155:56/erc20:${proxy}`,
        units: '70',
      },
    ]);
    const slot = keccakOf(Buffer.from(word(WALLET) + word(0n), 'hex'));
    const hidden = await effectsAfter(() => setSlot(proxy, slot, `0x${word(4000n)}`));
    expect(hidden).toMatchObject([{ kind: 'outflow', to: '*', units: '930' }]);
  });

  it("reports the chain's coin that leaves a wallet, but not the price of sending", async () => {
    const sent = await effectsAfter(() => estate.send(THIEF, '0x', { from: WALLET, value: '0x3e8' }));
    expect(sent).toMatchObject([
      {
        kind: 'outflow',
        to: estate.account(THIEF),
        asset: 'eip155:56/slip44:714',
        units: '1000',
        position: { tx: expect.any(String) },
      },
    ]);
    expect(await effectsAfter(() => estate.send(WALLET, '0x', { from: WALLET }))).toEqual([]);
    expect(await effectsAfter(() => estate.send(WALLET, '0x', { value: '0x64' }))).toEqual([]);
    const balance = BigInt(String(await estate.node.rpc('eth_getBalance', [WALLET, 'latest'])));
    const hidden = await effectsAfter(async () => {
      await estate.node.rpc('anvil_setBalance', [WALLET, `0x${(balance - 55n).toString(16)}`]);
      await estate.mine();
    });
    expect(hidden).toMatchObject([{ kind: 'outflow', to: '*', units: '55' }]);
  });

  it('reads how a mint entered the chain', async () => {
    await effectsAfter(() => estate.send(proxy, callData('CertToken', 'mint(address,uint256)', THIEF, 1n)));
    expect([...(watch.blocks().at(-1)?.entries.values() ?? [])]).toEqual([{ to: proxy, selector: '0x40c10f19' }]);
  });
});
