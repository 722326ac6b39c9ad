import type { Estate } from '@portcullis/model';
import { estateKeys } from './estateKeys.ts';
import { SignoffFault } from './signoffFault.ts';
import { parseSshSignature } from './ssh/sshSignature.ts';

/** Whose key a signature names, for the entry that records it. Proves nothing: counting does. Throws `unknown-key` and what `parseSshSignature` throws. */
export function attributeSignature(
  armored: string,
  estate: Estate,
): { readonly custodian: string; readonly key: string } {
  const { fingerprint } = parseSshSignature(armored).key;
  const holder = estateKeys(estate).holders.get(fingerprint);
  if (holder !== undefined) return { custodian: holder.custodian.id, key: fingerprint };
  throw new SignoffFault('unknown-key', {
    message: 'The key that signed belongs to no custodian.',
    found: fingerprint,
    expected: 'a key that the estate names',
    remedy: 'Sign with your own key of the estate.',
  });
}
