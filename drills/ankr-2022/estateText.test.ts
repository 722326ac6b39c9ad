import { parseEstate } from '@portcullis/model';
import type { Address } from 'viem';
import { describe, expect, it } from 'vitest';
import { actor } from '../src/chain.ts';
import { seeded } from '../src/seeded.ts';
import { estateText, GATES } from './estateText.ts';
import type { World } from './world.ts';

const address = (n: number): Address => `0x${String(n).repeat(40)}`;
const at = {
  token: address(1),
  proxyAdmin: address(2),
  pool: address(3),
  guardian: address(4),
  bnbPair: address(5),
  usdcPair: address(6),
};
const world = {
  at,
  chain: { node: { ws: 'ws://127.0.0.1:1', http: 'http://127.0.0.1:1' } },
  people: { desk: actor('desk', seeded(1).key('desk')) },
} as unknown as World;
const custodians = ['alice', 'bob', 'carol'].map((id, n) => ({
  id,
  keyFile: `/k/${id}`,
  publicKey: `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA${n} ${id}`,
}));

describe('the estate file of the drill', () => {
  it.each([true, false])('is one that Portcullis reads, token first: %s', (tokenFirst) => {
    const parsed = parseEstate(estateText({ world, custodians, receiver: 'http://127.0.0.1:2', port: 3, tokenFirst }));
    expect(parsed).toMatchObject({ ok: true });
    if (!parsed.ok) return;
    expect(parsed.estate.gates.map((gate) => gate.id)).toEqual(GATES);
    const pair = parsed.estate.gates.find((gate) => gate.id === 'bnb-pair-pause');
    expect(pair?.lever === 'evm-pause' && pair.targets.length).toBe(tokenFirst ? 2 : 1);
    expect(parsed.estate.contracts[0]?.interface).toContain('mint(address,uint256)');
  });
});
