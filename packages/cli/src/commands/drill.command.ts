import { type Command, Option } from 'commander';
import type { AddCommand } from '../program.ts';

/** `drill`: a real incident, replayed on a real local chain. */
export function addDrill(program: Command, add: AddCommand): void {
  add(
    program,
    'drill',
    {
      stopsInOrder: true,
      summary: 'replay an incident on a local chain, with and without Portcullis',
      description:
        'Starts a local chain, deploys an estate like the one that was robbed, lives normally for a while, and then replays the theft, with Portcullis and without; prints both.',
      args: [['<drill>', 'ankr-2022']],
      examples: [
        'portcullis drill ankr-2022',
        'portcullis drill ankr-2022 --variant one-tx --json',
        'portcullis drill ankr-2022 --stay',
      ],
      options: [
        new Option('--variant <name>', 'how the thief acts')
          .choices(['historic', 'same-block', 'one-tx', 'pause-hijack', 'signed-upgrade', 'wrong-code'])
          .default('historic'),
        new Option('--block-time <seconds>', 'seconds between blocks').default('0.45'),
        new Option('--seed <number>', 'the same seed gives the same addresses and amounts').default('1'),
        new Option('--stay', 'leave the chain and the watch running afterwards'),
      ],
    },
    async () => (await import('./drill.ts')).drill,
  );
}
