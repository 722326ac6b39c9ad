import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flowFindingOf, judgementOf } from './testing/judgementOf.ts';
import { textReport } from './textReport.ts';

const plain = { width: 80, paint: (_: string, text: string): string => text };

describe('the report for a person', () => {
  it('says the decision first, then why, the way file by file, and what to do', () => {
    const text = textReport(judgementOf(), plain).join('\n');
    expect(text).toMatch(/^HOLD {2}pkg:npm\/%40acme\/wallet@1\.2\.4\nDo not install/);
    expect(text).toMatch(
      /Key material is sent out\.[^]*lib\/keys\.js:12:3 takes the seed[^]*mnemonicToSeed[^]*lib\/net\.js:4 is sent[^]*do {5}Do not install\./,
    );
  });

  it('never calls clean what was not read whole', () => {
    const unread = Array.from({ length: 14 }, (_, index) => ({ file: `f${index}.js`, why: 'over the limit' }));
    const text = textReport(judgementOf({ decision: 'pass', findings: [], isPartial: true, unread }), plain).join('\n');
    expect(text).toContain('PASS (PARTIAL)');
    expect(text).toMatch(/not a clean\s+bill/);
    expect(text).toContain('Not read: 14 parts');
    expect(text).toContain('and 4 more');
    expect(text).not.toContain('f10.js');
  });

  it('keeps notes back unless asked, and says how many', () => {
    const note = flowFindingOf({ decision: 'note', rule: 'flow.key-to-network', why: 'Merely noted.' });
    const quiet = textReport(judgementOf({ decision: 'pass', findings: [note] }), plain).join('\n');
    expect(quiet).not.toContain('Merely noted.');
    expect(quiet).toContain('1 note not shown (--all)');
    expect(textReport(judgementOf({ findings: [note] }), { ...plain, showNotes: true }).join('\n')).toContain(
      'Merely noted.',
    );
  });

  it('shows a finding under a permit with the names of those who signed', () => {
    const permit = { id: judgementOf().digest, until: 1_800_000_000_000, by: ['alice', 'bob'] };
    const text = textReport(judgementOf({ findings: [flowFindingOf({ decision: 'note', permit })] }), plain).join('\n');
    expect(text).not.toContain('Nothing was found');
    expect(text).toContain('passed');
    expect(text).toContain('by alice and bob until 2027-01-15 08:00:00 UTC');
  });

  it('lets nothing of a package reach the terminal that a terminal obeys, in any field, within the width', () => {
    const hostile = fc.string({ unit: 'binary', maxLength: 300 }).map((text) => `\u001b]0;x\u0007\u202e${text}`);
    fc.assert(
      fc.property(hostile, fc.integer({ min: 40, max: 200 }), (text, width) => {
        const place = { file: text, line: 1, text, what: text };
        const lines = textReport(
          judgementOf({
            subject: text,
            findings: [
              flowFindingOf({ why: text, places: [place], permit: { id: judgementOf().digest, until: 0, by: [text] } }),
            ],
            unread: [{ file: text, why: text }],
            since: { subject: text, digest: judgementOf().digest },
          }),
          { ...plain, width },
        );
        for (const line of lines)
          expect(line).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069]/);
        // The subject and the digest stand on lines of their own, whole.
        for (const line of lines.slice(1, -1)) expect(line.length).toBeLessThanOrEqual(width);
      }),
      { numRuns: 200, seed: Number(process.env['SEED'] ?? 1) },
    );
  });
});
