import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EvmAddress, keccakOf } from '@portcullis/model';
import { artifact } from '@portcullis/contracts';
import { expectedRuntimeCode } from '../code/expectedRuntimeCode.ts';
import { fetchRuntimeCode } from '../code/fetchRuntimeCode.ts';
import { connectEvm, type EvmClient } from '../rpc/connectEvm.ts';
import { type LocalEstate, localEstate, word } from '../testing/localEstate.ts';
import { SILENT } from '../testing/watching.ts';
import { inspectContract } from './inspectContract.ts';

let estate: LocalEstate;
let client: EvmClient;
beforeAll(async () => {
  estate = await localEstate(56);
  client = await connectEvm({ chain: estate.chain, endpoints: [estate.node.ws], clock: Date.now, log: SILENT });
});
afterAll(async () => {
  client.close();
  await estate.node.close();
});

describe('inspectContract', () => {
  it('finds the one key that can upgrade a proxy', async () => {
    const { proxy, admin, implementation } = await estate.token();
    const seen = await inspectContract(client, estate.account(proxy));
    const key = estate.account(estate.deployer);
    expect(seen).toMatchObject({
      proxy: { kind: 'eip1967', implementation: estate.account(implementation) },
      admin: { account: estate.account(admin), is: 'contract' },
      adminOwner: { account: key, is: 'key' },
      owner: { account: key, is: 'key' },
      paused: undefined,
      supply: 0n,
      soleKeys: [key],
    });
  });

  it('sees a plain account, and a pause', async () => {
    expect(await inspectContract(client, estate.account(estate.deployer))).toMatchObject({
      codeHash: undefined,
      proxy: undefined,
      owner: undefined,
      soleKeys: [],
    });
    const pausable = await estate.deploy('CertTokenV2Pausable', word(estate.deployer) + word(estate.deployer));
    expect(await inspectContract(client, estate.account(pausable))).toMatchObject({ paused: false, proxy: undefined });
  });
});

describe('code before it is deployed', () => {
  it('is told with its immutables, and is then what stands there', async () => {
    const creation = artifact('CertTokenV2').bytecode + word(estate.deployer);
    const expected = await expectedRuntimeCode(client, creation, estate.deployer);
    const address = await estate.deploy('CertTokenV2', word(estate.deployer));
    const code = await fetchRuntimeCode(client, address);
    expect(expected).toMatchObject({
      code,
      address,
      dependsOnAddress: false,
      codeHash: keccakOf(Buffer.from(code.slice(2), 'hex')),
    });
  });

  it('is refused where there is none', async () => {
    await expect(fetchRuntimeCode(client, `0x${'99'.repeat(20)}` as EvmAddress)).rejects.toMatchObject({
      code: 'bad-code',
    });
    await expect(expectedRuntimeCode(client, '0x60006000fd')).rejects.toMatchObject({ code: 'bad-code' });
    await expect(expectedRuntimeCode(client, '0x60006000f3')).rejects.toMatchObject({ code: 'bad-code' });
  });
});
