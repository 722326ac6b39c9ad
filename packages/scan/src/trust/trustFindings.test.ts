import { expect, test } from 'vitest';
import type { ReleaseTrust } from './releaseTrust.ts';
import { trustFindings } from './trustFindings.ts';

const DAY = 86_400_000;
const PROVED = { is: 'verified', repository: 'https://example.invalid/one' } as const;
const BEFORE: ReleaseTrust = {
  published: 0,
  publisher: { name: 'ann', email: 'ann@one.invalid' },
  maintainers: [{ name: 'ann', email: 'ann@one.invalid' }, { name: 'ben' }],
  provenance: PROVED,
};
const found = (after: Partial<ReleaseTrust>, before: ReleaseTrust | undefined = BEFORE, cooldown = 0): string[] =>
  trustFindings(before, { ...BEFORE, ...after }, { now: 10 * DAY, cooldown }).map(
    ({ rule, decision }) => `${rule} ${decision}`,
  );

test('the same people and the same proof are no finding', () => {
  expect(found({})).toEqual([]);
  expect(found({ publisher: { name: 'ben' } })).toEqual([]);
});

test.each([
  ['a lost proof', { provenance: { is: 'absent' } }, 'trust.provenance-lost hold'],
  ['a wrong proof', { provenance: { is: 'invalid', why: 'x' } }, 'trust.provenance-invalid hold'],
  ['another repository', { provenance: { ...PROVED, repository: 'x' } }, 'trust.repository-changed hold'],
  ['a stranger who publishes', { publisher: { name: 'eve' } }, 'trust.publisher-changed hold'],
  ['a new maintainer', { maintainers: [...BEFORE.maintainers, { name: 'cy' }] }, 'trust.maintainer-added review'],
  [
    'an address on another domain',
    { maintainers: [{ name: 'ann', email: 'ann@two.invalid' }] },
    'trust.email-domain-changed hold',
  ],
] as const)('%s is found', (_, after, rule) => {
  expect(found(after)).toEqual([rule]);
});

test('who never had a proof loses none', () => {
  expect(found({ provenance: { is: 'absent' } }, { ...BEFORE, provenance: { is: 'absent' } })).toEqual([]);
});

test('at first sight only a wrong proof speaks', () => {
  const first = trustFindings(
    undefined,
    { maintainers: [], provenance: { is: 'invalid', why: 'x' } },
    { now: 0, cooldown: 0 },
  );
  expect(first.map(({ rule }) => rule)).toEqual(['trust.provenance-invalid']);
});

test.each([
  ['a version that is old enough', 3 * DAY, []],
  ['a version that is too young', 9 * DAY, ['trust.too-young hold']],
  ['a version from the future', 11 * DAY, ['trust.too-young hold']],
  ['a version of unknown age', undefined, ['trust.too-young hold']],
] as const)('%s under a wait of a week', (_, published, rules) => {
  const { published: __, ...rest } = BEFORE;
  const after: ReleaseTrust = published === undefined ? rest : { ...rest, published };
  expect(
    trustFindings(BEFORE, after, { now: 10 * DAY, cooldown: 7 * DAY }).map((one) => `${one.rule} ${one.decision}`),
  ).toEqual(rules);
});
