import { type Command, Option } from 'commander';
import type { AddCommand } from '../program.ts';

const intentArgument = ['<intent>', 'id of an intent at the server (8 digits of it suffice), or a file'] as const;

/** `sign`, `status` and `verify`: what people do with an intent. */
export function addSign(program: Command, add: AddCommand): void {
  add(
    program,
    'sign',
    {
      summary: 'read an intent and sign it',
      description:
        'Checks that the intent is what its id says, shows what it would do, and has your own ssh-keygen sign it. Nothing of your key passes through Portcullis.',
      args: [intentArgument],
      examples: [
        'portcullis sign 1f8a34bc --key ~/.ssh/id_ed25519',
        'portcullis sign upgrade.json',
        'portcullis sign 1f8a34bc --print',
        'portcullis sign 1f8a34bc --signature portcullis-1f8a34bc.intent.sig',
      ],
      options: [
        new Option('--key <path>', "key to sign with (default: a custodian's key in ~/.ssh or in the agent)"),
        new Option('--print', 'print what to sign, and how, on another machine').conflicts('signature'),
        new Option('--signature <file>', 'hand in a signature made elsewhere'),
        new Option('--out <file>', 'write the bundle there instead of back to its file'),
        new Option('-y, --yes', 'do not ask before signing'),
        new Option('--offline', 'do not read the chain again'),
      ],
    },
    async () => (await import('./sign.ts')).sign,
  );
  add(
    program,
    'status',
    {
      summary: 'who signed, who is missing; or the whole estate',
      description:
        'With an intent: who signed, who is missing, what was refused and why, what is permitted and whether it is spent. Without: gates, chains, findings and intents; exit code 1 while a breach stands.',
      args: [['[intent]', 'id of an intent at the server, or a file']],
      examples: ['portcullis status', 'portcullis status 1f8a34bc', 'portcullis status 1f8a34bc --bundle upgrade.json'],
      options: [new Option('--bundle <file>', 'write the intent with its signatures to a file, to verify offline')],
    },
    async () => (await import('./status.ts')).status,
  );
  add(
    program,
    'verify',
    {
      summary: 'check a sign-off offline, from one file',
      description:
        'Counts the signatures of a bundle under an estate file, with no server and no network. Clean only when the quorum is met.',
      args: [['<bundle>', 'a file that `portcullis sign` or `portcullis status --bundle` wrote; - for stdin']],
      examples: [
        'portcullis verify upgrade.json --estate portcullis.yaml',
        'portcullis verify upgrade.json --allowed-signers > allowed_signers',
        'portcullis verify upgrade.json --stock check',
      ],
      options: [
        new Option('--allowed-signers', "print the estate's keys as an allowed_signers file of ssh-keygen"),
        new Option(
          '--stock <dir>',
          'write text, signatures and allowed_signers there, and print the ssh-keygen commands that check them',
        ),
      ],
    },
    async () => (await import('./verify.ts')).verify,
  );
}
