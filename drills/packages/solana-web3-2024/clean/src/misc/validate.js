export function assertBytes(value, length, what) {
  if (!(value instanceof Uint8Array)) throw new TypeError(`${what} is bytes, not ${typeof value}`);
  if (value.length !== length) throw new RangeError(`${what} has ${length} bytes, not ${value.length}`);
  return value;
}

export function assertOneOf(value, allowed, what) {
  if (!allowed.includes(value)) throw new TypeError(`${what} is one of ${allowed.join(', ')}, not ${value}`);
  return value;
}
