import assert from 'node:assert/strict';
import { Chalk } from '../source/index.js';
import createDebug from '../source/debug.js';

const chalk = new Chalk({ level: 3 });
assert.equal(chalk.red('a'), '\u001B[31ma\u001B[39m');
assert.equal(chalk.bold.green('a', 'b'), '\u001B[1m\u001B[32ma b\u001B[39m\u001B[22m');
assert.equal(chalk.hex('#ff0000')('x'), '\u001B[38;2;255;0;0mx\u001B[39m');
assert.equal(new Chalk({ level: 0 }).red('a'), 'a');
assert.throws(() => new Chalk({ level: 9 }));
const lines = [];
createDebug('app:db', { patterns: ['app:*'], write: (line) => lines.push(line) })('read %s', 'rows');
createDebug('other', { patterns: ['app:*'], write: (line) => lines.push(line) })('silent');
assert.equal(lines.length, 1);
assert.match(lines[0], /read rows/);
console.log('ok');
