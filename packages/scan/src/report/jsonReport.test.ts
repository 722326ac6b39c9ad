import { describe, expect, it } from 'vitest';
import { judgementJsonSchema, jsonReport } from './jsonReport.ts';
import { flowFindingOf, judgementOf } from './testing/judgementOf.ts';

describe('the report for programs', () => {
  it('is what its schema says, for every optional part', () => {
    const permit = { id: judgementOf().digest, until: 1_800_000_000_000, by: ['alice', 'bob'] };
    const whole = judgementOf({
      findings: [flowFindingOf({ permit }), flowFindingOf({ places: [{ file: 'a', what: 'is there' }] })],
      since: { subject: 'pkg:npm/a@1.0.0', digest: judgementOf().digest },
      release: {
        published: 1_700_000_000_000,
        publisher: { name: 'ann' },
        maintainers: [],
        provenance: { is: 'verified', repository: 'https://github.com/acme/wallet', commit: 'c0ffee' },
      },
      dependencies: [
        { is: 'judged', name: 'a', range: '^1', through: [], judgement: judgementOf() },
        { is: 'unjudged', name: 'b', range: '', through: ['pkg:npm/a@1.0.0'], why: 'too many', isGap: true },
      ],
      isPartial: true,
      unread: [{ file: 'b\ud800', why: 'a lone surrogate has no UTF-8' }],
    });
    const json: unknown = JSON.parse(JSON.stringify(jsonReport(whole)));
    expect(judgementJsonSchema.parse(json)).toEqual(jsonReport(whole));
    expect(JSON.stringify(json)).toContain('b\ufffd');
  });

  it('has a schema that refuses another shape', () => {
    for (const wrong of [
      { ...jsonReport(judgementOf()), decision: 'clean' },
      { ...jsonReport(judgementOf()), findings: [{}] },
      { ...jsonReport(judgementOf()), extra: 1 },
    ])
      expect(judgementJsonSchema.safeParse(wrong).success).toBe(false);
  });
});
