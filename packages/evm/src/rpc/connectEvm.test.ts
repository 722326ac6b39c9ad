import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalEstate, localEstate } from '../testing/localEstate.ts';
import { SILENT } from '../testing/watching.ts';
import { connectEvm } from './connectEvm.ts';

let estate: LocalEstate;
beforeAll(async () => {
  estate = await localEstate(56);
});
afterAll(() => estate.node.close());

describe('a client of a chain', () => {
  it('tells of a call once it is on its way, before its answer, and of none that never left', async () => {
    const told: string[] = [];
    const client = await connectEvm({
      chain: estate.chain,
      endpoints: [estate.node.ws],
      clock: Date.now,
      log: SILENT,
      onSent: (calls) => told.push(...calls.map(({ method }) => method)),
    });
    const answer = client.call('eth_blockNumber', []).then(() => told.push('answered'));
    expect(told).toEqual([]);
    await answer;
    expect(told).toEqual(['eth_blockNumber', 'answered']);
    client.close();
    await expect(client.call('eth_gasPrice', [])).rejects.toMatchObject({ code: 'stopped' });
    expect(told).not.toContain('eth_gasPrice');
  });
});
