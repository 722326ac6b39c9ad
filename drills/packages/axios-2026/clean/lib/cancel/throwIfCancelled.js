import CanceledError from './CanceledError.js';

export default function throwIfCancelled(config) {
  if (config.signal?.aborted) throw new CanceledError(undefined, config);
}
