import { expect, test } from 'vitest';
import { lowerJavaScript } from '../../javascript/lowerJavaScript.ts';
import { isTestFile, withoutTests } from './withoutTests.ts';

const files = (of: Readonly<Record<string, string>>): string[] =>
  withoutTests(Object.entries(of).map(([file, text]) => lowerJavaScript(file, text))).map(({ file }) => file);

test.each(['test/a.js', 'lib/__tests__/a.ts', 'a.test.js', 'pkg/test_a.py', 'conftest.py', 'examples/a.py'])(
  '%s is there for tests',
  (file) => {
    expect(isTestFile(file)).toBe(true);
  },
);

test.each(['index.js', 'lib/latest.js', 'attest/a.js', 'contest.py'])('%s is not', (file) => {
  expect(isTestFile(file)).toBe(false);
});

test('tests that nothing else imports are left out', () => {
  expect(files({ 'index.js': 'x()', 'test/a.js': 'y()' })).toEqual(['index.js']);
});

test.each([
  ['an import of one', "require('./test/data')"],
  ['an import of one by its name', "import './a.test.js'"],
  ['an import that cannot be read', 'require(name)'],
])('%s keeps them', (_, text) => {
  expect(files({ 'index.js': text, 'test/data.js': 'y()' })).toContain('test/data.js');
});

test('a package of nothing but tests is read', () => {
  expect(files({ 'test/a.js': 'x()' })).toEqual(['test/a.js']);
});
