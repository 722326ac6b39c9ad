import { expect, test } from 'vitest';
import { stepOf } from './stepOf.ts';

test.each([
  ['npm', '1.2.3', '1.2.4', 'patch'],
  ['npm', '1.2.3', '1.3.0', 'minor'],
  ['npm', '1.2.3', '2.0.0', 'major'],
  ['npm', '0.2.3', '0.3.0', 'major'],
  ['npm', '1.2.3', '1.2.3', 'same'],
  ['npm', '1.2.3', '1.2.2', 'older'],
  ['npm', '1.2.3', 'latest', 'unknown'],
  ['pypi', '6.12.1', '6.12.2', 'patch'],
  ['pypi', '6.12', '6.13', 'minor'],
  ['pypi', '1.0', '1.0.post1', 'patch'],
  ['pypi', '0.1', '0.2', 'minor'],
  ['pypi', '2024.1', '2025.1', 'major'],
] as const)('%s: %s to %s is %s', (ecosystem, before, after, step) => {
  expect(stepOf({ version: before }, { version: after, ecosystem })).toBe(step);
});

test('a version that is missing tells nothing', () => {
  expect(stepOf({}, { version: '1.0.0', ecosystem: 'npm' })).toBe('unknown');
});
