import type { Estate, Millis, Permit } from '@portcullis/model';
import { checkIntentUnder } from './checkIntent.ts';
import { countUnder, type VerifyIntentSignature } from './countSignoffs.ts';
import { type NextWindow, permitOf } from './permitOf.ts';
import { SignoffFault } from './signoffFault.ts';
import type { IntentRecord } from './signoffState.ts';

/**
 * What becomes of an intent when the estate changes. An intent that still lacks sign-offs is
 * void: it must be proposed again. A permit stays only as far as its signatures would also
 * meet the new estate's policy, with the later start and the earlier end of both; otherwise it
 * ends at the moment of the change. So a change tightens at once and never loosens: taking a
 * stolen key or a leaver out of the estate takes back what only they made possible, and a
 * change that has nothing to do with it disturbs nothing.
 */
export function carryOver(
  record: IntentRecord,
  estate: Estate,
  at: Millis,
  tools: { readonly verify: VerifyIntentSignature; readonly nextWindow: NextWindow },
): IntentRecord {
  const { permit } = record;
  const refusal = record.refusal ?? {
    code: 'wrong-estate' as const,
    message: 'The estate changed before the intent was fully signed.',
    found: record.intent.estate,
    expected: estate.digest,
  };
  if (permit === undefined) return { ...record, refusal };
  if (permit.until <= at) return record;
  const again = permitUnder(record, estate, tools);
  const from = Math.max(permit.from, again?.from ?? permit.from);
  const until = Math.min(permit.until, again?.until ?? at);
  // What happened under it before the change stays permitted; an empty span says that nothing may.
  return {
    ...record,
    permit: { ...permit, from: Math.min(from, Math.max(until, permit.from)), until: Math.max(until, permit.from) },
  };
}

function permitUnder(
  { intent, signatures }: IntentRecord,
  estate: Estate,
  { verify, nextWindow }: { readonly verify: VerifyIntentSignature; readonly nextWindow: NextWindow },
): Permit | undefined {
  // A change of the estate was signed by those it replaces: it must not be carried out on top of another change.
  if (intent.kind === 'estate') return undefined;
  try {
    const tally = countUnder({ estate, intent, signatures, verify }, checkIntentUnder(intent, estate));
    return permitOf({ estate, intent, tally, nextWindow });
  } catch (error) {
    if (!(error instanceof SignoffFault)) throw error;
    return undefined;
  }
}
