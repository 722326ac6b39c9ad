import { type Command, Option } from 'commander';
import type { AddCommand } from '../program.ts';

/** `journal`: the append-only log, read from the data directory whether the server runs or not. */
export function addJournal(program: Command, add: AddCommand): void {
  const journal = program
    .command('journal')
    .summary('verify, prove, follow or export the journal')
    .description('Reads the journal of the data directory, whether the server runs or not.');
  const work = async () => await import('./journal.ts');
  add(
    journal,
    'verify',
    {
      summary: 'recompute the whole Merkle tree and check every entry',
      examples: ['portcullis journal verify --data /var/lib/portcullis'],
      options: [new Option('--key <key>', 'public key of the journal as you noted it elsewhere')],
    },
    async () => (await work()).journalVerify,
  );
  add(
    journal,
    'prove',
    {
      summary: 'print the proof that an entry is in the journal',
      args: [['<index>', 'place of the entry, from 0']],
      examples: ['portcullis journal prove 42 --json > proof.json'],
    },
    async () => (await work()).journalProve,
  );
  add(
    journal,
    'tail',
    {
      summary: 'print the newest entries',
      stopsInOrder: true,
      examples: ['portcullis journal tail -n 50', 'portcullis journal tail -f --json'],
      options: [
        new Option('-n, --lines <count>', 'so many').default('20'),
        new Option('-f, --follow', 'wait for more'),
        new Option('--type <type...>', 'only entries of these types, such as finding.raised'),
      ],
    },
    async () => (await work()).journalTail,
  );
  add(
    journal,
    'export',
    {
      summary: 'print entries as JSON lines',
      examples: ['portcullis journal export > journal.jsonl', 'portcullis journal export --from 1000 --to 2000'],
      options: [
        new Option('--from <index>', 'first entry').default('0'),
        new Option('--to <index>', 'entry to stop before (default: the end)'),
      ],
    },
    async () => (await work()).journalExport,
  );
}
