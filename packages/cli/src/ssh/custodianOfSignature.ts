import type { Estate } from '@portcullis/model';
import { attributeSignature, SignoffFault } from '@portcullis/signoff';

/** Whose key a signature names, by the estate; undefined for a stranger's and for what is no signature. Proves nothing: it was not verified. */
export function custodianOfSignature(estate: Estate, armored: string): string | undefined {
  try {
    return attributeSignature(armored, estate).custodian;
  } catch (error) {
    if (error instanceof SignoffFault) return undefined;
    throw error;
  }
}
