import { type Estate, formatDuration, type Intent } from '@portcullis/model';
import { touches } from './life.ts';
import { type NeededQuorum, quorumOf } from './quorumOf.ts';
import { SignoffFault } from './signoffFault.ts';

/**
 * Whether an intent can be signed at all under an estate; gives the quorum it needs.
 * Throws `wrong-estate` and what `checkIntentUnder` throws.
 */
export function checkIntent(intent: Intent, estate: Estate): NeededQuorum {
  // Signatures collected under a lax estate must not count under a strict one, nor the other way round.
  if (intent.estate !== estate.digest) {
    throw new SignoffFault('wrong-estate', {
      message: 'The intent was made for another version of the estate.',
      found: intent.estate,
      expected: `${estate.digest}, the estate "${estate.name}" in force`,
      remedy: 'Propose it again under the estate in force.',
    });
  }
  return checkIntentUnder(intent, estate);
}

/** As `checkIntent`, whatever estate the intent names. Throws `unknown-proposer`, `unknown-gate`, `no-policy`, `impossible-quorum`, `lifetime-too-long`. */
export function checkIntentUnder(intent: Intent, estate: Estate): NeededQuorum {
  const proposer = estate.custodians.find((person) => person.id === intent.proposer);
  if (proposer === undefined || proposer.status !== 'active' || !touches(proposer, intent)) {
    throw new SignoffFault('unknown-proposer', {
      message: 'The proposer is not an active custodian of the estate.',
      found: `${intent.proposer}${proposer === undefined ? '' : ` (${proposer.status === 'left' ? 'left' : 'out of dates'})`}`,
      expected: `one of ${estate.custodians
        .filter((person) => person.status === 'active')
        .map((person) => person.id)
        .join(', ')}`,
    });
  }
  if ((intent.kind === 'drop' || intent.kind === 'raise') && !estate.gates.some((gate) => gate.id === intent.gate)) {
    throw new SignoffFault('unknown-gate', {
      message: 'The estate has no such gate.',
      found: intent.gate,
      expected: `one of ${estate.gates.map((gate) => gate.id).join(', ') || '(none declared)'}`,
    });
  }
  const quorum = quorumOf(estate, intent);
  // A permit that never ends is a key left under the mat.
  const life = intent.expires - intent.created;
  if (life > quorum.policy.expires) {
    throw new SignoffFault('lifetime-too-long', {
      message: `The intent lives longer than the policy ${quorum.name} allows.`,
      found: formatDuration(life),
      expected: `at most ${formatDuration(quorum.policy.expires)}`,
      remedy: 'Propose it again with an earlier expiry.',
    });
  }
  return quorum;
}
