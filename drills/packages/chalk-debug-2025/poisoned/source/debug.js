import chalk from './index.js';

const COLORS = ['cyan', 'green', 'yellow', 'blue', 'magenta', 'red'];

function colorOf(namespace) {
  let hash = 0;
  for (const letter of namespace) hash = (hash * 31 + letter.charCodeAt(0)) | 0;
  return COLORS[Math.abs(hash) % COLORS.length];
}

function isEnabled(namespace, patterns) {
  return patterns.some((pattern) =>
    pattern.endsWith('*') ? namespace.startsWith(pattern.slice(0, -1)) : namespace === pattern,
  );
}

/** A logger that speaks only where the DEBUG variable names it. */
export default function createDebug(namespace, { patterns = (process.env.DEBUG ?? '').split(/[\s,]+/), write } = {}) {
  const print = write ?? ((line) => process.stderr.write(`${line}\n`));
  const paint = chalk[colorOf(namespace)];
  let last = 0;
  const debug = (text, ...values) => {
    if (!isEnabled(namespace, patterns)) return;
    const now = Date.now();
    const line = String(text).replaceAll('%s', () => String(values.shift()));
    print(`${paint(namespace)} ${line} +${last === 0 ? 0 : now - last}ms`);
    last = now;
  };
  debug.enabled = isEnabled(namespace, patterns);
  return debug;
}
