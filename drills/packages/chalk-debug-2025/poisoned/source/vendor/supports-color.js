import process from 'node:process';

const { env, argv } = process;

function flag(name) {
  const position = argv.indexOf(`--${name}`);
  const end = argv.indexOf('--');
  return position !== -1 && (end === -1 || position < end);
}

/** How many colours a stream shows, from the environment and the flags. */
export default function supportsColor(stream) {
  if ('FORCE_COLOR' in env) return { level: Math.min(Number(env.FORCE_COLOR) || 1, 3) };
  if (flag('no-color') || env.NO_COLOR || env.TERM === 'dumb') return { level: 0 };
  if (!stream?.isTTY) return { level: 0 };
  if ('CI' in env) return { level: 'GITHUB_ACTIONS' in env ? 3 : 1 };
  if (env.COLORTERM === 'truecolor') return { level: 3 };
  return { level: /-256(color)?$/i.test(env.TERM ?? '') ? 2 : 1 };
}
