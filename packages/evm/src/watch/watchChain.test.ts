import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Chain, type Contract, type Effect, type EvmAddress, type Hex, keccakOf } from '@portcullis/model';
import { SLOT } from '../read/signatures.ts';
import { wordOf } from '../read/words.ts';
import { callData, contractNamed, type LocalEstate, localEstate } from '../testing/localEstate.ts';
import { type Watching, watching } from '../testing/watching.ts';

const THIEF = '0xf3a465c9fa6663ff50794c698f600faa4b05c777' as EvmAddress;

let estate: LocalEstate;
let chain: Chain;
let proxy: EvmAddress;
let admin: EvmAddress;
let implementation: EvmAddress;
let contracts: Contract[];
let watch: Watching;

beforeAll(async () => {
  estate = await localEstate(56);
  chain = { name: 'bsc', id: estate.chain, rpc: [], depth: undefined };
  ({ proxy, admin, implementation } = await estate.token());
  contracts = [
    contractNamed('aBNBc', estate.account(proxy), {
      kind: 'proxy-token',
      admin: estate.account(admin),
      interface: ['mint(address,uint256)'],
    }),
  ];
  watch = watching(chain, [estate.node.ws], contracts);
  await watch.until((events) => events.length > 0, 'the first block');
});
afterAll(async () => {
  await watch.stop();
  await estate.node.close();
});

/** The effects of the block that an action is mined in. */
async function effectsAfter(action: () => Promise<unknown>): Promise<readonly Effect[]> {
  await action();
  const tip = await estate.block();
  await watch.reached(tip);
  return watch.blocks().find((block) => block.hash === tip.hash)?.effects ?? [];
}

describe('effects of a token behind a proxy', () => {
  it('takes the first sight as a baseline', () => {
    expect(watch.blocks()[0]?.effects).toEqual([]);
    expect(watch.blocks()[0]?.facts[0]).toMatchObject({
      implementation,
      owner: estate.deployer,
      paused: undefined,
      supply: { after: 0n },
    });
  });

  it('reports a mint and a burn from their events, once', async () => {
    const minted = await effectsAfter(() =>
      estate.send(proxy, callData('CertToken', 'mint(address,uint256)', THIEF, 1000n)),
    );
    expect(minted).toMatchObject([
      { kind: 'mint', asset: `eip155:56/erc20:${proxy}`, to: estate.account(THIEF), units: '1000' },
    ]);
    const burned = await effectsAfter(() =>
      estate.send(proxy, callData('CertToken', 'burn(address,uint256)', THIEF, 400n)),
    );
    expect(burned).toMatchObject([{ kind: 'burn', from: estate.account(THIEF), units: '400' }]);
  });

  it('reports an upgrade with old and new code hash', async () => {
    const next = await estate.deploy('CertTokenUnguarded');
    const effects = await effectsAfter(() =>
      estate.send(admin, callData('ProxyAdmin', 'upgrade(address,address)', proxy, next)),
    );
    const codeOf = async (address: EvmAddress): Promise<Hex> =>
      keccakOf(Buffer.from(String(await estate.node.rpc('eth_getCode', [address, 'latest'])).slice(2), 'hex'));
    expect(effects).toMatchObject([
      {
        kind: 'upgrade',
        proxy: estate.account(proxy),
        implementation: estate.account(next),
        codeHash: await codeOf(next),
        before: await codeOf(implementation),
      },
    ]);
  });

  it('reports an upgrade that hides its event', async () => {
    const effects = await effectsAfter(async () => {
      await estate.node.rpc('anvil_setStorageAt', [proxy, SLOT.implementation, wordOf(implementation)]);
      await estate.mine();
    });
    expect(effects).toMatchObject([
      {
        kind: 'upgrade',
        implementation: estate.account(implementation),
        evidence: [expect.stringContaining('no event says so')],
      },
    ]);
  });
});
