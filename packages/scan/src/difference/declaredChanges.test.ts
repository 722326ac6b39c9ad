import { expect, test } from 'vitest';
import type { DeclaredFacts } from '../judge/analysis.ts';
import { analysisOf } from '../testing/analysisOf.ts';
import { declaredChanges } from './declaredChanges.ts';

const NOTHING: DeclaredFacts = { hooks: [], dependencies: {}, protections: [] };

const changes = (before: Partial<DeclaredFacts>, after: Partial<DeclaredFacts>, version = '1.0.1'): string[] =>
  declaredChanges(
    analysisOf({ declared: { ...NOTHING, ...before } }),
    analysisOf({ version, declared: { ...NOTHING, ...after } }),
  ).map(({ rule, decision }) => `${rule} ${decision}`);

test('a new install hook is held, one that stood there is not', () => {
  const hook = 'package.json: postinstall: node setup.js';
  expect(changes({}, { hooks: [hook] })).toEqual(['change.install-hook hold']);
  expect(changes({ hooks: [hook] }, { hooks: [hook] })).toEqual([]);
});

test('an install hook whose command changed is new', () => {
  expect(
    changes({ hooks: ['package.json: postinstall: node a.js'] }, { hooks: ['package.json: postinstall: node b.js'] }),
  ).toEqual(['change.install-hook hold']);
});

test('a protection that is gone is held, a new one is welcome', () => {
  const protection = '.github/workflows/release.yml: attests what it publishes';
  expect(changes({ protections: [protection] }, {})).toEqual(['change.protection-removed hold']);
  expect(changes({}, { protections: [protection] })).toEqual([]);
});
