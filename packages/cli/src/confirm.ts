import { createInterface } from 'node:readline/promises';
import { CliFault } from './cliFault.ts';
import type { Shell } from './shell.ts';

/** Asks before something that cannot be taken back. Without a terminal there is nobody to ask, and `--yes` must be given. */
export async function confirm(shell: Shell, question: string): Promise<void> {
  if (!shell.interactive) {
    throw new CliFault('bad-usage', {
      message: 'This must be confirmed, and there is no terminal to ask on.',
      expected: 'a terminal, or --yes',
      remedy: 'Read what is shown, then run it again with --yes.',
    });
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    // Ctrl-C is a no.
    const said = await terminal.question(`${question} [y/N] `, { signal: shell.signal }).catch(() => '');
    if (/^y(es)?$/i.test(said.trim())) return;
  } finally {
    terminal.close();
  }
  throw new CliFault('interrupted', { message: 'Nothing was signed.' });
}
