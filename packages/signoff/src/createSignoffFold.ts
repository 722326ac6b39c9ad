import {
  digestOf,
  type Digest,
  type Entry,
  type Estate,
  type Intent,
  intentId,
  type Millis,
  parseEstate,
  type Permit,
  type Recorded,
  type Signature,
} from '@portcullis/model';
import { carryOver } from './carryOver.ts';
import { checkIntent } from './checkIntent.ts';
import { countUnder, type VerifyIntentSignature } from './countSignoffs.ts';
import { type NextWindow, permitOf } from './permitOf.ts';
import { createSignatureMemo } from './signatureMemo.ts';
import { SignoffFault } from './signoffFault.ts';
import type { IntentRecord, Refusal, RejectedEntry, SignoffState } from './signoffState.ts';

/**
 * A fold from the journal's entries to who may do what. It believes no entry: every estate
 * change is counted again from its signatures, every signature verified again.
 *
 * `step` takes over the state it is given and returns it: hold no older one. (A copy of a
 * million permits for each sign-off would make a refold quadratic.)
 */
export interface SignoffFold {
  init(): SignoffState;
  step(state: SignoffState, recorded: Recorded): SignoffState;
}

interface Draft {
  estate: Estate | undefined;
  readonly intents: Map<Digest, IntentRecord>;
  readonly permits: Map<Digest, Permit>;
  readonly rejected: RejectedEntry[];
}

type Body<Type extends Entry['type']> = Extract<Entry, { type: Type }>['body'];

/** Makes the fold. Deterministic: the same entries give the same state. */
export function createSignoffFold({ nextWindow }: { readonly nextWindow: NextWindow }): SignoffFold {
  const verify = createSignatureMemo();
  return {
    init: (): Draft => ({ estate: undefined, intents: new Map(), permits: new Map(), rejected: [] }),
    step(state, { index, entry }) {
      const draft = state as Draft;
      try {
        switch (entry.type) {
          case 'estate.adopted':
            adopt(draft, entry.body, entry.at.ms, { verify, nextWindow });
            break;
          case 'intent.proposed':
            propose(draft, entry.body.intent, { index, at: entry.at.ms });
            break;
          case 'signoff.given':
            signOff(draft, entry.body, entry.at.ms, { verify, nextWindow });
            break;
          default:
        }
      } catch (error) {
        if (!(error instanceof SignoffFault)) throw error;
        draft.rejected.push({ index, key: entry.key, ...refusalOf(error) });
      }
      return draft;
    },
  };
}

interface Tools {
  readonly verify: VerifyIntentSignature;
  readonly nextWindow: NextWindow;
}

function adopt(draft: Draft, body: Body<'estate.adopted'>, at: Millis, tools: Tools): void {
  const before = draft.estate;
  if (before?.digest === body.digest && digestOf(body.text) === body.digest) return;
  const estate = readEstate(body);
  if (before !== undefined) spendEstateIntent(draft, before, body, at);
  draft.estate = estate;
  if (before === undefined) return;
  for (const record of draft.intents.values()) {
    if (record.adopted || record.tally === undefined) continue;
    replace(draft, carryOver(record, estate, at, tools));
  }
}

function readEstate(body: Body<'estate.adopted'>): Estate {
  const parsed = parseEstate(body.text);
  if (!parsed.ok) {
    const [first] = parsed.faults;
    throw new SignoffFault('bad-estate', {
      message: 'The estate in this entry cannot be read.',
      found: `line ${first?.line}: ${first?.found}`,
      expected: first?.expected ?? 'an estate file',
    });
  }
  if (parsed.estate.digest !== body.digest) {
    throw new SignoffFault('bad-estate', {
      message: 'The entry names another digest than its text has.',
      found: parsed.estate.digest,
      expected: body.digest,
    });
  }
  return parsed.estate;
}

/** A forged entry in the journal must not change who decides: the old estate's quorum must have signed this very text. */
function spendEstateIntent(draft: Draft, before: Estate, body: Body<'estate.adopted'>, at: Millis): void {
  const unsigned = (found: string): SignoffFault =>
    new SignoffFault('estate-not-signed', {
      message: 'An entry changes the estate without the sign-offs of the old one.',
      found,
      expected: `an estate intent under ${before.digest} to ${body.digest}, fully signed and in its time`,
    });
  if (body.intent === null) throw unsigned('no intent');
  const record = draft.intents.get(body.intent);
  if (record === undefined) throw unsigned('an intent that was never proposed');
  const { intent, permit } = record;
  if (intent.kind !== 'estate') throw unsigned(`an intent of kind ${intent.kind}`);
  if (intent.to !== body.digest) throw unsigned(`an intent to ${intent.to}`);
  if (intent.estate !== before.digest) throw unsigned(`an intent under ${intent.estate}`);
  // A change back to an older estate would otherwise bring a used intent to life again.
  if (record.adopted) throw unsigned('an intent that was carried out already');
  if (permit === undefined) throw unsigned('an intent that is not fully signed');
  if (at < permit.from || at >= permit.until) throw unsigned(`an intent outside its time, at ${at}`);
  draft.permits.delete(record.id);
  draft.intents.set(record.id, { ...record, permit: undefined, adopted: true });
}

function propose(draft: Draft, intent: Intent, proposed: IntentRecord['proposed']): void {
  const id = intentId(intent);
  if (draft.intents.has(id)) return;
  const record: IntentRecord = {
    id,
    intent,
    proposed,
    signatures: [],
    refused: [],
    tally: undefined,
    permit: undefined,
    refusal: undefined,
    adopted: false,
  };
  try {
    const estate = founded(draft);
    const tally = countUnder({ estate, intent, signatures: [] }, checkIntent(intent, estate));
    draft.intents.set(id, { ...record, tally });
  } catch (error) {
    if (!(error instanceof SignoffFault)) throw error;
    draft.intents.set(id, { ...record, refusal: refusalOf(error) });
    throw error;
  }
}

function founded(draft: Draft): Estate {
  if (draft.estate !== undefined) return draft.estate;
  throw new SignoffFault('wrong-estate', {
    message: 'The journal names no estate yet.',
    found: 'no estate',
    expected: 'an entry estate.adopted before this one',
  });
}

function signOff(draft: Draft, body: Body<'signoff.given'>, at: Millis, { verify, nextWindow }: Tools): void {
  const estate = founded(draft);
  const record = draft.intents.get(body.intent);
  if (record === undefined)
    throw new SignoffFault('unknown-intent', {
      message: 'A sign-off for an intent that was never proposed.',
      found: body.intent,
      expected: 'an intent of this journal',
    });
  const { intent } = record;
  const quorum = checkIntent(intent, estate);
  const given: Signature = { signature: body.signature, received: at };
  const signatures = [...record.signatures, given];
  const tally = countUnder({ estate, intent, signatures, verify }, quorum);
  const refused = tally.refused.find((one) => one.at === signatures.length - 1);
  if (refused !== undefined) {
    replace(draft, { ...record, refused: [...record.refused, refused] });
    throw new SignoffFault(refused.code, {
      message: refused.message,
      found: refused.found,
      expected: refused.expected,
    });
  }
  const counted = [...tally.counted, ...(tally.proposer === undefined ? [] : [tally.proposer])];
  // What the entry says of itself is shown to people: it must not name another person than the key does.
  if (!counted.some((one) => one.custodian === body.custodian && one.key === body.key && one.received === at)) {
    throw new SignoffFault('misattributed', {
      message: 'The entry names another person or key than the signature.',
      found: `${body.custodian} with ${body.key}`,
      expected: 'the person and the fingerprint of the key that signed',
    });
  }
  replace(draft, permitted({ ...record, signatures, tally }, estate, nextWindow));
}

function permitted(record: IntentRecord, estate: Estate, nextWindow: NextWindow): IntentRecord {
  const { tally, intent } = record;
  if (tally?.decided === undefined || record.permit !== undefined) return record;
  try {
    const permit = permitOf({ estate, intent, tally, nextWindow });
    if (permit !== undefined) return { ...record, permit };
    throw new SignoffFault('no-window', {
      message: 'Fully signed, but its delay and window leave it no time before it expires.',
      found: `expires ${intent.expires}`,
      expected: 'a moment after its delay and inside its window',
    });
  } catch (error) {
    if (!(error instanceof SignoffFault)) throw error;
    return { ...record, refusal: refusalOf(error) };
  }
}

function replace(draft: Draft, record: IntentRecord): void {
  draft.intents.set(record.id, record);
  if (record.permit !== undefined) draft.permits.set(record.id, record.permit);
}

function refusalOf({ code, message, found, expected }: SignoffFault): Refusal {
  return { code, message, found, expected };
}
