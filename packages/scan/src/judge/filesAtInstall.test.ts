import { expect, test } from 'vitest';
import { lowerJavaScript } from '../javascript/lowerJavaScript.ts';
import { filesAtInstall } from './filesAtInstall.ts';

const files = (started: readonly string[], texts: Readonly<Record<string, string>>): readonly string[] =>
  filesAtInstall(
    started,
    Object.entries(texts).map(([file, text]) => lowerJavaScript(file, text)),
  );

test('what a hook starts runs at install, and what that loads, by import or by its name', () => {
  const texts = {
    'setup.js':
      "require('./lib/get'); require('child_process').fork(require('path').join(__dirname, 'lib', 'run.js'));",
    'lib/get.js': "export * from './deep.mjs';",
    'lib/deep.mjs': '',
    'lib/run.js': '',
    'index.js': "require('./lib/other');",
    'lib/other.js': '',
  };
  expect(files(['setup.js'], texts)).toEqual(['lib/deep.mjs', 'lib/get.js', 'lib/run.js', 'setup.js']);
  expect(files([], texts)).toEqual([]);
  expect(files(['install.sh'], texts)).toEqual(['install.sh']);
});
