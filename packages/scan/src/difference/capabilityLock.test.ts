import { expect, test } from 'vitest';
import { ScanFault } from '../scanFault.ts';
import { analysisOf } from '../testing/analysisOf.ts';
import { approve, type CapabilityLock, lockName, lockText, parseLock } from './capabilityLock.ts';
import { lockChanges } from './lockChanges.ts';

const EMPTY: CapabilityLock = { v: 1, packages: {} };
const network = {
  capability: 'network',
  api: 'global:fetch',
  constants: [],
  atLoad: false,
  place: { file: 'index.js', what: 'uses global:fetch' },
} as const;
const approved = approve(EMPTY, analysisOf()) ?? EMPTY;

test('reads what it writes', () => {
  expect(parseLock(lockText(approved))).toEqual(approved);
});

test.each([
  ['no JSON', '{'],
  ['another version', '{"v":2,"packages":{}}'],
  ['an unknown capability', lockText(approved).replace('"capabilities": []', '"capabilities": ["fly"]')],
  ['an unknown member', '{"v":1,"packages":{},"more":1}'],
])('%s is refused', (_, text) => {
  expect(() => parseLock(text)).toThrow(ScanFault);
});

test('approves nothing that has no name or no version', () => {
  expect(approve(EMPTY, { ...analysisOf(), name: undefined } as never)).toBeUndefined();
});

test.each([
  ['npm', '@scope/name', 'pkg:npm/%40scope/name'],
  ['pypi', 'Some_Name.x', 'pkg:pypi/some-name-x'],
] as const)('%s: %s is known as %s', (ecosystem, name, purl) => {
  expect(lockName({ ecosystem, name })).toBe(purl);
});

const against = (lock: CapabilityLock, after: Parameters<typeof analysisOf>[0]): string[] =>
  lockChanges(lock, analysisOf(after)).map(({ rule, decision }) => `${rule} ${decision}`);

test('denies by default', () => {
  expect(against(EMPTY, {})).toEqual(['change.not-in-lock hold']);
});

test('lets the very bytes through that were approved', () => {
  expect(against(approved, {})).toEqual([]);
});

test('lets an update through that can do no more', () => {
  expect(against(approved, { version: '1.0.1', files: { 'index.js': 'mended' } })).toEqual([]);
});

test.each([
  ['1.0.1', 'hold'],
  ['1.1.0', 'hold'],
  ['2.0.0', 'review'],
  ['0.9.0', 'hold'],
])('a new capability in %s: %s', (version, decision) => {
  expect(against(approved, { version, files: { 'index.js': 'new' }, uses: [network] })).toEqual([
    `change.outside-lock ${decision}`,
  ]);
});

test('a new install hook is outside the lock', () => {
  const declared = { hooks: ['package.json: install: x'], dependencies: {}, protections: [] };
  expect(against(approved, { version: '1.0.1', files: { 'index.js': 'new' }, declared })).toEqual([
    'change.outside-lock hold',
  ]);
});

test('a package named like a member of every object is not in the lock', () => {
  expect(lockChanges(EMPTY, analysisOf({ name: 'constructor' }))).toHaveLength(1);
});
