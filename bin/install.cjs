'use strict';
const fs = require('node:fs');
const path = require('node:path');
const { isInstalled, markInstalled } = require('./freshness.cjs');
const { acquireLock } = require('./installLock.cjs');
const { npmCommand, runNpm } = require('./npm.cjs');
const { Refusal } = require('./refusal.cjs');
const { assertNodePossible, broughtNode, runningIsNewEnough } = require('./runtime.cjs');

/** Installs what the lock file says unless npm did already. One process at a time; the others wait for it. */
async function install(root) {
  assertNodePossible(root);
  const lock = await acquireLock(root, {
    done: () => isInstalled(root),
    say: (line) => process.stderr.write(`portcullis: ${line}\n`),
  });
  if (lock === undefined) return;
  try {
    if (!installedByNpm(root)) await runCi(root, (pid) => lock.share(pid));
    lock.assertHeld();
    markInstalled(root);
  } finally {
    lock.release();
  }
}

/**
 * Whether somebody ran npm here already: npm's own record of what it installed lists every
 * package of our lock file with the same content, but for those of other platforms.
 */
function installedByNpm(root) {
  try {
    const wanted = JSON.parse(fs.readFileSync(path.join(root, 'package-lock.json'), 'utf8')).packages;
    const found = JSON.parse(fs.readFileSync(path.join(root, 'node_modules', '.package-lock.json'), 'utf8')).packages;
    for (const [place, entry] of Object.entries(wanted)) {
      if (!place.includes('node_modules/') || entry.optional === true) continue;
      const there = found[place];
      if (there === undefined || there.version !== entry.version || there.integrity !== entry.integrity) return false;
      if (!fs.existsSync(path.join(root, place))) return false;
    }
    return hasNode(root);
  } catch {
    return false;
  }
}

function hasNode(root) {
  const own = broughtNode(root);
  return runningIsNewEnough() || (own !== undefined && fs.existsSync(own));
}

async function runCi(root, onStart) {
  const count = Object.keys(JSON.parse(fs.readFileSync(path.join(root, 'package-lock.json'), 'utf8')).packages).length;
  const what = `installing the ${count} packages of the lock file, without running their install scripts`;
  // A NODE_ENV or an npm setting of the machine must not leave out the tools that tests and checks need.
  const args = [
    'ci',
    '--ignore-scripts',
    '--include=dev',
    '--include=optional',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ];
  const { code, output, seconds } = await runNpm(root, args, what, onStart);
  if (code === 0 && hasNode(root)) {
    process.stderr.write(`portcullis: installed in ${seconds} s\n`);
    return;
  }
  if (output !== '') process.stderr.write(`${output}\n`);
  throw new Refusal(3, {
    message: code === 0 ? 'npm left out the Node that this workspace needs.' : 'The packages could not be installed.',
    found:
      code === 0 ? `no ${broughtNode(root)}` : `${npmCommand().name} ci ended with ${code}; what it said stands above`,
    remedy: `Check the network and \`npm config get registry\`, then run this again; or run \`npm ci\` in ${root} yourself.`,
  });
}

module.exports = { install };
