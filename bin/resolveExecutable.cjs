'use strict';
const fs = require('node:fs');
const path = require('node:path');
const { Refusal } = require('./refusal.cjs');

/** The script behind an executable of an installed package, so that it runs under the Node we choose. Throws where there is none. */
function resolveExecutable(root, name) {
  const folder = path.join(root, 'node_modules', name);
  try {
    const { bin } = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'));
    const file = typeof bin === 'string' ? bin : bin[name];
    if (typeof file === 'string') return path.join(folder, file);
  } catch {
    // Not a package of that name: perhaps an executable that another package brings.
  }
  try {
    return fs.realpathSync(path.join(root, 'node_modules', '.bin', name));
  } catch {
    throw new Refusal(2, {
      message: `No installed package brings the executable "${name}".`,
      expected: 'a name in node_modules/.bin',
    });
  }
}

module.exports = { resolveExecutable };
