import { describe, expect, it } from 'vitest';
import type { RpcCall } from '../../rpcCall.ts';
import { currentFees, raisedFees, stillGood } from './fees.ts';

const gwei = (count: number): bigint => BigInt(Math.round(count * 1e9));
const node =
  (base: bigint | undefined, suggested: bigint | Error): RpcCall =>
  (method) => {
    if (method === 'eth_getBlockByNumber')
      return Promise.resolve(base === undefined ? {} : { baseFeePerGas: `0x${base.toString(16)}` });
    return suggested instanceof Error ? Promise.reject(suggested) : Promise.resolve(`0x${suggested.toString(16)}`);
  };

describe('what is offered for gas', () => {
  it.each([
    ['a quiet chain of EIP-1559', node(gwei(20), gwei(1)), { max: gwei(83), tip: gwei(3) }],
    ['a chain without a base fee', node(0n, gwei(0.05)), { max: gwei(0.15), tip: gwei(0.15) }],
    ['a node that suggests much, as after a pause of ours', node(gwei(20), gwei(8)), { max: gwei(88), tip: gwei(8) }],
    ['a node that suggests nothing', node(gwei(1), 0n), { max: gwei(4.3), tip: gwei(0.3) }],
    ['a node that knows no suggestion', node(gwei(1), new Error('no such method')), { max: gwei(7), tip: gwei(3) }],
    ['a chain before EIP-1559', node(undefined, gwei(1)), { max: gwei(3), tip: undefined }],
  ])('fits %s', async (_, rpc, expected) => {
    expect(await currentFees(rpc)).toEqual(expected);
  });

  it('is not taken from a node that answers nonsense', async () => {
    await expect(currentFees(() => Promise.resolve(null))).rejects.toMatchObject({ code: 'rpc-failed' });
  });

  it('rises by a quarter at least, in both parts, and to what holds now where that is more', () => {
    const before = { max: 100n, tip: 10n };
    expect(raisedFees(before, { max: 1n, tip: 1n })).toEqual({ max: 126n, tip: 13n });
    expect(raisedFees(before, { max: 500n, tip: 40n })).toEqual({ max: 500n, tip: 40n });
    expect(raisedFees(before, { max: 1n, tip: 200n })).toEqual({ max: 200n, tip: 200n });
    expect(raisedFees({ max: 100n, tip: undefined }, { max: 1n, tip: undefined })).toEqual({
      max: 126n,
      tip: undefined,
    });
  });

  it('is kept while the chain asks about the same', () => {
    const old = { max: 100n, tip: 10n };
    expect(stillGood(old, { max: 112n, tip: 11n })).toBe(true);
    expect(stillGood(old, { max: 140n, tip: 10n })).toBe(false);
    expect(stillGood(old, { max: 30n, tip: 10n })).toBe(false);
    expect(stillGood(old, { max: 100n, tip: 20n })).toBe(false);
    expect(stillGood(old, { max: 100n, tip: undefined })).toBe(false);
  });
});
