'use strict';
const Color = require('./color');

/** The contrast of two colors, from 1 to 21. */
function readability(left, right) {
  const [first, second] = [new Color(left).getLuminance(), new Color(right).getLuminance()];
  return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05);
}

exports.readability = readability;
exports.mostReadable = (base, colors) =>
  colors.reduce((best, color) => (readability(base, color) > readability(base, best) ? color : best));
