import { expect, it } from 'vitest';
import { type KeyProgram, keySentInJavaScript, keySentInPython } from '../testing/keySent.ts';

const JAVASCRIPT: readonly KeyProgram[] = [
  ['what the program tells', 'console.log = (...all) => send(all);', 'console.log(k)', true],
  [
    'what calls the one before',
    'const old = console.log; console.log = (x) => { send(x); old(x); };',
    'console.log(k)',
    true,
  ],
  ['what it writes', 'process.stdout.write = (x) => send(x);', 'process.stdout.write(k)', true],
  ['of the global object', 'globalThis.atob = (x) => send(x);', 'atob(k)', true],
  ['of a module', "require('fs').appendFile = (p, x) => send(x);", "require('fs').appendFile('a', k)", true],
  ['of a library', "require('ws').log = (x) => send(x);", "require('ws').log(k)", false],
  ['another of the same object', 'console.error = (x) => send(x);', 'console.log(k)', false],
  ['only where there is none', 'if (!console.log) console.log = (x) => send(x);', 'console.log(k)', false],
  ['of an object of the package', 'const mine = {}; mine.log = (x) => send(x);', 'console.log(k)', false],
  ['with something else', 'console.log = (x) => send(x);', "console.log('a')", false],
];
const PYTHON: readonly KeyProgram[] = [
  ['what the program tells', 'import logging\nlogging.warning = lambda x: send(x)', 'logging.warning(k)', true],
  ['another of the same module', 'import logging\nlogging.error = lambda x: send(x)', 'logging.warning(k)', false],
];

it.each(JAVASCRIPT)(
  'whoever calls what a function took the place of calls that function: %s',
  async (_, before, body, isSent) => {
    expect((await keySentInJavaScript(before, body)).length > 0).toBe(isSent);
  },
);
it.each(PYTHON)('in Python: %s', async (_, before, body, isSent) => {
  expect((await keySentInPython(before, body)).length > 0).toBe(isSent);
});
