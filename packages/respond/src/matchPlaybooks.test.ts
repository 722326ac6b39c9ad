import { describe, expect, it } from 'vitest';
import { matchesRule } from './matchPlaybooks.ts';

describe('a pattern of a playbook', () => {
  it.each([
    ['upgrade.unpermitted', 'upgrade.unpermitted', true],
    ['upgrade.*', 'upgrade.unpermitted', true],
    ['*.unpermitted', 'mint.unpermitted', true],
    ['*', 'mint.unknown-selector', true],
    ['*.*', 'mint.unknown-selector', true],
    ['mint.un*', 'mint.unknown-selector', true],
    ['mint.*-sel*r', 'mint.unknown-selector', true],
    ['mint.*unknown*selector*', 'mint.unknown-selector', true],
    ['upgrade', 'upgrade.unpermitted', false],
    ['upgrade.*', 'upgrades.unpermitted', false],
    ['mint.a*a', 'mint.a', false],
    ['mint.ab*ba', 'mint.aba', false],
    ['mint.unpermitted', 'mint.unpermitteD', false],
    ['mint.*a*b', 'mint.b-a', false],
  ])('%s against %s: %s', (pattern, rule, matches) => {
    expect(matchesRule(pattern, rule)).toBe(matches);
  });

  it('is done with a pattern that would take a backtracking matcher for ever', () => {
    expect(matchesRule(`a.${'*a'.repeat(2_000)}*b`, `a.${'a'.repeat(20_000)}`)).toBe(false);
  });
});
