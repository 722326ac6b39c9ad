export default function bind(fn, thisArg) {
  return function wrap(...parts) {
    return fn.apply(thisArg, parts);
  };
}
