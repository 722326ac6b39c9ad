'use strict';
const names = require('./names');

const HEX = /^#?([0-9a-f]{3}|[0-9a-f]{6}|[0-9a-f]{8})$/i;
const FUNCTION = /^(rgb|hsl)a?\(\s*([\d.]+)(?:deg)?[\s,]+([\d.]+)%?[\s,]+([\d.]+)%?(?:[\s,/]+([\d.]+))?\s*\)$/i;

function fromHex(digits) {
  const long = digits.length === 3 ? [...digits].map((digit) => digit + digit).join('') : digits;
  const [r, g, b, a = 255] = long.match(/../g).map((pair) => Number.parseInt(pair, 16));
  return { r, g, b, a: a / 255 };
}

/** Reads a colour in the ways that style sheets write it. */
module.exports = function parse(text) {
  const trimmed = String(text).trim().toLowerCase();
  const named = names[trimmed] ?? trimmed;
  const hex = HEX.exec(named);
  if (hex !== null) return fromHex(hex[1]);
  const called = FUNCTION.exec(named);
  if (called === null) throw new TypeError(`not a color: ${text}`);
  const [, kind, first, second, third, alpha = '1'] = called;
  const values = [first, second, third].map(Number);
  const rgb = kind === 'rgb' ? values : require('./convert').hslToRgb(...values);
  return { r: rgb[0], g: rgb[1], b: rgb[2], a: Number(alpha) };
};
