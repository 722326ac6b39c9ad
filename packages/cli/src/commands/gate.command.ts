import { type Command, Option } from 'commander';
import type { AddCommand } from '../program.ts';

/** `gate`: look at gates and move them as a person. */
export function addGate(program: Command, add: AddCommand): void {
  const gate = program
    .command('gate')
    .summary('look at gates, drop or raise them')
    .description('Looks at gates, drops one at once, or proposes to raise one.');
  const work = async () => await import('./gate.ts');
  const gateArgument = ['<gate>', 'a gate of the estate'] as const;
  const signing = (): Option[] => [
    new Option('--key <path>', "key to sign with (default: a custodian's key in ~/.ssh or in the agent)"),
    new Option('--as <custodian>', 'who proposes (default: whose key it is)'),
    new Option('--note <text>', 'why'),
    new Option('-y, --yes', 'do not ask before signing'),
  ];
  add(
    gate,
    'list',
    { summary: 'all gates and where they stand', examples: ['portcullis gate list'] },
    async () => (await work()).gateList,
  );
  add(
    gate,
    'show',
    {
      summary: 'one gate, with the signed answer that a paying service gets',
      args: [gateArgument],
      examples: ['portcullis gate show withdrawals --json'],
    },
    async () => (await work()).gateShow,
  );
  add(
    gate,
    'drop',
    {
      summary: 'drop a gate now: propose and sign in one go',
      args: [gateArgument],
      examples: ['portcullis gate drop withdrawals --note "strange mints"'],
      options: signing(),
    },
    async () => (await work()).gateDrop,
  );
  add(
    gate,
    'raise',
    {
      summary: 'propose to raise a gate, for the quorum to sign',
      args: [gateArgument],
      examples: ['portcullis gate raise withdrawals --note "new keys in place"'],
      options: signing(),
    },
    async () => (await work()).gateRaise,
  );
}
