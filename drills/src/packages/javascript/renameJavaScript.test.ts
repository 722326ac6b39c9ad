import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { chanceOf } from '../chance.ts';
import { createFreshNames } from '../freshNames.ts';
import type { PackageFiles } from '../packageFiles.ts';
import { createHostNames } from '../renameHosts.ts';
import { renameJavaScript } from './renameJavaScript.ts';

function renamed(files: Record<string, string>, seed = 1): PackageFiles {
  const chance = chanceOf(seed);
  return renameJavaScript(
    new Map(Object.entries(files)),
    chance,
    createHostNames(createFreshNames(chance.fork('hosts'), [])),
  );
}
/** Runs a module of plain script and gives what it returns. */
function value(text: string): unknown {
  return runInNewContext(`(() => { ${text} })()`);
}

const PROGRAM = `
function outer(seed, { depth = 2, ...rest } = {}) {
  var total = seed;
  for (let seed = 0; seed < depth; seed++) { const seed2 = seed; total += seed2; }
  { let total = 5; rest.inner = total; }
  class Box { #kept = total; _twice() { return this.#kept * 2; } get kept() { return this.#kept in [] ? 0 : this._twice(); } }
  const shorthand = { total, depth };
  try { throw new Error('x'); } catch ({ message }) { shorthand.message = message; }
  label: for (const [key, { value = 7 }] of [['a', {}]]) { shorthand[key] = value; continue label; }
  const recurse = function self(n) { return n === 0 ? 0 : n + self(n - 1); };
  return JSON.stringify([new Box().kept, shorthand, rest, recurse(4), (() => arguments.length)()]);
}
`;

it('keeps what a program does, whatever shadows what', () => {
  const before = value(`${PROGRAM} return outer(3, { depth: 3, more: 1 });`);
  for (let seed = 0; seed < 30; seed++) {
    const text = renamed({ 'index.js': `${PROGRAM}\nmodule.exports = { outer };` }, seed).get('index.js') ?? '';
    expect(text).not.toMatch(/\b(total|seed|recurse|shorthand2|kept2)\b(?!["':,}])/);
    const after = value(`const module = {}; ${text} return module.exports.outer(3, { depth: 3, more: 1 });`);
    expect(after).toBe(before);
  }
});

it('renames inner exports on both sides and leaves the names that users see', () => {
  const files = renamed({
    'package.json': '{ "main": "index.js" }',
    'index.js': "export { fromPhrase } from './lib/wallet.js';\n",
    'lib/wallet.js':
      "import { stretchPhrase as grow } from './stretching.js';\nexport function fromPhrase(phrase) { return grow(phrase); }\n",
    'lib/stretching.js': 'export const stretchPhrase = (phrase) => phrase.normalize();\n',
  });
  const whole = [...files].flat().join('\n');
  expect(files.get('index.js')).toMatch(/^export \{ fromPhrase \} from "\.\/lib\/\w+\.js";$/m);
  expect(whole).toContain('function fromPhrase(');
  expect(whole).toContain('.normalize()');
  expect(whole).not.toMatch(/stretchPhrase|stretching|wallet\.js|\bgrow\b/);
});

it('renames hosts in one piece, as labels and as codes, the same everywhere, and keeps them under .invalid', () => {
  const codes = Array.from('drop.example.invalid', (letter) => letter.charCodeAt(0));
  const text =
    renamed({
      'index.js': `f('https://drop.example.invalid/x', ['drop', 'example', 'invalid'].join('.'), [${codes.join(',')}]);`,
    }).get('index.js') ?? '';
  const [, host = ''] = /https:\/\/([\w.]+)\/x/.exec(text) ?? [];
  expect(host).toMatch(/^\w+\.\w+\.invalid$/);
  expect(host).not.toBe('drop.example.invalid');
  expect(text).toContain(`['${host.split('.').join("', '")}']`);
  expect(text).toContain(`[${Array.from(host, (letter) => letter.charCodeAt(0)).join(', ')}]`);
});

it('refuses what is no JavaScript', () => {
  expect(() => renamed({ 'index.js': 'function (' })).toThrow(SyntaxError);
});
