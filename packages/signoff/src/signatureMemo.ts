import { verifyIntentSignature, type VerifyIntentSignature } from './countSignoffs.ts';

/**
 * A verifier that remembers the last `limit` signatures it found good, so that counting
 * again costs no public-key arithmetic. It remembers the text with the signature, so a good
 * one says nothing about other bytes. Bad ones are not remembered.
 */
export function createSignatureMemo(
  limit = 4096,
  verify: VerifyIntentSignature = verifyIntentSignature,
): VerifyIntentSignature {
  const good = new Set<string>();
  return (signature, text) => {
    const key = `${signature.armored}\n${text}`;
    if (good.has(key)) return;
    verify(signature, text);
    const oldest = good.size >= limit ? good.keys().next() : undefined;
    if (oldest?.done === false) good.delete(oldest.value);
    good.add(key);
  };
}
