import { type Digest, digestOf, type Entry, type EntryBody, type Finding, type Recorded } from '@portcullis/model';
import { respondFold } from '../respondFold.ts';
import type { RespondState } from '../respondState.ts';

/** Makes entries with a time that goes up by one millisecond each. */
export function entryMaker(start = 1_000): (body: EntryBody, key: string, actor?: string) => Entry {
  let ms = start;
  return (body, key, actor = 'server') =>
    ({ v: 1, at: { ms: ms++, source: 'clock' }, actor, causes: [], key, ...body }) as Entry;
}

export function finding(id: string, changes: Partial<Finding> = {}): Finding {
  return {
    id,
    rule: 'upgrade.unpermitted',
    severity: 'critical',
    breach: true,
    subject: `eip155:31337:0x${'ab'.repeat(20)}`,
    effects: [],
    at: { ms: 1_000, source: 'clock' },
    why: 'An upgrade that nobody signed.',
    advice: 'Drop the gate.',
    evidence: [],
    ...changes,
  };
}

export function recordAll(entries: readonly Entry[], from = 0): readonly Recorded[] {
  return entries.map((entry, at) => ({ index: from + at, entry }));
}

export function foldAll(entries: readonly Entry[]): RespondState {
  return recordAll(entries).reduce<RespondState>(
    (state, recorded) => respondFold.step(state, recorded),
    respondFold.init(),
  );
}

export function adopted(text: string): EntryBody {
  return { type: 'estate.adopted', body: { digest: digestOf(text), text, intent: null } };
}

export const INTENT: Digest = `sha256:${'1'.repeat(64)}` as Digest;
