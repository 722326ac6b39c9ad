'use strict';

/** Calls back with each piece of a list, or with the one piece; nothing for nothing. */
module.exports = function collect(pieces, each) {
  if (pieces === undefined || pieces === null) return 0;
  const list = Array.isArray(pieces) ? pieces : [pieces];
  for (const piece of list) each(piece);
  return list.length;
};
