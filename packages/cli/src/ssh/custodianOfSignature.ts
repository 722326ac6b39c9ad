import { type Estate } from '@portcullis/model';
import { parseSshSignature } from '@portcullis/signoff';
import { custodianOfKey } from './findSigningKey.ts';

/** Whose key a signature names, by the estate; undefined for a stranger's. Proves nothing: it was not verified. Throws SignoffFault for what is no signature. */
export function custodianOfSignature(estate: Estate, armored: string): string | undefined {
  const { key } = parseSshSignature(armored);
  return custodianOfKey(estate, `${key.algorithm} ${Buffer.from(key.blob).toString('base64')}`);
}
