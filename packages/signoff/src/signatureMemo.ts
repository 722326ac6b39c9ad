import { verifyIntentSignature, type VerifyIntentSignature } from './countSignoffs.ts';
import { type SshSignature } from './ssh/sshSignature.ts';

/**
 * A verifier that remembers the last `limit` signatures it found good, so that counting
 * again costs no public-key arithmetic. It remembers the text with the signature, so a good
 * one says nothing about other bytes. Bad ones are not remembered.
 */
export function createSignatureMemo(limit = 4096): VerifyIntentSignature {
  const good = new Map<string, SshSignature>();
  return (armored, text) => {
    const key = `${armored}\n${text}`;
    const before = good.get(key);
    if (before !== undefined) return before;
    const signature = verifyIntentSignature(armored, text);
    const oldest = good.size >= limit ? good.keys().next() : undefined;
    if (oldest?.done === false) good.delete(oldest.value);
    good.set(key, signature);
    return signature;
  };
}
