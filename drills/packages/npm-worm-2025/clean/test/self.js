'use strict';
const assert = require('node:assert/strict');
const color = require('..');

assert.equal(color('red').toHexString(), '#ff0000');
assert.equal(color('hsl(120, 100%, 50%)').toHexString(), '#00ff00');
assert.equal(color('#abc').toHexString(), '#aabbcc');
assert.deepEqual(color('rgb(0, 0, 255)').toHsl(), [240, 100, 50]);
assert.equal(color('black').lighten(50).toHexString(), '#808080');
assert.equal(Math.round(color.readability('black', 'white')), 21);
assert.equal(color.mostReadable('navy', ['black', 'white', 'blue']), 'white');
assert.throws(() => color('nothing'));
console.log('ok');
