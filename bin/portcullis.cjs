#!/usr/bin/env node
'use strict';
// The entry of everything in this repository, in plain JavaScript that Node 18 can read.
// It installs what the lock file says when that is absent or stale, then runs the target
// under the workspace's own Node.
//
//   portcullis.cjs ARGS…                    the command `portcullis`
//   portcullis.cjs --run BIN ARGS…          an executable of an installed package
//   portcullis.cjs --run-script FILE ARGS…  a script of this repository
const path = require('node:path');
const { isInstalled } = require('./freshness.cjs');
const { findNode, startFlags } = require('./runtime.cjs');
const { Refusal } = require('./refusal.cjs');
const { runForwarding } = require('./runForwarding.cjs');

const root = path.resolve(__dirname, '..');

/** What to run, where, from the arguments: a list for Node, and a folder. */
function targetOf(args) {
  const [mode, name, ...rest] = args;
  if (mode !== '--run' && mode !== '--run-script') {
    return { command: [path.join(root, 'packages', 'cli', 'src', 'main.ts'), ...args], cwd: process.cwd() };
  }
  if (name === undefined) {
    throw new Refusal(2, {
      message: `${mode} needs a name.`,
      expected:
        mode === '--run'
          ? '--run BIN, such as --run vitest run'
          : '--run-script FILE, such as --run-script tools/check.ts',
    });
  }
  const file =
    mode === '--run' ? require('./resolveExecutable.cjs').resolveExecutable(root, name) : path.resolve(root, name);
  return { command: [file, ...rest], cwd: root };
}

async function main() {
  // Nearly every start finds its packages there; what only an install needs is loaded for an install.
  if (!isInstalled(root)) await require('./install.cjs').install(root);
  const node = findNode(root);
  const { command, cwd } = targetOf(process.argv.slice(2));
  runForwarding({ node, command: [...startFlags(root, node), ...command], cwd, root });
}

main().catch((error) => {
  process.stderr.write(`portcullis: ${error instanceof Refusal ? error.explain() : error.stack}\n`);
  process.exitCode = error instanceof Refusal ? error.exitCode : 3;
});
