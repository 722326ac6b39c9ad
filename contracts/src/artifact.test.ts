import { describe, expect, it } from 'vitest';
import { artifact, CONTRACTS } from './artifact.ts';

describe('the committed artifacts', () => {
  it('know their selectors and where immutables stand', () => {
    expect(artifact('Guardian').methods).toMatchObject({
      'drop(address)': '0x91f2700a',
      'raise(address)': expect.any(String),
    });
    expect(Object.keys(artifact('CertTokenV2').immutableReferences)).toHaveLength(1);
    expect(Object.keys(artifact('CertToken').immutableReferences)).toHaveLength(0);
  });

  it('fit into a block', () => {
    for (const name of CONTRACTS) expect(artifact(name).runtime.length / 2, name).toBeLessThan(24_576);
  });
});
