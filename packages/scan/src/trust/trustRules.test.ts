import { expect, test } from 'vitest';
import { ScanFault } from '../scanFault.ts';
import { nameFindings } from './nameFindings.ts';
import { NO_TRUST_RULES, parseTrustRules } from './trustRules.ts';

const DAY = 86_400_000;
const NOW = Date.parse('2026-06-15T12:00:00Z');
const RULES = parseTrustRules(
  [
    'cooldown: 7d',
    'exceptions:',
    "  - {npm: '@acme/', cooldown: 1d, why: our own releases}",
    "  - {npm: '@acme/wallet', cooldown: 12h, why: our own wallet}",
    '  - {pypi: Acme_Keys, cooldown: 0d, until: 2026-06-15, why: a fix that cannot wait}',
    '  - {pypi: acme.old, cooldown: 0d, until: 2026-06-14, why: over}',
    'own:',
    "  npm: ['@acme/', acme-tools]",
    '  pypi: [Acme_Keys]',
    '  registries: [https://packages.acme.example/npm/]',
    'known:',
    '  npm: [acme-public]',
  ].join('\n'),
  't.yaml',
);

test.each([
  ['npm', 'react', 7 * DAY],
  ['npm', '@acme/other', DAY],
  ['npm', '@acme/wallet', DAY / 2],
  ['npm', '@acme2/wallet', 7 * DAY],
  ['npm', 'acme-keys', 7 * DAY],
  ['pypi', 'acme.keys', 0],
  ['pypi', 'acme-old', 7 * DAY],
] as const)('%s %s waits %d ms', (ecosystem, name, cooldown) => {
  expect(RULES.cooldownOf(ecosystem, name, NOW)).toBe(cooldown);
});

test('an exception ends with its day', () => {
  expect(RULES.cooldownOf('pypi', 'acme-keys', Date.parse('2026-06-15T23:59:59Z'))).toBe(0);
  expect(RULES.cooldownOf('pypi', 'acme-keys', Date.parse('2026-06-16T00:00:00Z'))).toBe(7 * DAY);
});

test('names of one’s own and known ones are looked at', () => {
  const found = (ecosystem: 'npm' | 'pypi', name: string): string[] =>
    nameFindings(name, ecosystem, { ...RULES.namesOf(ecosystem), isPublic: true }).map(({ rule }) => rule);
  expect(found('npm', '@acme/x')).toEqual(['trust.dependency-confusion']);
  expect(found('pypi', 'acme_keys')).toEqual(['trust.dependency-confusion']);
  expect(found('npm', 'acme-pubilc')).toEqual(['trust.look-alike']);
  expect(found('npm', 'acme-public')).toEqual([]);
  expect(found('npm', 'etherss')).toEqual(['trust.look-alike']);
});

test('a registry is one’s own by its whole beginning', () => {
  expect(RULES.isOwnRegistry('https://packages.acme.example/npm/')).toBe(true);
  expect(RULES.isOwnRegistry('https://packages.acme.example/npm/mirror/')).toBe(true);
  expect(RULES.isOwnRegistry('https://packages.acme.example.invalid/npm/')).toBe(false);
  expect(RULES.isOwnRegistry('https://packages.acme.example/')).toBe(false);
});

test('without a file nothing waits', () => {
  expect(NO_TRUST_RULES.cooldownOf('npm', 'react', NOW)).toBe(0);
  expect(NO_TRUST_RULES.namesOf('pypi').own).toEqual([]);
  expect(parseTrustRules('{}', 't.yaml').cooldownOf('npm', 'react', NOW)).toBe(0);
});

test.each([
  ['a wait that is none', 'cooldown: a week', /t\.yaml:1 cooldown: found cooldown: a week, expected a duration/],
  ['a member that is none', '\ncooldwn: 7d', /t\.yaml:2 cooldwn: .*no such member/],
  [
    'an exception without a reason',
    'exceptions:\n  - {npm: a, cooldown: 0d}',
    /t\.yaml:2 exceptions\.0\.why: found nothing/,
  ],
  [
    'an exception of nothing',
    'exceptions:\n  - {cooldown: 0d, why: x}',
    /t\.yaml:2 exceptions\.0: .*exactly one of npm, pypi/,
  ],
  ['an exception of two', 'exceptions:\n  - {npm: a, pypi: a, cooldown: 0d, why: x}', /exactly one of npm, pypi/],
  [
    'an exception until no day',
    'exceptions:\n  - {npm: a, cooldown: 0d, why: x, until: soon}',
    /exceptions\.0\.until: .*a date/,
  ],
  [
    'an exception twice',
    'exceptions:\n  - {pypi: a.b, cooldown: 0d, why: x}\n  - {pypi: A-B, cooldown: 1d, why: x}',
    /t\.yaml:3 exceptions\.1: .*no exception before it/,
  ],
  ['a name that is none', "own: {npm: ['../x']}", /own\.npm\.0: .*a name of npm, or a scope/],
  ['a scope among known names', "known: {npm: ['@acme/']}", /known\.npm\.0: .*a name of npm/],
  [
    'a registry without its slash',
    'own: {registries: [https://packages.acme.example]}',
    /own\.registries\.0: .*ends in a slash/,
  ],
  ['no YAML', 'own: [', /YAML/],
  ['too much', ' '.repeat(500_001), /at most/],
])('%s is refused with its line', (_, text, words) => {
  try {
    parseTrustRules(text, 't.yaml');
  } catch (error) {
    expect(error).toBeInstanceOf(ScanFault);
    expect((error as ScanFault).code).toBe('bad-trust');
    expect((error as ScanFault).found).toMatch(words);
    return;
  }
  expect.fail('was not refused');
});
