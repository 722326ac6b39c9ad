import { type Bundle, type Estate, Fault, INTENT_NAMESPACE, intentText, type Signature } from '@portcullis/model';
import { countSignoffs, verifySshSignature } from '@portcullis/signoff';
import { CliFault } from '../cliFault.ts';
import { custodianOfSignature } from './custodianOfSignature.ts';

/**
 * Checks a signature before it is handed in, so that the reason of a refusal is told to the one
 * who can mend it. Returns the custodian it counts for. Throws `signature-refused` for one that is
 * broken, over other bytes or in another namespace, of a stranger, of somebody who signed already,
 * of a key out of its dates.
 */
export function checkOwnSignature(estate: Estate, bundle: Bundle, own: Signature): string {
  const { signatures, intent } = bundle;
  try {
    verifySshSignature({ signature: own.signature, message: intentText(intent), namespace: INTENT_NAMESPACE });
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const { message, code, found, expected, remedy } = error;
    throw new CliFault('signature-refused', { message, found: `${found ?? 'this signature'} (${code})`, expected, remedy, cause: error });
  }
  const custodian = custodianOfSignature(estate, own.signature);
  const before = countSignoffs({ estate, intent, signatures });
  const after = countSignoffs({ estate, intent, signatures: [...signatures, own] });
  if (custodian !== undefined && after.counted.length > before.counted.length) return custodian;
  const refusal = after.refused.at(-1);
  throw new CliFault('signature-refused', {
    message: refusal?.why ?? 'This sign-off does not count.',
    found: `${custodian === undefined ? 'a key that is not in the estate' : `a signature by ${custodian}`}${refusal === undefined ? '' : ` (${refusal.code})`}`,
    expected: before.missing.length === 0 ? 'nothing more: all have signed' : `a first sign-off by one of ${before.missing.join(', ')}`,
  });
}
