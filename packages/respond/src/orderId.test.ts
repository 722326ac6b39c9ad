import { describe, expect, it } from 'vitest';
import { idOf, orderId } from './orderId.ts';

describe('the id of an order', () => {
  it('follows from what moves where by whom, and from nothing else', () => {
    expect(orderId('drop', 'pool', { finding: 'f1' })).toBe('drop:pool:f1');
    expect(orderId('raise', 'pool', { intent: `sha256:${'a'.repeat(64)}` as never })).toBe(
      `raise:pool:sha256:${'a'.repeat(64)}`,
    );
  });

  it('stays short enough for every key made of it, and one of a kind, however long the finding’s id is', () => {
    const long = 'f'.repeat(400);
    const [one, other] = [
      orderId('drop', 'g'.repeat(64), { finding: `${long.slice(1)}a` }),
      orderId('drop', 'g'.repeat(64), { finding: `${long.slice(1)}b` }),
    ];
    expect(one).not.toBe(other);
    for (const id of [one, other, idOf('gate.moved', one, `page/${'p'.repeat(64)}/15`)])
      expect(`undelivered:${id}:64`.length).toBeLessThanOrEqual(400);
  });
});
