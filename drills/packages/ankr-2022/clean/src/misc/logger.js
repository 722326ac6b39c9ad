const LEVELS = ['debug', 'info', 'warn', 'error'];

/** Prints what is at or above a level; never the value of anything secret. */
export function createLogger({ level = process.env.SDK_LOG_LEVEL ?? 'warn', write = console.error } = {}) {
  const least = LEVELS.indexOf(level);
  const at = (name) => (text, fields = {}) => {
    if (LEVELS.indexOf(name) < least) return;
    write(JSON.stringify({ at: new Date().toISOString(), level: name, text, ...fields }));
  };
  return Object.fromEntries(LEVELS.map((name) => [name, at(name)]));
}
