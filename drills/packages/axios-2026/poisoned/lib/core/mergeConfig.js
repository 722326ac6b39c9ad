import isPlainObject from '../helpers/isPlainObject.js';

function merge(left, right) {
  if (right === undefined) return left;
  if (!isPlainObject(left) || !isPlainObject(right)) return right;
  const whole = { ...left };
  for (const [name, value] of Object.entries(right)) {
    if (name === '__proto__') continue;
    whole[name] = merge(left[name], value);
  }
  return whole;
}

export default function mergeConfig(defaults, config = {}) {
  return merge(defaults, config);
}
