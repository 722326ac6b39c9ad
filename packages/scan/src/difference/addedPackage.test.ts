import { describe, expect, test } from 'vitest';
import type { AnalysedUse } from '../judge/analysis.ts';
import { analysisOf, findingOf } from '../testing/analysisOf.ts';
import { addedPackage } from './addedPackage.ts';

const HOOK = 'package.json postinstall: node setup.js';
const hooked = { declared: { hooks: [HOOK], dependencies: {}, protections: [] }, atInstall: ['setup.js'] };
const download = findingOf({
  rule: 'shape.download-and-run',
  decision: 'review',
  confidence: 'medium',
  places: [{ file: 'setup.js', what: 'is run' }],
});
const use = (capability: AnalysedUse['capability'], file = 'setup.js'): AnalysedUse => ({
  capability,
  api: capability,
  constants: [],
  atLoad: true,
  place: { file, what: capability },
});
const decisions = (given: Parameters<typeof analysisOf>[0]): string[] =>
  addedPackage(analysisOf(given)).map(({ rule, decision }) => `${rule} ${decision}`);

describe('a package that an update brings', () => {
  test('is held for what it downloads and runs at install, and not for what it does when asked', () => {
    expect(decisions({ ...hooked, findings: [download] })).toContain('shape.download-and-run hold');
    expect(decisions({ findings: [download] })).toEqual(['shape.download-and-run review']);
    expect(decisions({ ...hooked, atInstall: ['other.js'], findings: [download] })).toContain(
      'shape.download-and-run review',
    );
  });

  test('may start a compiler by its setup.py', () => {
    const reach = findingOf({
      ...download,
      rule: 'shape.install-reach',
      places: [{ file: 'setup.py', what: 'starts' }],
    });
    expect(decisions({ ecosystem: 'pypi', atInstall: ['setup.py'], findings: [reach] })).toEqual([
      'shape.install-reach review',
    ]);
  });

  test('is held for a hook that reaches the network and starts something, wherever its files do so', () => {
    const split = {
      ...hooked,
      atInstall: ['lib/get.js', 'setup.js'],
      uses: [use('network', 'lib/get.js'), use('process')],
    };
    expect(decisions(split)).toEqual(['change.install-hook hold']);
    expect(decisions({ ...split, atInstall: ['setup.js'] })).toEqual(['change.install-hook review']);
    expect(decisions({ ...hooked, uses: [use('network')] })).toEqual(['change.install-hook review']);
    expect(decisions({ uses: split.uses })).toEqual([]);
  });
});
