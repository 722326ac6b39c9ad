'use strict';
const assert = require('node:assert/strict');
const pieces = require('./data').slice(0, 5);

for (const flatMap of [require('..'), require('../index.min.js')]) {
  const seen = [];
  const stream = flatMap((piece, done) => done(undefined, [piece, piece.toUpperCase()]));
  stream.on('data', (piece) => seen.push(piece));
  stream.on('end', () => seen.push('end'));
  for (const piece of pieces) stream.write(Buffer.from(piece, 'hex').toString());
  stream.end();
  assert.equal(seen.length, 11);
  assert.equal(seen[1], 'ALPHA');
  assert.equal(seen.at(-1), 'end');
}
const lines = [];
const cut = require('../lib/split')();
cut.on('data', (line) => lines.push(line));
cut.write('one\ntw');
cut.end('o\nthree\n');
assert.deepEqual(lines, ['one', 'two', 'three']);
console.log('ok');
