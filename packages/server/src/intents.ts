import {
  type Bundle,
  type Digest,
  type Entry,
  type Estate,
  type Intent,
  intentId,
  type Millis,
  parseEstate,
  parseIntent,
  type Permit,
} from '@portcullis/model';
import { orderId } from '@portcullis/respond';
import {
  attributeSignature,
  checkIntent,
  CLOCK_SKEW,
  countSignoffs,
  type IntentRecord,
  type IntentState,
  intentStateAt,
  type Tally,
} from '@portcullis/signoff';
import type { Committer } from './commit.ts';
import type { DataDirectory } from './dataDirectory.ts';
import { dueEntries } from './due.ts';
import { entryOf } from './judge.ts';
import { overtaken } from './overtaken.ts';
import { ServerFault } from './serverFault.ts';
import type { World } from './world.ts';

/** An intent as the API shows it. */
export interface IntentView {
  readonly id: Digest;
  readonly intent: Intent;
  readonly state: IntentState;
  readonly tally: {
    readonly needed: number;
    readonly counted: Tally['counted'];
    readonly missing: readonly string[];
    readonly refused: readonly { readonly code: string; readonly why: string }[];
    /** What still lacks, in words; empty when fully signed. */
    readonly lacks: readonly string[];
  };
  readonly permit: { readonly from: Millis; readonly until: Millis } | null;
  /** What was spent of the permit: smallest units in decimal where it has a limit of them, and how often. */
  readonly spent: { readonly uses: number; readonly units: string } | null;
  readonly bundle: Bundle;
}

/** What custodians do through the server: propose, sign off, hold a new estate file. */
export interface Intents {
  list(): readonly IntentView[];
  /** Throws `unknown-intent`. */
  view(id: Digest): IntentView;
  propose(intent: unknown, signature: string | undefined): Promise<IntentView>;
  sign(id: Digest, signature: string): Promise<IntentView>;
  holdEstate(text: string): Digest;
  /** Does what permits allow by now. */
  tick(): Promise<void>;
}

/** Unsigned proposals cost nothing to make, so their number is bounded. */
const MAX_OPEN = 1000;
const MAX_HELD_ESTATES = 1000;

export function createIntents(options: {
  readonly world: World;
  readonly committer: Committer;
  readonly data: DataDirectory;
  readonly clock: () => Millis;
}): Intents {
  const { world, committer, data, clock } = options;
  const due = (now: Millis): Entry[] => dueEntries(world, now, (digest) => data.heldEstate(digest));

  async function tick(): Promise<void> {
    if (due(clock()).length > 0) await committer.commit(due);
  }

  function view(id: Digest): IntentView {
    const record = world.signoff.intents.get(id);
    if (record !== undefined) return viewOf(record, world, clock());
    throw new ServerFault('unknown-intent', {
      message: 'There is no such intent in the journal.',
      found: id,
      expected: 'the id of a proposed intent',
      remedy: 'portcullis status lists them.',
    });
  }

  async function sign(id: Digest, signature: string): Promise<IntentView> {
    await committer.commit((now) => [signoffEntry(world, id, signature, now)]);
    await tick();
    return view(id);
  }

  return {
    list: () => [...world.signoff.intents.values()].map((record) => viewOf(record, world, clock())),
    view,
    sign,
    tick,
    async propose(value, signature) {
      const intent = parseIntent(value);
      const id = intentId(intent);
      await committer.commit((now) => {
        if (world.signoff.intents.has(id)) return [];
        checkProposal(world, intent, now, data);
        if (signature === undefined) checkOpen(world, now);
        // With its signature refused, a proposal must not stay behind.
        if (signature !== undefined) checkSignature(estateOf(world), intent, signature, now);
        return [
          entryOf(
            { type: 'intent.proposed', body: { intent } },
            { actor: `custodian:${intent.proposer}`, now, key: `intent:${id}` },
          ),
        ];
      });
      return signature === undefined ? view(id) : sign(id, signature);
    },
    holdEstate(text) {
      const parsed = parseEstate(text);
      if (!parsed.ok) {
        const lines = parsed.faults.map(
          (fault) => `line ${fault.line}, ${fault.path}: found ${fault.found}; expected ${fault.expected}`,
        );
        throw new ServerFault('refused-estate', {
          message: 'This estate file is wrong.',
          found: lines.join('\n'),
          remedy: 'Mend it; `portcullis check` shows the same.',
        });
      }
      if (data.heldCount() >= MAX_HELD_ESTATES) {
        throw new ServerFault('refused-estate', {
          message: 'Too many estate files are held already.',
          found: String(data.heldCount()),
          expected: `fewer than ${MAX_HELD_ESTATES}`,
          remedy: 'Remove old ones from the folder "estates" of the data directory.',
        });
      }
      return data.holdEstate(text);
    },
  };
}

function estateOf(world: World): Estate {
  const { estate } = world.signoff;
  if (estate === undefined) throw new ServerFault('estate-invalid', { message: 'No estate is in force.' }, 'bug');
  return estate;
}

/** What a proposal must be before anybody is asked to sign it. */
function checkProposal(world: World, intent: Intent, now: Millis, data: DataDirectory): void {
  const estate = estateOf(world);
  const refuse = (message: string, found: string, expected: string, remedy?: string): never => {
    throw new ServerFault('refused-intent', { message, found, expected, remedy });
  };
  checkIntent(intent, estate);
  if (intent.created > now + CLOCK_SKEW)
    refuse(
      'The intent comes from the future.',
      `created ${new Date(intent.created).toISOString()}`,
      `by ${new Date(now).toISOString()}`,
      'Set the clock of the machine that proposes.',
    );
  if (intent.expires <= now)
    refuse(
      'The intent has expired.',
      `expires ${new Date(intent.expires).toISOString()}`,
      `after ${new Date(now).toISOString()}`,
      'Propose it again.',
    );
  if (intent.kind === 'estate' && data.heldEstate(intent.to) === undefined) {
    refuse(
      'Nobody has handed in the estate file that this intent names.',
      intent.to,
      'the digest of a file held here',
      '`portcullis propose estate FILE` hands it in first.',
    );
  }
}

/** With a custodian's signature a proposal is never one too many: whoever floods this with a token alone must not keep people from dropping a gate. */
function checkOpen(world: World, now: Millis): void {
  const open = [...world.signoff.intents.values()].filter((record) => intentStateAt(record, now) === 'open').length;
  if (open < MAX_OPEN) return;
  throw new ServerFault('refused-intent', {
    message: 'Too many intents wait for sign-offs.',
    found: String(open),
    expected: `fewer than ${MAX_OPEN}`,
    remedy: 'Hand it in signed (`--sign`), let old ones expire, or sign them.',
  });
}

/** Says why a signature would not count, while its sender is still there to hear it. */
function checkSignature(
  estate: Estate,
  intent: Intent,
  signature: string,
  received: Millis,
  before: readonly { signature: string; received: Millis }[] = [],
): { custodian: string; key: string } {
  const who = attributeSignature(signature, estate);
  const tally = countSignoffs({ estate, intent, signatures: [...before, { signature, received }] });
  const refused = tally.refused.find((one) => one.at === before.length);
  if (refused === undefined) return who;
  throw new ServerFault('refused-signature', {
    message: `${refused.message} (${refused.code})`,
    found: refused.found,
    expected: refused.expected,
    remedy: refused.remedy,
  });
}

function signoffEntry(world: World, id: Digest, signature: string, now: Millis): Entry {
  const record = world.signoff.intents.get(id);
  if (record === undefined)
    throw new ServerFault('unknown-intent', {
      message: 'There is no such intent in the journal.',
      found: id,
      expected: 'the id of a proposed intent',
    });
  if (record.refusal !== undefined)
    throw new ServerFault('refused-signature', {
      message: 'This intent can no longer be signed.',
      found: record.refusal.message,
      expected: 'an open intent',
      remedy: 'Propose it again.',
    });
  const { custodian, key } = checkSignature(estateOf(world), record.intent, signature, now, record.signatures);
  const body = { intent: id, custodian, key, signature };
  return entryOf(
    { type: 'signoff.given', body },
    { actor: `custodian:${custodian}`, now, key: `signoff:${id}:${key}`, causes: [`intent:${id}`] },
  );
}

function viewOf(record: IntentRecord, world: World, now: Millis): IntentView {
  const { id, intent, tally, permit, signatures } = record;
  // One that was carried out lacks nothing, whatever came after it.
  const late =
    intent.kind !== 'raise' || world.respond.ordered.has(orderId('raise', intent.gate, { intent: id }))
      ? undefined
      : overtaken(world, record);
  const lacks =
    record.refusal === undefined
      ? (tally?.lacks ?? []).map((lack) => `${lack.message} Found ${lack.found}; expected ${lack.expected}.`)
      : [record.refusal.message];
  return {
    id,
    intent,
    state: intentStateAt(record, now),
    tally: {
      needed: tally?.quorum.needed ?? 0,
      counted: tally?.counted ?? [],
      missing: tally?.waiting ?? [],
      refused: record.refused.map((one) => ({ code: one.code, why: one.message })),
      lacks: late === undefined ? lacks : [...lacks, late],
    },
    permit: permit === undefined ? null : { from: permit.from, until: permit.until },
    spent: permit === undefined ? null : spentOf(permit, world),
    bundle: { v: 1, intent, signatures, estate: intent.estate },
  };
}

function spentOf(permit: Permit, world: World): { uses: number; units: string } {
  const { intent, id } = permit;
  switch (intent.kind) {
    case 'drop':
    case 'raise':
      return { uses: world.respond.ordered.has(orderId(intent.kind, intent.gate, { intent: id })) ? 1 : 0, units: '0' };
    case 'package':
    case 'estate':
      return { uses: 0, units: '0' };
    default: {
      const { uses, units } = world.reconciler.spent(permit);
      return { uses, units: units.toString() };
    }
  }
}
