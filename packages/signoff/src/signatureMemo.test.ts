import { describe, expect, it } from 'vitest';
import { type IntentSignature, verifyIntentSignature } from './countSignoffs.ts';
import { createSignatureMemo } from './signatureMemo.ts';
import { parseSshSignature } from './ssh/sshSignature.ts';
import { createSoftKey } from './testing/softKey.ts';

function signed(text: string): IntentSignature {
  const armored = createSoftKey('ed25519').sign(text);
  return { armored, parsed: parseSshSignature(armored) };
}
const signature = signed('text');

/** A memo, and how many signatures it really verified. */
function counting(limit?: number) {
  const seen: string[] = [];
  const verify = createSignatureMemo(limit, (one, text) => {
    seen.push(text);
    verifyIntentSignature(one, text);
  });
  return { verify, seen };
}

describe('a verifier that remembers', () => {
  it('verifies a good signature once', () => {
    const { verify, seen } = counting();
    for (let i = 0; i < 3; i += 1) verify(signature, 'text');
    expect(seen).toEqual(['text']);
  });

  it('does not take a good signature as good for other bytes', () => {
    const { verify, seen } = counting();
    verify(signature, 'text');
    for (let i = 0; i < 2; i += 1)
      expect(() => verify(signature, 'other')).toThrow(expect.objectContaining({ code: 'bad-signature' }));
    expect(seen).toEqual(['text', 'other', 'other']);
  });

  it('forgets the oldest', () => {
    const { verify, seen } = counting(1);
    verify(signature, 'text');
    verify(signed('more'), 'more');
    verify(signature, 'text');
    expect(seen).toEqual(['text', 'more', 'text']);
  });
});
