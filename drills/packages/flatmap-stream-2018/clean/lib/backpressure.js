'use strict';

/** Says when a writer should wait: paused, or too many pieces under way. */
module.exports = function backpressure(stream, limit) {
  let paused = false;
  let running = 0;
  return {
    enter() {
      running++;
    },
    leave() {
      running--;
      if (!paused && running < limit) stream.emit('drain');
    },
    isOpen() {
      return !paused && running < limit;
    },
    pause() {
      paused = true;
    },
    resume() {
      paused = false;
      stream.emit('drain');
    },
  };
};
