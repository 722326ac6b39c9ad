import { type Bundle, type Digest, type Estate, type Intent, intentText, parseBundle } from '@portcullis/model';
import { describe, expect, it } from 'vitest';
import { estateText, HOUR, keyOf, NOW, readEstate, sampleIntent } from './testing/sampleEstate.ts';
import { verifyBundle } from './verifyBundle.ts';

const estate = readEstate();
function bundle(intent: Intent, names: readonly string[], under: Estate = estate): Bundle {
  return parseBundle({
    v: 1,
    intent,
    estate: under.digest,
    signatures: names.map((name) => ({ signature: keyOf(name).sign(intentText(intent)), received: NOW + HOUR })),
  });
}
const everybody = ['alice', 'bob', 'carol'];
const good = bundle(sampleIntent(estate), everybody);
const stranger = readEstate(
  estateText([{ id: 'alice' }, { id: 'bob', keys: ['mallory'] }, { id: 'carol', keys: ['mallory2'] }]),
);

describe('a bundle', () => {
  it('that holds gives who signed and the span of the permit', () => {
    const verdict = verifyBundle(good, estate);
    expect(verdict.tally.counted.map((one) => one.custodian)).toEqual(everybody);
    expect(verdict.permit).toMatchObject({ from: NOW + HOUR, until: good.intent.expires });
  });

  it('holds with a bad signature beside enough good ones, which it names', () => {
    const mixed: Bundle = {
      ...good,
      signatures: [{ signature: keyOf('mallory').sign(intentText(good.intent)), received: NOW }, ...good.signatures],
    };
    expect(verifyBundle(mixed, estate).tally.refused).toMatchObject([{ at: 0, code: 'unknown-key' }]);
  });

  it.each<[string, string, Bundle, Estate]>([
    [
      'wrong-estate',
      'policy stored beside the signatures: a bundle that brings its own',
      { ...good, estate: stranger.digest },
      estate,
    ],
    ['wrong-estate', 'an estate that is not the one it was signed under', good, stranger],
    [
      'wrong-estate',
      'an intent for another estate than the bundle says',
      { ...good, intent: { ...good.intent, estate: `sha256:${'0'.repeat(64)}` as Digest } },
      estate,
    ],
    ['no-policy', 'a kind without a policy', bundle(sampleIntent(estate), everybody), { ...estate, policies: {} }],
    [
      'lifetime-too-long',
      'a life longer than the policy allows',
      bundle(sampleIntent(estate, { expires: NOW + 73 * HOUR }), everybody),
      estate,
    ],
    [
      'unknown-proposer',
      'a proposer nobody knows',
      bundle(sampleIntent(estate, { proposer: 'mallory' }), everybody),
      estate,
    ],
    ['quorum-short', 'too few persons', bundle(sampleIntent(estate), ['alice', 'bob']), estate],
    [
      'quorum-short',
      'one person under several signatures',
      bundle(sampleIntent(estate, { kind: 'mint' }), ['bob', 'bob', 'bob']),
      estate,
    ],
    ['quorum-short', 'signatures over other bytes', { ...good, intent: { ...good.intent, note: 'changed' } }, estate],
    ['proposer-alone', 'the proposer alone', bundle(sampleIntent(estate, { kind: 'role' }), ['alice']), estate],
  ])('is refused as %s: %s', (code, _, candidate, under) => {
    expect(() => verifyBundle(candidate, under)).toThrow(
      expect.objectContaining({ code, found: expect.any(String), expected: expect.any(String) }),
    );
  });

  it('that leaves no moment is refused', () => {
    const slow = readEstate(estateText(undefined, '{mint: {quorum: 2 of all, delay: 48h}}'));
    expect(() => verifyBundle(bundle(sampleIntent(slow, { kind: 'mint' }), ['alice', 'bob'], slow), slow)).toThrow(
      expect.objectContaining({ code: 'no-window' }),
    );
  });
});
