import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SarifLog } from './sarif.ts';
import { sarifReport } from './sarifReport.ts';
import { flowFindingOf, judgementOf } from './testing/judgementOf.ts';
import { sarifSchema } from './testing/sarifSchema.ts';

const options = { version: '0.1.0' };
const runOf = (log: SarifLog): SarifLog['runs'][number] => log.runs[0]!;

describe('SARIF', () => {
  it('is what the standard says, with the way as a code flow that ends where the finding stands', () => {
    const log = sarifReport([judgementOf()], options);
    sarifSchema.parse(JSON.parse(JSON.stringify(log)));
    const [result] = runOf(log).results;
    expect(result?.level).toBe('error');
    expect(result?.locations[0]?.physicalLocation.artifactLocation.uri).toBe('npm/%40acme/wallet@1.2.4/lib/net.js');
    expect(result?.codeFlows?.[0]?.threadFlows[0]?.locations.map(({ location }) => location.message?.text)).toEqual([
      'takes the seed',
      'is sent by https.request()',
    ]);
    expect(runOf(log).tool.driver.rules[0]?.help.text).toContain('Do not install');
  });

  it('keeps one alert across versions, lines and hosts, and parts packages', () => {
    const fingerprint = (change: Parameters<typeof judgementOf>[0]): unknown =>
      runOf(sarifReport([judgementOf(change)], options)).results[0]?.partialFingerprints;
    const moved = flowFindingOf({ places: [{ file: 'other.js', line: 99, what: 'x' }] });
    expect(fingerprint({ subject: 'pkg:npm/%40acme/wallet@9.9.9', findings: [moved] })).toEqual(fingerprint({}));
    expect(fingerprint({ subject: 'pkg:npm/other@1.2.4' })).not.toEqual(fingerprint({}));
    expect(fingerprint({ findings: [flowFindingOf({ key: 'another' })] })).not.toEqual(fingerprint({}));
  });

  it('puts many packages into one run, each finding with its own', () => {
    const log = sarifReport([judgementOf(), judgementOf({ subject: 'pkg:pypi/coin@1.0' })], options);
    sarifSchema.parse(log);
    expect(log.runs).toHaveLength(1);
    expect(runOf(log).results.map(({ properties }) => properties['package'])).toEqual([
      'pkg:npm/%40acme/wallet@1.2.4',
      'pkg:pypi/coin@1.0',
    ]);
  });

  it('tells what was not read and what failed, and that the run is then not successful', () => {
    const unread = [{ file: 'a.bin', why: 'over the limit' }];
    const whole = sarifReport([judgementOf({ unread, isPartial: true })], options);
    const broken = sarifReport([], { ...options, failed: [{ target: 'x.tgz', why: 'is no archive' }] });
    sarifSchema.parse(whole);
    sarifSchema.parse(broken);
    expect(runOf(whole).invocations[0]?.toolExecutionNotifications[0]?.message.text).toBe('Not read: over the limit');
    expect(runOf(whole).invocations[0]?.executionSuccessful).toBe(true);
    expect(runOf(broken).invocations[0]?.executionSuccessful).toBe(false);
  });

  it('writes a permit as an accepted suppression with its names', () => {
    const permit = { id: judgementOf().digest, until: 1_800_000_000_000, by: ['alice', 'bob'] };
    const log = sarifReport([judgementOf({ findings: [flowFindingOf({ permit })] })], options);
    sarifSchema.parse(log);
    expect(runOf(log).results[0]?.suppressions).toEqual([
      {
        kind: 'external',
        status: 'accepted',
        justification: expect.stringMatching(
          /^Permit sha256:\w+, signed by alice and bob, until 2027-01-15T08:00:00\.000Z$/,
        ),
      },
    ]);
  });

  it('names files of a judged folder as they stand in the repository', () => {
    const log = sarifReport([judgementOf()], { ...options, folderOf: () => 'packages/my wallet' });
    expect(runOf(log).results[0]?.locations[0]?.physicalLocation.artifactLocation.uri).toBe(
      'packages/my%20wallet/lib/net.js',
    );
  });

  it('stays a relative reference and printable whatever a file is called', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), fc.string({ unit: 'binary' }), (file, text) => {
        const finding = flowFindingOf({ why: text, places: [{ file: `../${file}`, line: 1, text, what: text }] });
        const log = sarifReport([judgementOf({ subject: `/etc/${file}`, findings: [finding] })], options);
        sarifSchema.parse(log);
        expect(JSON.stringify(log)).not.toMatch(/\\u001b|[\u202a-\u202e]/);
      }),
      { numRuns: 300, seed: Number(process.env['SEED'] ?? 1) },
    );
  });

  it('has a test schema that refuses what the standard does not have', () => {
    const log = sarifReport([judgementOf()], options);
    const spoil = (from: string, to: string): unknown => JSON.parse(JSON.stringify(log).replace(from, to));
    for (const [from, to] of [
      ['"2.1.0"', '"2.0.0"'],
      ['"ruleIndex":0', '"ruleIndex":7'],
      ['"startLine":4', '"startLine":0'],
      ['npm/%40acme', '/npm/%40acme'],
      ['npm/%40acme', 'npm/../acme'],
      ['"level":"error","kind"', '"level":"critical","kind"'],
      ['"kind":"fail"', '"sort":"fail"'],
    ] as const)
      expect(sarifSchema.safeParse(spoil(from, to)).success, from).toBe(false);
  });
});
