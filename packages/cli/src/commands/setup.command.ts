import { type Command, Option } from 'commander';
import type { AddCommand } from '../program.ts';

/** `init`, `check` and `up`: from nothing to a running watch. */
export function addSetup(program: Command, add: AddCommand): void {
  add(
    program,
    'init',
    {
      summary: 'write a complete, commented estate file',
      description:
        'Writes a complete, commented estate file: asks on a terminal, or takes everything from flags with --yes. Never overwrites a file.',
      examples: [
        'portcullis init',
        'portcullis init --yes --name "Example Staking" --custodian alice=~/.ssh/id_ed25519.pub',
        'portcullis init --yes --rpc ws://127.0.0.1:8545 --contract 0xE85aFCcDaFBE7F2B096f268e31ccE3da8dA2990A',
      ],
      options: [
        new Option('-y, --yes', 'ask nothing'),
        new Option('--name <text>', 'name of what is protected'),
        new Option('--custodian <id=file...>', 'a person and the file with the public key'),
        new Option('--rpc <url...>', 'endpoints of one chain; its id is asked of the first'),
        new Option('--contract <address...>', 'contracts to watch; their kind and admin are read from the chain'),
        new Option('--ntfy <url>', 'address of the ntfy topic that pages the first custodian'),
      ],
    },
    async () => (await import('./init.ts')).init,
  );
  add(
    program,
    'check',
    {
      summary: 'find faults and holes in the estate',
      description:
        'Reads the estate file, tells every fault in it with its line, then explains what it protects and where a thief would still get through.',
      examples: ['portcullis check', 'portcullis check --offline --json'],
      options: [new Option('--offline', 'do not ask the chains')],
    },
    async () => (await import('./check.ts')).check,
  );
  add(
    program,
    'up',
    {
      summary: 'watch, answer and act, until stopped',
      stopsInOrder: true,
      description:
        'Starts the watch and the API. On a terminal it shows a live view; elsewhere it writes JSON lines to stderr and one line "ready URL" to stdout. Ctrl-C stops it in order.',
      examples: ['portcullis up', 'portcullis up --plain 2> portcullis.log'],
      options: [new Option('--plain', 'no live view, also on a terminal')],
    },
    async () => (await import('./up.ts')).up,
  );
}
