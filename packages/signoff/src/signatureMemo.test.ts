import { INTENT_NAMESPACE } from '@portcullis/model';
import { describe, expect, it } from 'vitest';
import { createSignatureMemo } from './signatureMemo.ts';
import { createSoftKey } from './testing/softKey.ts';

const signature = createSoftKey('ed25519').sign('text', { namespace: INTENT_NAMESPACE });

describe('a verifier that remembers', () => {
  it('gives the same answer again', () => {
    const verify = createSignatureMemo();
    expect(verify(signature, 'text')).toBe(verify(signature, 'text'));
  });

  it('does not take a good signature as good for other bytes', () => {
    const verify = createSignatureMemo();
    verify(signature, 'text');
    expect(() => verify(signature, 'other')).toThrow(expect.objectContaining({ code: 'bad-signature' }));
    expect(() => verify(signature, 'other')).toThrow(expect.objectContaining({ code: 'bad-signature' }));
  });

  it('forgets the oldest', () => {
    const verify = createSignatureMemo(1);
    const first = verify(signature, 'text');
    verify(createSoftKey('ed25519').sign('more'), 'more');
    expect(verify(signature, 'text')).not.toBe(first);
  });
});
