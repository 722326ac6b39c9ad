import type { Finding } from '@portcullis/model';
import type { Hex } from 'viem';
import { describe, expect, it } from 'vitest';
import { falseAlarms, missedDeeds } from './measure.ts';
import type { Deed } from './theft.ts';

const hash = (digit: string): Hex => `0x${digit.repeat(64)}`;
const deed = (kind: Deed['kind'], block: number, digit: string, ok = true): Deed => ({
  kind,
  mined: { hash: hash(digit), block, ok },
});
const finding = (rule: string, block: number, digit?: string): Finding =>
  ({
    rule,
    position: {
      chain: 'eip155:56',
      block,
      hash: hash('f'),
      index: 0,
      ...(digit === undefined ? {} : { tx: hash(digit) }),
    },
  }) as unknown as Finding;

const deeds = [
  deed('deploy', 1, '1'),
  deed('upgrade', 2, '2'),
  deed('mint', 3, '3'),
  deed('mint', 3, '4'),
  deed('mint', 4, '5', false),
];

describe('what a drill counts', () => {
  it('misses an upgrade or a mint that went through and that no finding names', () => {
    expect(missedDeeds(deeds, [])).toHaveLength(3);
    expect(missedDeeds(deeds, [finding('upgrade.unpermitted', 2), finding('mint.unpermitted', 3, '3')])).toEqual([
      deeds[3],
    ]);
    expect(
      missedDeeds(deeds, [
        finding('upgrade.unpermitted', 2, '2'),
        finding('mint.unpermitted', 3, '3'),
        finding('mint.unpermitted', 3, '4'),
      ]),
    ).toEqual([]);
  });

  it('does not take a finding of another kind in the same block for the right one', () => {
    expect(missedDeeds(deeds.slice(1, 2), [finding('supply.unbacked', 2)])).toHaveLength(1);
  });

  it('calls everything else a false alarm', () => {
    expect(falseAlarms(deeds, [finding('supply.unbacked', 3), finding('mint.unpermitted', 3, '3')])).toEqual([]);
    expect(falseAlarms(deeds, [finding('mint.unpermitted', 3, '9'), finding('upgrade.unpermitted', 9)])).toHaveLength(
      2,
    );
  });
});
