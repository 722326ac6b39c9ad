import type { Estate } from '@portcullis/model';
import { describe, expect, it } from 'vitest';
import { attributeSignature } from './attributeSignature.ts';
import { estateKeys } from './estateKeys.ts';
import { keyOf, readEstate } from './testing/sampleEstate.ts';

const estate = readEstate();

describe('the keys of an estate', () => {
  it('are found by their fingerprint', () => {
    expect([...estateKeys(estate).holders.values()].map((holder) => holder.custodian.id)).toEqual([
      'alice',
      'bob',
      'carol',
    ]);
    expect(estateKeys(estate)).toBe(estateKeys(estate));
  });

  it('that cannot sign off are faults, with the person and the reason', () => {
    const broken: Estate = {
      ...estate,
      custodians: [
        { ...estate.custodians[0]!, keys: [{ key: 'ssh-ed25519 AAAA', from: undefined, until: undefined }] },
      ],
    };
    expect(estateKeys(broken)).toMatchObject({
      faults: [{ custodian: 'alice', at: 0, fault: { code: 'bad-encoding' } }],
    });
    expect(estateKeys(broken).holders.size).toBe(0);
  });

  it('tell whose signature one claims to be', () => {
    expect(attributeSignature(keyOf('bob').sign('x'), estate)).toEqual({
      custodian: 'bob',
      key: expect.stringMatching(/^SHA256:/),
    });
    expect(() => attributeSignature(keyOf('mallory').sign('x'), estate)).toThrow(
      expect.objectContaining({ code: 'unknown-key' }),
    );
  });
});
