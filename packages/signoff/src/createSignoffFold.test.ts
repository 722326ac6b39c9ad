import {
  digestOf,
  type Entry,
  type EntryBody,
  type Estate,
  type Intent,
  intentId,
  intentText,
  parseEntry,
  type Recorded,
} from '@portcullis/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attributeSignature } from './attributeSignature.ts';
import { createSignoffFold } from './createSignoffFold.ts';
import { nextWindow } from './nextWindow.ts';
import { signoffFold } from './signoffFold.ts';
import { INTENT_STATES, intentStateAt, type SignoffState } from './signoffState.ts';
import {
  DAY,
  estateText,
  HOUR,
  keyOf,
  NOW,
  readEstate,
  sampleIntent,
  SAMPLE_POLICIES,
} from './testing/sampleEstate.ts';

/** A journal in the making: what was appended, and the state of its fold. */
class Story {
  readonly entries: Recorded[] = [];
  state: SignoffState = signoffFold.init();

  append(body: EntryBody, at: number): this {
    const index = this.entries.length;
    const entry = parseEntry({
      ...body,
      v: 1,
      at: { ms: at, source: 'clock' },
      actor: 'server',
      causes: [],
      key: `entry-${index}`,
    }) as Entry;
    this.entries.push({ index, entry });
    this.state = signoffFold.step(this.state, { index, entry });
    return this;
  }
  adopt(text: string, intent: Intent | null = null, at: number = NOW): this {
    return this.append(
      { type: 'estate.adopted', body: { digest: digestOf(text), text, intent: intent && intentId(intent) } },
      at,
    );
  }
  propose(intent: Intent, at: number = NOW): this {
    return this.append({ type: 'intent.proposed', body: { intent } }, at);
  }
  sign(intent: Intent, names: readonly string[], at: number = NOW + HOUR): this {
    for (const name of names) {
      const signature = keyOf(name).sign(intentText(intent));
      this.append(
        {
          type: 'signoff.given',
          body: { intent: intentId(intent), ...attributeSignature(signature, this.state.estate!), signature },
        },
        at,
      );
    }
    return this;
  }
  stateOf(intent: Intent, now: number): string {
    return intentStateAt(this.state.intents.get(intentId(intent))!, now);
  }
  rejected(): string[] {
    return this.state.rejected.map((one) => one.code);
  }
}

const text = estateText();
const estate = readEstate(text);
const founded = (): Story => new Story().adopt(text, null, NOW);
const upgrade = sampleIntent(estate);

describe('the fold of sign-offs', () => {
  it('goes from open to waiting to permitted to expired', () => {
    const transfer = sampleIntent(estate, { kind: 'transfer' });
    const story = founded().propose(transfer).sign(transfer, ['bob']);
    expect(story.stateOf(transfer, NOW + HOUR)).toBe('open');
    story.sign(transfer, ['alice']);
    expect([NOW + HOUR, NOW + 2 * HOUR, NOW + DAY].map((now) => story.stateOf(transfer, now))).toEqual([
      'waiting',
      'permitted',
      'expired',
    ]);
    expect(story.state.permits.get(intentId(transfer))).toMatchObject({ from: NOW + 2 * HOUR, until: NOW + DAY });
    expect(story.rejected()).toEqual([]);
  });

  it('lets an intent that nobody completes expire', () => {
    expect(
      founded()
        .propose(upgrade)
        .stateOf(upgrade, NOW + DAY),
    ).toBe('expired');
  });

  it('gives the same state again from the same entries, whatever was folded before', () => {
    const story = founded().propose(upgrade).sign(upgrade, ['alice', 'bob', 'carol']);
    const again = createSignoffFold({ nextWindow });
    const state = story.entries.reduce((before, recorded) => again.step(before, recorded), again.init());
    expect(state).toEqual(story.state);
    expect(state.permits.size).toBe(1);
  });

  it('does not mind entries of other types', () => {
    const story = founded().append({ type: 'server.started', body: { version: '1' } }, NOW);
    expect(story.state.estate?.digest).toBe(estate.digest);
  });

  it.each([
    ['unknown-key', 'mallory'],
    ['person-counted', 'alice'],
  ])('keeps out a signature that does not count, with its reason (%s)', (code, name) => {
    const story = founded().propose(upgrade).sign(upgrade, ['alice']);
    const signature = keyOf(name).sign(intentText(upgrade));
    const before = story.state.intents.get(intentId(upgrade))!;
    story.append(
      { type: 'signoff.given', body: { intent: intentId(upgrade), custodian: 'bob', key: 'SHA256:x', signature } },
      NOW + HOUR,
    );
    expect(story.rejected()).toEqual([code]);
    expect(story.state.intents.get(intentId(upgrade))).toEqual({
      ...before,
      refused: [expect.objectContaining({ code })],
    });
  });

  it('refuses a good signature that the entry gives to another person', () => {
    const signature = keyOf('bob').sign(intentText(upgrade));
    const story = founded()
      .propose(upgrade)
      .append(
        {
          type: 'signoff.given',
          body: {
            intent: intentId(upgrade),
            custodian: 'carol',
            key: attributeSignature(signature, estate).key,
            signature,
          },
        },
        NOW + HOUR,
      );
    expect([story.rejected(), story.state.intents.get(intentId(upgrade))?.signatures]).toEqual([['misattributed'], []]);
  });

  it('refuses a sign-off for an intent that was never proposed, and anything before an estate', () => {
    expect(founded().sign(upgrade, ['alice']).rejected()).toEqual(['unknown-intent']);
    expect(new Story().propose(upgrade).rejected()).toEqual(['wrong-estate']);
  });

  it('keeps an intent that can never be signed as refused', () => {
    const long = sampleIntent(estate, { expires: NOW + 73 * HOUR });
    const story = founded().propose(long);
    expect([story.rejected(), story.stateOf(long, NOW)]).toEqual([['lifetime-too-long'], 'refused']);
  });

  it('voids an intent whose window leaves it no time', () => {
    const slow = estateText(undefined, '{mint: {quorum: 2 of all, delay: 48h}}');
    const mint = sampleIntent(readEstate(slow), { kind: 'mint' });
    expect(
      new Story()
        .adopt(slow)
        .propose(mint)
        .sign(mint, ['alice', 'bob'])
        .stateOf(mint, NOW + 2 * HOUR),
    ).toBe('void');
  });

  it('knows every state it names', () => {
    expect(INTENT_STATES).toEqual(['open', 'waiting', 'permitted', 'expired', 'adopted', 'refused', 'void']);
  });

  it('whatever order sign-offs come in, decides with the last needed one', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray(['alice', 'bob', 'carol'], { minLength: 3 }),
        fc.array(fc.nat(1000), { minLength: 3, maxLength: 3 }),
        (names, delays) => {
          const story = founded().propose(upgrade);
          let at = NOW;
          names.forEach((name, i) => story.sign(upgrade, [name], (at += delays[i]!)));
          expect(story.state.permits.get(intentId(upgrade))?.from).toBe(at);
        },
      ),
      { numRuns: 20 },
    );
  });
});

describe('a change of the estate', () => {
  const next = text.replace('estate: Sample', 'estate: Sample again');
  const change = (under: Estate, to: string, more: Readonly<Record<string, unknown>> = {}): Intent =>
    sampleIntent(under, { kind: 'estate', to: digestOf(to), ...more });

  it('is adopted with the sign-offs of the old one', () => {
    const intent = change(estate, next);
    const story = founded()
      .propose(intent)
      .sign(intent, ['alice', 'bob'])
      .adopt(next, intent, NOW + 2 * HOUR);
    expect([story.rejected(), story.state.estate?.name, story.stateOf(intent, NOW + 2 * HOUR)]).toEqual([
      [],
      'Sample again',
      'adopted',
    ]);
    expect(story.state.permits.size).toBe(0);
  });

  const signed = change(estate, next);
  const cases: readonly [string, (story: Story) => Story][] = [
    ['without any intent', (story) => story.adopt(next)],
    ['with an intent never proposed', (story) => story.adopt(next, signed)],
    [
      'with too few sign-offs',
      (story) =>
        story
          .propose(signed)
          .sign(signed, ['alice'])
          .adopt(next, signed, NOW + 2 * HOUR),
    ],
    [
      'with an intent to another text',
      (story) =>
        story
          .propose(signed)
          .sign(signed, ['alice', 'bob'])
          .adopt(`${next}\n`, signed, NOW + 2 * HOUR),
    ],
    [
      'with an intent of another kind',
      (story) =>
        story
          .propose(upgrade)
          .sign(upgrade, ['alice', 'bob', 'carol'])
          .adopt(next, upgrade, NOW + 2 * HOUR),
    ],
    [
      'before the deciding sign-off',
      (story) => story.propose(signed).sign(signed, ['alice', 'bob']).adopt(next, signed, NOW),
    ],
    [
      'when the intent has expired',
      (story) =>
        story
          .propose(signed)
          .sign(signed, ['alice', 'bob'])
          .adopt(next, signed, NOW + DAY),
    ],
  ];
  it.each(cases)('is refused %s: a forged entry changes nothing', (_, tell) => {
    const story = tell(founded());
    expect([story.rejected(), story.state.estate?.digest]).toEqual([['estate-not-signed'], estate.digest]);
  });

  it('is refused when its text is no estate, or not the text of its digest', () => {
    expect(new Story().adopt('estate: {').rejected()).toEqual(['bad-estate']);
    const forged = founded().append(
      { type: 'estate.adopted', body: { digest: digestOf(next), text, intent: null } },
      NOW,
    );
    expect([forged.rejected(), forged.state.estate?.digest]).toEqual([['bad-estate'], estate.digest]);
  });

  it('to the estate in force is nothing', () => {
    expect(founded().adopt(text).rejected()).toEqual([]);
  });

  it('waits for the old delay', () => {
    const slow = estateText(
      undefined,
      SAMPLE_POLICIES.replace('estate: {quorum: 2 of all}', 'estate: {quorum: 2 of all, delay: 12h}'),
    );
    const intent = change(readEstate(slow), text);
    const story = new Story()
      .adopt(slow)
      .propose(intent)
      .sign(intent, ['alice', 'bob'])
      .adopt(text, intent, NOW + 12 * HOUR);
    expect(story.rejected()).toEqual(['estate-not-signed']);
    expect(story.adopt(text, intent, NOW + 13 * HOUR).state.estate?.digest).toBe(estate.digest);
  });

  it('cannot be made twice with one intent, not even after a change back', () => {
    const there = change(estate, next);
    const back = change(readEstate(next), text);
    const story = founded()
      .propose(there)
      .sign(there, ['alice', 'bob'])
      .adopt(next, there, NOW + 2 * HOUR);
    story
      .propose(back)
      .sign(back, ['alice', 'bob'], NOW + 3 * HOUR)
      .adopt(text, back, NOW + 4 * HOUR);
    expect(story.state.estate?.digest).toBe(estate.digest);
    story.adopt(next, there, NOW + 5 * HOUR);
    expect([story.rejected(), story.state.estate?.digest]).toEqual([['estate-not-signed'], estate.digest]);
  });

  const after = (other: string): Story => {
    const intent = change(estate, other);
    const open = sampleIntent(estate, { kind: 'mint' });
    return founded()
      .propose(open)
      .sign(open, ['alice'])
      .propose(upgrade)
      .sign(upgrade, ['alice', 'bob', 'carol'])
      .propose(intent)
      .sign(intent, ['alice', 'bob'])
      .adopt(other, intent, NOW + 2 * HOUR);
  };

  it('voids the intents that lack sign-offs', () => {
    const story = after(next);
    const open = sampleIntent(estate, { kind: 'mint' });
    expect(story.stateOf(open, NOW + 2 * HOUR)).toBe('void');
    expect(story.sign(open, ['bob'], NOW + 3 * HOUR).rejected()).toEqual(['wrong-estate']);
  });

  it('leaves a permit alone that would also hold under the new estate', () => {
    expect(after(next).state.permits.get(intentId(upgrade))).toMatchObject({ from: NOW + HOUR, until: NOW + DAY });
  });

  it.each([
    [
      'a signer is taken out',
      estateText([{ id: 'alice' }, { id: 'bob' }, { id: 'carol', rest: ', status: left' }, { id: 'dave' }]),
    ],
    ['a signer’s key is replaced', estateText([{ id: 'alice' }, { id: 'bob' }, { id: 'carol', keys: ['carol2'] }])],
    [
      'a person is added whom all includes',
      estateText([{ id: 'alice' }, { id: 'bob' }, { id: 'carol' }, { id: 'dave' }]),
    ],
    ['the policy is gone', estateText(undefined, '{estate: {quorum: 2 of all}}')],
  ])('ends a permit at once when %s', (_, other) => {
    const story = after(other);
    expect(story.rejected()).toEqual([]);
    expect(story.state.permits.get(intentId(upgrade))).toMatchObject({ from: NOW + HOUR, until: NOW + 2 * HOUR });
  });

  it('moves a permit to the later start of a longer delay', () => {
    const story = after(
      estateText(undefined, SAMPLE_POLICIES.replace('upgrade: {quorum: all', 'upgrade: {quorum: all, delay: 6h')),
    );
    expect(story.state.permits.get(intentId(upgrade))).toMatchObject({ from: NOW + 7 * HOUR, until: NOW + DAY });
  });

  it('does not let a second change that was signed under the old estate follow', () => {
    const other = text.replace('estate: Sample', 'estate: Another');
    const second = change(estate, other, { nonce: 's'.repeat(16) });
    const first = change(estate, next);
    const story = founded().propose(first).propose(second).sign(first, ['alice', 'bob']).sign(second, ['alice', 'bob']);
    story.adopt(next, first, NOW + 2 * HOUR).adopt(other, second, NOW + 3 * HOUR);
    expect([story.rejected(), story.state.estate?.name]).toEqual([['estate-not-signed'], 'Sample again']);
  });
});
