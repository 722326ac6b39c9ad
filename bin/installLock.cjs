'use strict';
const { randomBytes } = require('node:crypto');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { Refusal } = require('./refusal.cjs');

const POLL_MS = 200;
const BEAT_MS = 2000;
/** Polls without a heartbeat (one minute) after which a holder that cannot be looked up counts as gone. */
const SILENT_POLLS = 300;

/**
 * Takes the install lock of a repository, waiting for its holder. A holder that died is
 * recognised by its process ids, or on another machine by its silence. Returns undefined
 * when `done()` became true while waiting: somebody else did the work.
 */
async function acquireLock(root, { done, say }) {
  const file = path.join(root, '.install.lock');
  const mine = { pids: [process.pid], host: os.hostname(), nonce: randomBytes(8).toString('hex') };
  let waiting = false;
  let seen = { beat: undefined, polls: 0 };
  for (;;) {
    if (done()) return undefined;
    if (tryTake(file, mine)) return held(file, mine);
    const holder = look(file);
    if (holder === undefined) continue;
    seen = holder.beat === seen.beat ? { ...seen, polls: seen.polls + 1 } : { beat: holder.beat, polls: 0 };
    if (isGone(holder) || seen.polls > SILENT_POLLS) {
      say(`the install by process ${holder.pids[0]} was broken off; taking over`);
      takeAway(file, holder.text);
      continue;
    }
    if (!waiting)
      say(`waiting for the install by process ${holder.pids.find(isAlive) || 'on another machine'} (${file})`);
    waiting = true;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

function tryTake(file, mine) {
  try {
    fs.writeFileSync(file, JSON.stringify(mine), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw new Refusal(3, {
      message: 'The folder of this repository cannot be written, so nothing can be installed in it.',
      found: error.message,
      remedy: 'Clone it into a folder of your own, or have its owner run `npm ci` there.',
    });
  }
}

function look(file) {
  try {
    const text = fs.readFileSync(file, 'utf8');
    const beat = fs.statSync(file).mtimeMs;
    let holder = {};
    try {
      holder = JSON.parse(text);
    } catch {
      // Created a moment ago and not written yet, or not by us: its silence decides.
    }
    return { text, beat, pids: Array.isArray(holder.pids) ? holder.pids : [], host: holder.host };
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function isGone({ pids, host }) {
  return host === os.hostname() && pids.length > 0 && !pids.some(isAlive);
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code !== 'ESRCH';
  }
}

/** Removes a dead holder's lock. If in between another process took its place, that one's lock is put back. */
function takeAway(file, deadText) {
  const aside = `${file}.${process.pid}`;
  try {
    fs.renameSync(file, aside);
    if (fs.readFileSync(aside, 'utf8') !== deadText) fs.linkSync(aside, file);
    fs.unlinkSync(aside);
  } catch (error) {
    if (error.code !== 'ENOENT' && error.code !== 'EEXIST') throw error;
  }
}

function held(file, mine) {
  const isMine = () => {
    const holder = look(file);
    return holder !== undefined && holder.text === JSON.stringify(mine);
  };
  const beat = setInterval(() => {
    try {
      if (isMine()) fs.utimesSync(file, new Date(), new Date());
    } catch {
      // The next beat tries again; whether the lock is still ours is asserted at the end.
    }
  }, BEAT_MS);
  beat.unref();
  return {
    /** A process that works for us: should we die, nobody takes over before it has ended too. */
    share(pid) {
      const wasMine = isMine();
      mine.pids.push(pid);
      if (wasMine) fs.writeFileSync(file, JSON.stringify(mine));
    },
    assertHeld() {
      if (isMine()) return;
      throw new Refusal(3, { message: 'Another process took over this install.', remedy: 'Run this again.' });
    },
    release() {
      clearInterval(beat);
      if (isMine()) fs.rmSync(file, { force: true });
    },
  };
}

module.exports = { acquireLock };
