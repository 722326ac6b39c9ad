'use strict';
const flatMap = require('..');

/** Cuts text at a separator, across pieces. */
module.exports = function split(separator = '\n') {
  let rest = '';
  return flatMap((piece, done) => {
    const parts = (rest + piece).split(separator);
    rest = parts.pop();
    done(undefined, parts);
  });
};
