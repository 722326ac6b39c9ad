'use strict';
const Color = require('./src/color');
const { mostReadable, readability } = require('./src/readability');

module.exports = Object.assign((input) => new Color(input), { Color, readability, mostReadable });
