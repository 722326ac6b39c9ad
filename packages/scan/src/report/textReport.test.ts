import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JudgedDependency, Judgement } from '../judge/judgement.ts';
import type { Provenance } from '../trust/releaseTrust.ts';
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

  it('tells three findings of a kind whole, and of the others how many there are and where', () => {
    const findings = Array.from({ length: 9 }, (_, index) =>
      flowFindingOf({ key: `flow ${index}`, places: [{ file: `lib/${index % 5}.js`, what: `is sent ${index}` }] }),
    );
    const review = flowFindingOf({ decision: 'review', why: 'To be read.' });
    const text = textReport(judgementOf({ findings: [...findings, review] }), plain).join('\n');
    expect(text).toContain('is sent 2');
    expect(text).not.toContain('is sent 3');
    expect(text.replaceAll(/\s+/gu, ' ')).toContain(
      'Hold: 6 more of flow.key-to-network, in lib/0.js, lib/1.js, lib/2.js and 2 more files (--all tells each).',
    );
    expect(text).toContain('To be read.');
    const all = textReport(judgementOf({ findings }), { ...plain, showNotes: true }).join('\n');
    expect(all).toContain('is sent 8');
    expect(all).not.toContain('more of');
  });

  it('shows a finding under a permit with the names of those who signed', () => {
    const permit = { id: judgementOf().digest, until: 1_800_000_000_000, by: ['alice', 'bob'] };
    const text = textReport(judgementOf({ findings: [flowFindingOf({ decision: 'note', permit })] }), plain).join('\n');
    expect(text).not.toContain('Nothing was found');
    expect(text).toContain('passed');
    expect(text).toContain('by alice and bob until 2027-01-15 08:00:00 UTC');
  });

  it('says where a version was proved to be built, or that nothing proves it', () => {
    const said = (provenance: Provenance): string =>
      textReport(judgementOf({ release: { maintainers: [], provenance } }), { ...plain, width: 400 }).join('\n');
    const proved: Provenance = {
      is: 'verified',
      repository: 'https://github.com/acme/wallet',
      commit: 'c0ffee',
      ref: 'refs/tags/v1',
      workflow: '.github/workflows/release.yml',
      builder: 'https://github.com/actions/runner/github-hosted',
    };
    expect(said(proved)).toContain(
      'Origin proved: built from https://github.com/acme/wallet at commit c0ffee (refs/tags/v1) by .github/workflows/release.yml on https://github.com/actions/runner/github-hosted.',
    );
    expect(said({ is: 'absent' })).toContain('Origin not proved: the registry keeps no proof of it.');
    expect(said({ is: 'unchecked', why: 'there are no roots' })).toContain('Origin not proved: there are no roots.');
    expect(said({ is: 'invalid', why: 'x' })).not.toContain('Origin');
    expect(textReport(judgementOf(), plain).join('\n')).not.toContain('Origin');
  });

  it('says what an update brings, the worst first, and what of it was not judged', () => {
    const brought = (name: string, decision: Judgement['decision']): JudgedDependency => ({
      is: 'judged',
      name,
      range: '1',
      through: [],
      judgement: judgementOf({ subject: `pkg:npm/${name}@1.0.0`, decision }),
    });
    const dependencies: JudgedDependency[] = [
      ...Array.from({ length: 12 }, (_, at) => brought(`p${at}`, 'pass')),
      brought('evil', 'hold'),
      { is: 'unjudged', name: 'far', range: '', through: [], why: 'it comes from git', isGap: true },
    ];
    const text = textReport(judgementOf({ dependencies }), { ...plain, width: 1000 }).join('\n');
    expect(text).toMatch(/It brings, judged too: pkg:npm\/evil@1\.0\.0 \(hold\), pkg:npm\/p0@1\.0\.0 \(pass\), /);
    expect(text).toContain('and 3 more (--json has all).');
    expect(text).toContain('It brings, not judged: far (it comes from git).');
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
            release: {
              maintainers: [],
              provenance: { is: 'verified', repository: text, commit: text, ref: text, workflow: text, builder: text },
            },
            dependencies: [
              { is: 'judged', name: text, range: text, through: [text], judgement: judgementOf({ subject: text }) },
              { is: 'unjudged', name: text, range: text, through: [text], why: text, isGap: true },
            ],
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
