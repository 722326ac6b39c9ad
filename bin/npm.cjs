'use strict';
const { spawn } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { Refusal } = require('./refusal.cjs');

/** npm says what is wrong first and adds its help after it. */
const HEAD_LINES = 30;
const TAIL_LINES = 10;
const QUIET_MS = 10_000;

/** How to start npm: the one that runs us, the one beside this Node, or the one on the PATH. */
function npmCommand() {
  const folder = path.dirname(process.execPath);
  const known = [
    process.env.npm_execpath,
    path.join(folder, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    path.join(folder, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  ];
  const script = known.find((file) => file && path.basename(file) === 'npm-cli.js' && fs.existsSync(file));
  if (script !== undefined) return { name: 'npm', file: process.execPath, before: [script], shell: false };
  return process.platform === 'win32'
    ? { name: 'npm', file: 'npm.cmd', before: [], shell: true }
    : { name: 'npm', file: 'npm', before: [], shell: false };
}

/**
 * Runs npm in a folder, says on stderr what is going on and for how long, and keeps npm's
 * own words back. Resolves with its exit code (or the signal that ended it) and its last lines.
 */
function runNpm(root, args, what, onStart) {
  const npm = npmCommand();
  return new Promise((resolve, reject) => {
    const started = Date.now();
    const seconds = () => Math.round((Date.now() - started) / 1000);
    const child = spawn(npm.file, [...npm.before, ...args], {
      cwd: root,
      shell: npm.shell,
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
    });
    if (child.pid !== undefined) onStart(child.pid);
    const progress = showProgress(what, seconds);
    let output = '';
    const keep = (chunk) => {
      output = shorten(output + chunk);
    };
    child.stdout.setEncoding('utf8').on('data', keep);
    child.stderr.setEncoding('utf8').on('data', keep);
    const stop = (signal) => child.kill(signal);
    process.once('SIGINT', stop).once('SIGTERM', stop);
    const end = () => {
      progress.end();
      process.removeListener('SIGINT', stop).removeListener('SIGTERM', stop);
    };
    child.on('error', (error) => {
      end();
      reject(notStarted(error));
    });
    child.on('close', (code, signal) => {
      end();
      resolve({ code: signal || code, output: output.trim(), seconds: seconds() });
    });
  });
}

function shorten(text) {
  const lines = text.split('\n');
  const kept = HEAD_LINES + TAIL_LINES;
  return lines.length <= kept + 1 ? text : [...lines.slice(0, HEAD_LINES), '…', ...lines.slice(-TAIL_LINES)].join('\n');
}

function notStarted(error) {
  return new Refusal(3, {
    message: 'npm could not be started, so nothing can be installed.',
    found: error.code === 'ENOENT' ? 'no npm beside this Node and none on the PATH' : error.message,
    expected: 'npm 8 or newer, which comes with Node',
    remedy: 'Install Node with npm, or run `npm ci` in this folder from where you have it.',
  });
}

/** One line that counts the seconds on a terminal; elsewhere a line at the start and one every ten seconds. */
function showProgress(what, seconds) {
  const live = process.stderr.isTTY === true;
  const draw = () =>
    process.stderr.write(
      live ? `\r\x1b[Kportcullis: ${what} … ${seconds()} s` : `portcullis: ${what} … ${seconds()} s\n`,
    );
  draw();
  const timer = setInterval(draw, live ? 1000 : QUIET_MS);
  return {
    end() {
      clearInterval(timer);
      if (live) process.stderr.write('\r\x1b[K');
    },
  };
}

module.exports = { npmCommand, runNpm };
