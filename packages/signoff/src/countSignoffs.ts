import {
  type Estate,
  INTENT_NAMESPACE,
  type Intent,
  intentId,
  intentText,
  type Millis,
  type Signature,
} from '@portcullis/model';
import { checkIntent } from './checkIntent.ts';
import { estateKeys, type Holder } from './estateKeys.ts';
import { covers, showDates, showTime } from './life.ts';
import type { NeededQuorum } from './quorumOf.ts';
import { SignoffFault } from './signoffFault.ts';
import { parseSshSignature, type SshSignature } from './ssh/sshSignature.ts';
import { verifySshSignature } from './ssh/verifySshSignature.ts';
import type { CountedSignoff, Lack, RefusedSignoff, Tally } from './tally.ts';

/** How far the proposer's clock may run before the clock that stamps receipts. */
export const CLOCK_SKEW: Millis = 120_000;
const MAX_SIGNATURES = 256;

/** A signature as it came in, and as it was read. */
export interface IntentSignature {
  readonly armored: string;
  readonly parsed: SshSignature;
}

/** Verifies a signature over a text in the namespace of intents, or throws. `createSignatureMemo` gives one that remembers. */
export type VerifyIntentSignature = (signature: IntentSignature, text: string) => void;

export interface CountInput {
  readonly estate: Estate;
  readonly intent: Intent;
  readonly signatures: readonly Signature[];
  readonly verify?: VerifyIntentSignature | undefined;
}

/**
 * Counts the persons who signed an intent under an estate. Each signature either counts or
 * is refused with its reason; a person counts once, whatever the number of keys.
 *
 * Nobody suffices alone, but for `drop`: two different persons must have signed. The
 * proposer's name in an intent is only a claim until its owner signs, so a second person
 * is the only proof that the proposer did not approve alone. A proposer outside the group
 * proves the name by signing, without counting towards the quorum.
 *
 * Throws what `checkIntent` throws, and `too-many-signatures`.
 */
export function countSignoffs(input: CountInput): Tally {
  return countUnder(input, checkIntent(input.intent, input.estate));
}

/** Counts under a quorum found before. */
export function countUnder(
  { estate, intent, signatures, verify = verifyIntentSignature }: CountInput,
  quorum: NeededQuorum,
): Tally {
  if (signatures.length > MAX_SIGNATURES) {
    throw new SignoffFault('too-many-signatures', {
      message: 'More signatures than anybody needs.',
      found: String(signatures.length),
      expected: `at most ${MAX_SIGNATURES}`,
    });
  }
  const text = intentText(intent);
  const byPerson = new Map<string, CountedSignoff>();
  const refused: RefusedSignoff[] = [];
  const inOrder = signatures
    .map((signature, at) => ({ ...signature, at }))
    .toSorted((a, b) => a.received - b.received || a.at - b.at);
  for (const { at, signature, received } of inOrder) {
    const seen: { holder?: Holder; key?: string } = {};
    try {
      const counted = countOne({ estate, intent, quorum, text, signature, received, verify, seen, byPerson });
      byPerson.set(counted.custodian, counted);
    } catch (error) {
      if (!(error instanceof SignoffFault)) throw error;
      const { code, message, found, expected, remedy } = error;
      refused.push({ at, code, message, found, expected, remedy, custodian: seen.holder?.custodian.id, key: seen.key });
    }
  }
  const persons = [...byPerson.values()];
  const counted = persons.filter((person) => quorum.among.includes(person.custodian));
  const lacks = lacking(intent, quorum, counted.length, persons);
  return {
    intent: intentId(intent),
    quorum,
    counted,
    proposer: persons.find((person) => !quorum.among.includes(person.custodian)),
    refused: refused.toSorted((a, b) => a.at - b.at),
    waiting: quorum.among.filter((id) => !byPerson.has(id)),
    lacks,
    decided: lacks.length > 0 ? undefined : decidedAt(intent, quorum, persons),
  };
}

interface One {
  readonly estate: Estate;
  readonly intent: Intent;
  readonly quorum: NeededQuorum;
  readonly text: string;
  readonly signature: string;
  readonly received: Millis;
  readonly verify: VerifyIntentSignature;
  readonly seen: { holder?: Holder; key?: string };
  readonly byPerson: ReadonlyMap<string, CountedSignoff>;
}

function countOne({ estate, intent, quorum, text, signature, received, verify, seen, byPerson }: One): CountedSignoff {
  const parsed = parseSshSignature(signature);
  seen.key = parsed.key.fingerprint;
  const holder = estateKeys(estate).holders.get(parsed.key.fingerprint);
  if (holder !== undefined) seen.holder = holder;
  // Somebody else's signature: it may be perfect, and means nothing.
  if (holder === undefined)
    throw refuse(
      'unknown-key',
      'The key that signed belongs to no custodian.',
      parsed.key.fingerprint,
      'a key that the estate names',
    );
  checkHolder(holder, intent);
  // Only the group signs; the proposer may prove the name.
  const person = holder.custodian.id;
  if (!quorum.among.includes(person) && person !== intent.proposer) {
    throw refuse('outside-group', `${person} is not of the group that signs this.`, person, quorum.among.join(', '));
  }
  checkReceived(received, intent);
  verify({ armored: signature, parsed }, text);
  // One key or one person counted twice would meet a quorum of two alone (CVE-2020-6174, CVE-2020-15093).
  const before = byPerson.get(person);
  if (before !== undefined) {
    throw refuse(
      'person-counted',
      `${person} has signed already and counts once.`,
      `a second sign-off, by ${parsed.key.fingerprint}`,
      `one person once; ${before.key} counts`,
    );
  }
  return { custodian: person, key: parsed.key.fingerprint, received };
}

/** Whether the holder of a key may sign this intent. Throws `key-of-two`, `custodian-left`, `custodian-out-of-dates`, `key-out-of-dates`. */
function checkHolder({ custodian, entry, sharedWith }: Holder, intent: Intent): void {
  if (sharedWith !== undefined) {
    throw refuse(
      'key-of-two',
      'This key is listed for two persons and counts for neither.',
      `${custodian.id} and ${sharedWith}`,
      'a key of one person',
    );
  }
  // A former employee's key still works everywhere but here.
  if (custodian.status === 'left')
    throw refuse('custodian-left', `${custodian.id} has left.`, 'status left', 'status active');
  const life = `the whole life of the intent, ${showDates({ from: intent.created, until: intent.expires })}`;
  if (!covers(custodian, intent))
    throw refuse(
      'custodian-out-of-dates',
      `${custodian.id} is not a custodian for all of the intent’s life.`,
      showDates(custodian),
      life,
    );
  if (!covers(entry, intent))
    throw refuse('key-out-of-dates', 'The key is not valid for all of the intent’s life.', showDates(entry), life);
}

function checkReceived(received: Millis, intent: Intent): void {
  if (received < intent.created - CLOCK_SKEW)
    throw refuse(
      'too-early',
      'The sign-off came before the intent was made.',
      showTime(received),
      `${showTime(intent.created)} or later`,
    );
  if (received >= intent.expires)
    throw refuse(
      'too-late',
      'The sign-off came when the intent had expired.',
      showTime(received),
      `before ${showTime(intent.expires)}`,
    );
}

function lacking(intent: Intent, quorum: NeededQuorum, counted: number, persons: readonly CountedSignoff[]): Lack[] {
  const lacks: Lack[] = [];
  if (counted < quorum.needed) {
    lacks.push({
      code: 'quorum-short',
      message: `The policy ${quorum.name} needs more persons.`,
      found: `${counted} of ${quorum.needed}`,
      expected: `${quorum.needed} of ${quorum.among.join(', ')}`,
    });
  }
  if (intent.kind !== 'drop' && persons.length === 1) {
    const [only] = persons;
    lacks.push({
      code: 'proposer-alone',
      message: 'Nobody approves alone what they may have proposed themselves.',
      found: `only ${only?.custodian} signed`,
      expected:
        only?.custodian === intent.proposer
          ? 'a second person'
          : `a second person, such as the proposer ${intent.proposer}`,
    });
  }
  return lacks;
}

/** The receipt of the sign-off with which nothing lacked any more; never before `created`, so that a claimed receipt cannot shorten a delay. */
function decidedAt(intent: Intent, quorum: NeededQuorum, persons: readonly CountedSignoff[]): Millis | undefined {
  for (let upTo = 1; upTo <= persons.length; upTo++) {
    const some = persons.slice(0, upTo);
    const counted = some.filter((person) => quorum.among.includes(person.custodian)).length;
    if (lacking(intent, quorum, counted, some).length === 0)
      return Math.max(persons[upTo - 1]?.received ?? 0, intent.created);
  }
  return undefined;
}

/** Verifies a signature over an intent's text. Throws what `verifySshSignature` throws. */
export function verifyIntentSignature({ parsed }: IntentSignature, text: string): void {
  verifySshSignature({ signature: parsed, message: text, namespace: INTENT_NAMESPACE });
}

function refuse(code: SignoffFault['code'], message: string, found: string, expected: string): SignoffFault {
  return new SignoffFault(code, { message, found, expected });
}
