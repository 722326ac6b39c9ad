import { artifact, type LocalNode, startLocalNode } from '@portcullis/contracts';
import { keccakOf } from '@portcullis/model';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkOutput } from './output/checkOutput.ts';
import { initOutput } from './output/initOutput.ts';
import { type Gatehouse, makeGatehouse } from './testing/gatehouse.ts';
import { type Ran, runPortcullis } from './testing/runPortcullis.ts';

const PROXY = `0x${'a1'.repeat(20)}`;
const OLD = `0x${'b2'.repeat(20)}`;
const NEW = `0x${'c3'.repeat(20)}`;
const EVIL = `0x${'d4'.repeat(20)}`;
const ADMIN = `0x${'e5'.repeat(20)}`;
const POOL = `0x${'f6'.repeat(20)}`;
const LONE = `0x${'17'.repeat(20)}`;
const IMPLEMENTATION = '0x360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc';
const ADMIN_SLOT = '0xb53127684a568b3173ae13b9f8a6016e243e63b6e8ee1178d6a717850b5d6103';
const word = (address: string): string => `0x${address.slice(2).padStart(64, '0')}`;

let node: LocalNode;
let house: Gatehouse;
const run = (...args: string[]): Promise<Ran> => runPortcullis(house.directory, args);

beforeAll(async () => {
  node = await startLocalNode({ chainId: 56 });
  const code = (at: string, text: string): Promise<unknown> => node.rpc('anvil_setCode', [at, text]);
  await code(PROXY, artifact('TransparentUpgradeableProxy').runtime);
  await code(OLD, artifact('CertToken').runtime);
  await code(NEW, artifact('CertTokenV2').runtime);
  await code(EVIL, artifact('CertTokenUnguarded').runtime);
  await code(ADMIN, artifact('ProxyAdmin').runtime);
  await code(POOL, artifact('StakingPool').runtime);
  await node.rpc('anvil_setStorageAt', [PROXY, IMPLEMENTATION, word(OLD)]);
  await node.rpc('anvil_setStorageAt', [PROXY, ADMIN_SLOT, word(ADMIN)]);
  await node.rpc('anvil_setStorageAt', [ADMIN, word('0x0'), word(LONE)]);
  house = makeGatehouse(
    `chains:\n  local: {id: 'eip155:56', rpc: ['${node.ws}']}\ncontracts:\n  - {id: token, at: 'eip155:56:${PROXY}', kind: proxy-token, admin: 'eip155:56:${ADMIN}'}\n`,
  );
});
afterAll(async () => {
  await node.close();
  house.remove();
});
const propose = (...more: string[]): Promise<Ran> => run('propose', 'upgrade', 'token', '--as', 'alice', ...more);

describe('an upgrade, on a real chain', () => {
  it('is proposed by the address of the new code, and shown old against new', async () => {
    const { exit, out } = await propose('--implementation', NEW, '--out', 'new.json');
    expect(exit).toBe(0);
    expect(out).toMatch(/\+ added 0x[0-9a-f]{8}/);
    expect(out).toContain(keccakOf(Buffer.from(artifact('CertTokenV2').runtime.slice(2), 'hex')));
    const signed = await run('sign', 'new.json', '--key', 'bob', '--yes');
    expect([signed.exit, signed.out]).toEqual([0, expect.stringContaining('functions unchanged')]);
  });

  it('shows the back door to whoever signs', async () => {
    await propose('--implementation', EVIL, '--out', 'evil.json');
    const { out } = await run('sign', 'evil.json', '--print');
    expect(out).toMatch(/\+ added 0x3b3a5522 .*IN THE FALLBACK/);
  });

  it('is not signed when other code stands at the address by then', async () => {
    await propose('--implementation', NEW, '--out', 'swapped.json');
    await node.rpc('anvil_setCode', [NEW, artifact('CertTokenUnguarded').runtime]);
    const { exit, err } = await run('sign', 'swapped.json', '--key', 'bob', '--yes');
    await node.rpc('anvil_setCode', [NEW, artifact('CertTokenV2').runtime]);
    expect([exit, err]).toEqual([1, expect.stringContaining('not the code of the intent')]);
  });

  it('is proposed from an artifact, whose immutables are asked for and filled in', async () => {
    const { runtime, immutableReferences, abi } = artifact('CertTokenV2');
    house.write(
      'token.json',
      JSON.stringify({ abi, evm: { deployedBytecode: { object: runtime.slice(2), immutableReferences } } }),
    );
    const asked = await propose('--artifact', 'token.json', '--out', 'artifact.json');
    expect([asked.exit, asked.err]).toEqual([2, expect.stringContaining('--immutable')]);
    const ids = Object.keys(immutableReferences);
    const { exit, out } = await propose(
      '--artifact',
      'token.json',
      '--immutable',
      ...ids.map((id) => `${id}=${LONE}`),
      '--out',
      'artifact.json',
    );
    expect(exit).toBe(0);
    expect(out).toContain('ratio()');
  });

  it('is refused where no code is', async () => {
    const { exit, err } = await propose('--implementation', LONE, '--out', 'none.json');
    expect([exit, err]).toEqual([2, expect.stringContaining('No code')]);
  });
});

describe('check and init, on a real chain', () => {
  it('find the one key that can upgrade alone', async () => {
    const { out } = await run('check', '--json');
    const { asked, holes } = checkOutput.parse(JSON.parse(out));
    expect(asked).toEqual(['eip155:56']);
    expect(holes).toContainEqual(
      expect.objectContaining({ rule: 'one-key-suffices', severity: 'critical', why: expect.stringContaining(LONE) }),
    );
  });

  it('find that the endpoint serves another chain', async () => {
    house.write('other.yaml', house.read('portcullis.yaml').replaceAll('eip155:56', 'eip155:1'));
    const { exit, out } = await run('check', '--estate', 'other.yaml', '--json');
    expect([exit, checkOutput.parse(JSON.parse(out)).holes.map(({ rule }) => rule)]).toEqual([
      1,
      expect.arrayContaining(['wrong-chain']),
    ]);
  });

  it('find a lever that would not work', async () => {
    house.write('lever.key', `0x${'11'.repeat(32)}`);
    house.write(
      'lever.yaml',
      house
        .read('portcullis.yaml')
        .replace(
          'gates:',
          `gates:\n  - {id: pool, lever: evm-pause, key: {file: lever.key}, targets: [{pauses: 'eip155:56:${POOL}'}]}`,
        ),
    );
    const { out } = await run('check', '--estate', 'lever.yaml', '--json');
    const rules = checkOutput.parse(JSON.parse(out)).holes.map(({ rule }) => rule);
    expect(rules).toEqual(
      expect.arrayContaining(['lever-without-gas', 'lever-simulation-fails', 'secret-readable-by-others']),
    );
  });

  it('read what contracts are', async () => {
    const { out } = await run(
      'init',
      '--yes',
      '--estate',
      'read.yaml',
      '--custodian',
      'alice=alice.pub',
      '--rpc',
      node.http,
      '--contract',
      PROXY,
      POOL,
      '--json',
    );
    const { chain, contracts } = initOutput.parse(JSON.parse(out));
    expect(chain).toBe('eip155:56');
    expect(contracts).toMatchObject([
      { kind: 'proxy-token', admin: `eip155:56:${ADMIN}` },
      { kind: 'contract', pausable: true },
    ]);
    expect((await run('check', '--offline', '--estate', 'read.yaml')).exit).toBe(1);
  });
});
