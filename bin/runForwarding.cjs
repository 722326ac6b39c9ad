'use strict';
const { spawn } = require('node:child_process');
const path = require('node:path');
const tty = require('node:tty');

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'];
/** npm and a supervisor may both pass the same signal on; the target shall see it once. */
const SAME_SIGNAL_MS = 200;

/** Runs the target under the given Node with our own streams, hands it our signals, and ends as it ended. */
function runForwarding({ node, command, cwd, root }) {
  const env = { ...process.env };
  const key = Object.keys(env).find((name) => name.toUpperCase() === 'PATH') || 'PATH';
  env[key] = [path.dirname(node), path.join(root, 'node_modules', '.bin'), env[key]]
    .filter(Boolean)
    .join(path.delimiter);
  // Compiled and type-stripped code is kept beside what it was compiled from: a second start is faster.
  if (env.NODE_COMPILE_CACHE === undefined) env.NODE_COMPILE_CACHE = path.join(root, 'node_modules', '.cache', 'node');

  const child = spawn(node, command, { cwd, env, stdio: 'inherit', windowsHide: true });
  const last = {};
  for (const signal of SIGNALS) {
    process.on(signal, () => {
      // A terminal sends Ctrl-C to every process in it, the target included.
      if (signal === 'SIGINT' && [0, 1, 2].some((stream) => tty.isatty(stream))) return;
      const now = Date.now();
      if (now - (last[signal] || 0) < SAME_SIGNAL_MS) return;
      last[signal] = now;
      child.kill(signal);
    });
  }
  child.on('error', (error) => {
    process.stderr.write(`portcullis: ${node} could not be started: ${error.message}\n`);
    process.exitCode = 3;
  });
  child.on('exit', (code, signal) => {
    if (signal === null) {
      process.exitCode = code;
      return;
    }
    for (const name of SIGNALS) process.removeAllListeners(name);
    // Die of the same signal, so that whoever waits for us sees the truth.
    process.kill(process.pid, signal);
  });
}

module.exports = { runForwarding };
