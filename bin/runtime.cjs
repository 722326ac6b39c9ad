'use strict';
const fs = require('node:fs');
const path = require('node:path');
const { Refusal } = require('./refusal.cjs');

/** The oldest Node that runs TypeScript from source without a flag and has `node:sqlite` as we use it. */
const OLDEST = [24, 11];

/** The npm packages that bring Node, by `platform-arch`; each is an optional dependency of the root. */
const BROUGHT = ['linux-x64', 'linux-arm64', 'darwin-x64', 'win32-x64'];

/** Where the workspace's own Node stands once it is installed; undefined where npm brings none for this machine. */
function broughtNode(root) {
  const platform = `${process.platform}-${process.arch}`;
  if (!BROUGHT.includes(platform)) return undefined;
  const file = process.platform === 'win32' ? 'node.exe' : 'node';
  return path.join(root, 'node_modules', `node-${platform.replace('win32', 'win')}`, 'bin', file);
}

/** Whether the Node that runs this is itself new enough. */
function runningIsNewEnough() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
}

/** Throws where no install could give a usable Node, so that nobody waits for one in vain. */
function assertNodePossible(root) {
  if (broughtNode(root) === undefined && !runningIsNewEnough()) {
    throw new Refusal(2, {
      message: `npm brings no Node for ${process.platform}-${process.arch}, and the running one is too old.`,
      found: `Node ${process.versions.node}`,
      expected: `Node ${OLDEST.join('.')} or newer`,
      remedy: 'Install Node 24 and run this again with it.',
    });
  }
}

/** The Node to run the workspace with: its own, else the running one when that is new enough. */
function findNode(root) {
  const own = broughtNode(root);
  if (own !== undefined && fs.existsSync(own)) return own;
  if (runningIsNewEnough()) return process.execPath;
  throw new Refusal(3, {
    message: 'The workspace has no Node of its own, and the running one is too old.',
    found: `Node ${process.versions.node}; no ${own}`,
    expected: `Node ${OLDEST.join('.')} or newer`,
    remedy: 'Remove node_modules and run this again; or install Node 24 and run this with it.',
  });
}

/**
 * What V8 is told at the start. With its usual first 1 MB for new objects it collects garbage seven times before
 * a short command has loaded its code. Only the Node that the lock file pins is known to know the flag.
 */
function startFlags(root, node) {
  return node === broughtNode(root) ? ['--min-semi-space-size=16'] : [];
}

module.exports = { assertNodePossible, broughtNode, findNode, runningIsNewEnough, startFlags };
