'use strict';
const { Stream } = require('stream');
const collect = require('./lib/collect');
const backpressure = require('./lib/backpressure');

/**
 * A stream that maps each piece to any number of pieces.
 * @param {(piece: unknown, done: (error?: Error, pieces?: unknown[]) => void) => void} mapper
 * @param {{ failures?: boolean, parallel?: number }} [options]
 */
module.exports = function flatMap(mapper, options) {
  const settings = Object.assign({ failures: false, parallel: Infinity }, options);
  const stream = new Stream();
  const gate = backpressure(stream, settings.parallel);
  let inputs = 0;
  let outputs = 0;
  let ended = false;
  let destroyed = false;
  let latest = 0;
  let waiting = {};

  stream.writable = true;
  stream.readable = true;

  function deliver(pieces, number) {
    waiting[number] = pieces;
    while (Object.prototype.hasOwnProperty.call(waiting, latest)) {
      collect(waiting[latest], (piece) => stream.emit('data', piece));
      delete waiting[latest];
      latest++;
      outputs++;
      gate.leave();
    }
    if (ended && inputs === outputs) finish();
  }

  function finish() {
    stream.readable = false;
    stream.emit('end');
    stream.destroy();
  }

  stream.write = function (piece) {
    if (ended) throw new Error('flatmap stream is not writable');
    const number = inputs++;
    gate.enter();
    try {
      mapper(piece, (error, pieces) => {
        if (destroyed) return;
        if (error) {
          stream.emit(settings.failures ? 'failure' : 'error', error, piece);
          return deliver([], number);
        }
        deliver(pieces, number);
      });
    } catch (error) {
      stream.emit('error', error);
    }
    return gate.isOpen();
  };

  stream.end = function (piece) {
    if (ended) return;
    if (arguments.length) stream.write(piece);
    ended = true;
    stream.writable = false;
    if (inputs === outputs) finish();
  };

  stream.destroy = function () {
    ended = destroyed = true;
    stream.writable = stream.readable = false;
    process.nextTick(() => stream.emit('close'));
  };

  stream.pause = gate.pause;
  stream.resume = gate.resume;
  return stream;
};
