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
    throw new CliFault('signature-refused', {
      message,
      found: `${found ?? 'this signature'} (${code})`,
      expected,
      remedy,
      cause: error,
    });
  }
  const custodian = custodianOfSignature(estate, own.signature);
  const before = countSignoffs({ estate, intent, signatures });
  const after = countSignoffs({ estate, intent, signatures: [...signatures, own] });
  if (custodian !== undefined && after.counted.length > before.counted.length) return custodian;
  // A proposer outside the group proves the name by signing, and that is worth sending.
  if (custodian !== undefined && before.proposer === undefined && after.proposer?.custodian === custodian)
    return custodian;
  const refusal = after.refused.find((one) => one.at === signatures.length);
  throw new CliFault('signature-refused', {
    message: refusal?.message ?? 'This sign-off does not count.',
    found: `${refusal?.found ?? 'this signature'} (${refusal?.code ?? 'not counted'})`,
    expected: refusal?.expected ?? `a first sign-off by one of ${before.waiting.join(', ')}`,
    remedy: refusal?.remedy,
  });
}
