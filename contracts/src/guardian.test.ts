import {
  type Abi,
  type Address,
  createTestClient,
  encodeFunctionData,
  getAddress,
  type Hex,
  http,
  publicActions,
  toFunctionSelector,
  walletActions,
} from 'viem';
import { generatePrivateKey, type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { artifact, type ContractName } from './artifact.ts';
import { type LocalNode, startLocalNode } from './localNode.ts';

let node: LocalNode;
const owners = [generatePrivateKey(), generatePrivateKey(), generatePrivateKey()]
  .map((key) => privateKeyToAccount(key))
  .toSorted((a, b) => (a.address.toLowerCase() < b.address.toLowerCase() ? -1 : 1));
const [pauser, stranger] = [
  privateKeyToAccount(generatePrivateKey()),
  privateKeyToAccount(generatePrivateKey()),
] as const;
const clientOf = () =>
  createTestClient({ mode: 'anvil', transport: http(node.http), pollingInterval: 20 })
    .extend(publicActions)
    .extend(walletActions);
let client: ReturnType<typeof clientOf>;
let guardian: Address;
let multisig: Address;
let pool: Address;

const abiOf = (name: ContractName): Abi => artifact(name).abi as unknown as Abi;

async function deploy(name: ContractName, args: readonly unknown[]): Promise<Address> {
  const hash = await client.deployContract({
    abi: abiOf(name),
    bytecode: artifact(name).bytecode,
    args: [...args],
    account: stranger,
    chain: null,
  });
  const { contractAddress } = await client.waitForTransactionReceipt({ hash });
  return getAddress(contractAddress ?? '0x');
}
/** Simulates, so that a refusal is thrown with its custom error; then sends and waits. */
async function call(
  name: ContractName,
  address: Address,
  functionName: string,
  args: readonly unknown[],
  account: PrivateKeyAccount,
): Promise<unknown> {
  const { request, result } = await client.simulateContract({ abi: abiOf(name), address, functionName, args, account });
  const receipt = await client.waitForTransactionReceipt({
    hash: await client.writeContract({ ...request, chain: null }),
  });
  expect(receipt.status).toBe('success');
  return result;
}
const read = (
  name: ContractName,
  address: Address,
  functionName: string,
  args: readonly unknown[] = [],
): Promise<unknown> => client.readContract({ abi: abiOf(name), address, functionName, args });

async function signed(
  to: Address,
  data: Hex,
  by: readonly PrivateKeyAccount[],
  nonce?: bigint,
): Promise<readonly [Address, Hex, readonly Hex[]]> {
  const message = { to, data, nonce: nonce ?? ((await read('Multisig', multisig, 'nonce')) as bigint) };
  const types = {
    Execute: [
      { name: 'to', type: 'address' },
      { name: 'data', type: 'bytes' },
      { name: 'nonce', type: 'uint256' },
    ],
  };
  const domain = { name: 'Multisig', chainId: 56, verifyingContract: multisig };
  return [
    to,
    data,
    await Promise.all(by.map((owner) => owner.signTypedData({ domain, types, primaryType: 'Execute', message }))),
  ];
}
const toGuardian = (functionName: string, args: readonly unknown[]): Hex =>
  encodeFunctionData({ abi: abiOf('Guardian'), functionName, args });
const asOwners = async (functionName: string, args: readonly unknown[]): Promise<unknown> =>
  call(
    'Multisig',
    multisig,
    'execute',
    await signed(guardian, toGuardian(functionName, args), owners.slice(0, 2)),
    stranger,
  );

beforeAll(async () => {
  node = await startLocalNode({ chainId: 56 });
  client = clientOf();
  for (const account of [pauser, stranger, ...owners])
    await client.setBalance({ address: account.address, value: 10n ** 20n });
  multisig = await deploy('Multisig', [owners.map((owner) => owner.address), 2n]);
  guardian = await deploy('Guardian', [multisig]);
  pool = await deploy('StakingPool', [stranger.address, 0n, guardian]);
  await asOwners('setPauser', [pool, pauser.address, true]);
});
afterAll(() => node.close());

describe('Guardian', () => {
  it('lets a pauser drop its target, twice without harm, and only the multisig raise it', async () => {
    expect(await call('Guardian', guardian, 'drop', [pool], pauser)).toBe(true);
    expect(await call('Guardian', guardian, 'drop', [pool], pauser)).toBe(true);
    expect(await read('StakingPool', pool, 'paused')).toBe(true);
    await expect(call('Guardian', guardian, 'raise', [pool], pauser)).rejects.toThrow('NotOwners');
    await asOwners('raise', [pool]);
    expect(await read('StakingPool', pool, 'paused')).toBe(false);
  });

  it('refuses a stranger, and a pauser of another target', async () => {
    await expect(call('Guardian', guardian, 'drop', [pool], stranger)).rejects.toThrow('NotPauser');
    await expect(call('Guardian', guardian, 'drop', [multisig], pauser)).rejects.toThrow('NotPauser');
  });

  it('gives a pauser no way to name pausers or to take over', async () => {
    await expect(call('Guardian', guardian, 'setPauser', [pool, stranger.address, true], pauser)).rejects.toThrow(
      'NotOwners',
    );
    await expect(call('Guardian', guardian, 'offerOwners', [pauser.address], pauser)).rejects.toThrow('NotOwners');
    await expect(call('Guardian', guardian, 'takeOwners', [], pauser)).rejects.toThrow('NotOffered');
    expect(Object.keys(artifact('Guardian').methods)).toHaveLength(8);
    expect(
      artifact('Guardian').abi.filter(
        (item) => item.type === 'receive' || item.type === 'fallback' || item['stateMutability'] === 'payable',
      ),
    ).toEqual([]);
  });

  it('forgets a dismissed pauser', async () => {
    await asOwners('setPauser', [pool, pauser.address, false]);
    await expect(call('Guardian', guardian, 'drop', [pool], pauser)).rejects.toThrow('NotPauser');
    await asOwners('setPauser', [pool, pauser.address, true]);
  });

  it.each([
    ['answers everything with 0', '0x60006000526020' + '6000f3', 'StillUp'],
    ['answers with two words', '0x60016000526040' + '6000f3', 'StillUp'],
    ['answers with 2', '0x60026000526020' + '6000f3', 'StillUp'],
    ['reverts', '0x60006000fd', 'StillUp'],
    ['burns all gas', '0x5b600056', 'StillUp'],
    ['has no code', '0x', 'NoCode'],
  ])('says so when a target %s', async (_, code, error) => {
    const target: Address = `0x${'7'.repeat(40)}`;
    await client.setCode({ address: target, bytecode: code as Hex });
    await asOwners('setPauser', [target, pauser.address, true]);
    await expect(call('Guardian', guardian, 'drop', [target], pauser)).rejects.toThrow(error);
  });

  it('does not believe a raise that the target did not follow', async () => {
    const target: Address = `0x${'7'.repeat(40)}`;
    await client.setCode({ address: target, bytecode: '0x600160005260206000f3' });
    await expect(asOwners('raise', [target])).rejects.toThrow('CallFailed');
  });

  it('hands the owners’ power over in two steps', async () => {
    await asOwners('offerOwners', [stranger.address]);
    expect(await read('Guardian', guardian, 'owners')).toBe(multisig);
    await call('Guardian', guardian, 'takeOwners', [], stranger);
    await expect(asOwners('raise', [pool])).rejects.toThrow('CallFailed');
    await call('Guardian', guardian, 'offerOwners', [multisig], stranger);
    await call('Multisig', multisig, 'execute', await signed(guardian, toGuardian('takeOwners', []), owners), stranger);
    expect(await read('Guardian', guardian, 'owners')).toBe(multisig);
  });
});

describe('Multisig', () => {
  const data = toGuardian('setPauser', [`0x${'1'.repeat(40)}`, `0x${'2'.repeat(40)}`, true]);
  const [first, second] = owners as [PrivateKeyAccount, PrivateKeyAccount, PrivateKeyAccount];

  it.each([
    ['one signature of two', [first], 'TooFew'],
    ['one owner twice', [first, first], 'BadSignature'],
    [
      'a stranger',
      [first, stranger].toSorted((a, b) => (a.address.toLowerCase() < b.address.toLowerCase() ? -1 : 1)),
      'BadSignature',
    ],
    ['owners out of order', [second, first], 'BadSignature'],
  ])('refuses %s', async (_, by, error) => {
    await expect(call('Multisig', multisig, 'execute', await signed(guardian, data, by), stranger)).rejects.toThrow(
      error,
    );
  });

  it('refuses signatures of an earlier nonce and other bytes', async () => {
    const old = await signed(guardian, data, [first, second]);
    await call('Multisig', multisig, 'execute', old, stranger);
    await expect(call('Multisig', multisig, 'execute', old, stranger)).rejects.toThrow('BadSignature');
    const [, , signatures] = await signed(guardian, data, [first, second]);
    await expect(
      call('Multisig', multisig, 'execute', [guardian, toGuardian('raise', [pool]), signatures], stranger),
    ).rejects.toThrow('BadSignature');
  });

  it.each([
    ['threshold 0', [first.address], 0n, 'BadThreshold(uint256,uint256)'],
    ['more than its owners', [first.address], 2n, 'BadThreshold(uint256,uint256)'],
    ['one owner twice', [first.address, first.address], 2n, 'BadOwner(address)'],
  ])('cannot be made with %s', async (_, who, threshold, error) => {
    await expect(deploy('Multisig', [who, threshold])).rejects.toThrow(toFunctionSelector(error));
  });
});
