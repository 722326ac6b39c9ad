import { type Command, Option } from 'commander';
import type { AddCommand } from '../program.ts';

const common = (): Option[] => [
  new Option('--note <text>', 'why, for those who sign'),
  new Option('--as <custodian>', 'who proposes (default: whose key lies in ~/.ssh)'),
  new Option('--expires <duration>', "how long it may be signed and used, such as 24h (default: the policy's)"),
  new Option('--out <file>', 'write it to a file instead of sending it to the server'),
  new Option('--sign', 'sign it in the same go'),
  new Option('--key <path>', 'key to sign with'),
  new Option('-y, --yes', 'do not ask before signing'),
];
const units = (): Option[] => [
  new Option(
    '--limit <units>',
    'at most so much, in smallest units; with --decimals in whole ones',
  ).makeOptionMandatory(),
  new Option('--decimals <n>', 'decimals of the asset, to write --limit in whole coins'),
  new Option('--uses <n>', 'in at most so many transactions').default('1'),
];

/** `propose`: one command for each kind of intent. */
export function addPropose(program: Command, add: AddCommand): void {
  const propose = program
    .command('propose')
    .summary('propose a change for others to sign')
    .description('Builds an intent, shows what it would do, and sends it to the server or writes it to a file.');
  const kinds = async () => await import('./propose.ts');
  add(
    propose,
    'upgrade',
    {
      summary: 'other code behind a proxy',
      description:
        'Pins the runtime code hash that a proxy may be upgraded to, and shows the new code against the old: functions added, removed and changed.',
      args: [['<contract>', 'a contract of the estate, or an account by CAIP-10']],
      examples: [
        'portcullis propose upgrade aBNBc --implementation 0x5FbDB2315678afecb367f032d93F642f64180aa3 --note "fix rounding"',
        'portcullis propose upgrade aBNBc --artifact out/Token.json --out upgrade.json',
        'portcullis propose upgrade aBNBc --artifact out/Token.json --immutable 0x…=0x…',
      ],
      options: [
        new Option('--implementation <address>', 'the new code is deployed there; its hash is read from the chain'),
        new Option(
          '--artifact <file>',
          'the new code is the runtime code of this compiler artifact (solc, Foundry or Hardhat JSON)',
        ),
        new Option('--code-hash <hash>', 'the new code has this hash (EIP-1052)'),
        new Option(
          '--immutable <id=value...>',
          'value of an immutable of the artifact, which the constructor will set',
        ),
        ...common(),
      ],
    },
    async () => (await kinds()).proposeUpgrade,
  );
  add(
    propose,
    'mint',
    {
      summary: 'new units of a token',
      args: [['<contract>', 'the token: a contract of the estate, or an account by CAIP-10']],
      examples: [
        'portcullis propose mint aBNBc --to 0x66BEA595AEFD5a65799a920974b377Ed20071118 --limit 1000 --decimals 18',
      ],
      options: [
        new Option('--to <account>', 'who receives them; "*" for anyone').makeOptionMandatory(),
        ...units(),
        ...common(),
      ],
    },
    async () => (await kinds()).proposeMint,
  );
  add(
    propose,
    'role',
    {
      summary: 'power over a contract given or taken',
      args: [['<contract>', 'a contract of the estate, or an account by CAIP-10']],
      examples: [
        'portcullis propose role aBNBc --grant owner --account 0x2Ffc59d32A524611Bb891cab759112A51f9e33C0',
        'portcullis propose role pool --revoke PAUSER_ROLE --account 0x…',
      ],
      options: [
        new Option('--grant <role>', 'owner, admin, the name of an AccessControl role, or its 32 bytes').conflicts(
          'revoke',
        ),
        new Option('--revoke <role>', 'the same, taken away'),
        new Option('--account <account>', 'who gets or loses it').makeOptionMandatory(),
        ...common(),
      ],
    },
    async () => (await kinds()).proposeRole,
  );
  add(
    propose,
    'transfer',
    {
      summary: 'money out of a wallet',
      args: [['<wallet>', 'a wallet of the estate, or an account by CAIP-10']],
      examples: [
        'portcullis propose transfer treasury --to 0x… --asset eip155:56/slip44:714 --limit 12.5 --decimals 18',
      ],
      options: [
        new Option('--to <account>', 'who receives it').makeOptionMandatory(),
        new Option('--asset <asset>', "what, by CAIP-19 (default: the wallet's only asset)"),
        ...units(),
        ...common(),
      ],
    },
    async () => (await kinds()).proposeTransfer,
  );
  add(
    propose,
    'package',
    {
      summary: 'a held package used all the same',
      description:
        'Lets one version of a package through that `scan` holds: these bytes, for these findings, until it expires. `scan --permit FILE` reads the signed file.',
      args: [['<purl>', 'the package with its version, such as pkg:npm/%40scope/name@1.2.3']],
      examples: [
        'portcullis propose package pkg:npm/name@1.2.3 --artifact sha256:… --rule flow.key-to-network --out let.json',
      ],
      options: [
        new Option('--artifact <digest>', 'of the bytes, as `scan` tells it').makeOptionMandatory(),
        new Option(
          '--rule <name...>',
          'the rules whose findings were read, as `scan` tells them',
        ).makeOptionMandatory(),
        ...common(),
      ],
    },
    async () => (await kinds()).proposePackage,
  );
  add(
    propose,
    'estate',
    {
      summary: 'another estate file',
      args: [['<file>', 'the new estate file']],
      examples: ['portcullis propose estate portcullis.new.yaml --sign'],
      options: common(),
    },
    async () => (await kinds()).proposeEstate,
  );
  add(
    propose,
    'drop',
    {
      summary: 'a gate dropped by people',
      args: [['<gate>', 'a gate of the estate']],
      examples: ['portcullis propose drop withdrawals --sign'],
      options: common(),
    },
    async () => (await kinds()).proposeDrop,
  );
  add(
    propose,
    'raise',
    {
      summary: 'a gate raised again',
      args: [['<gate>', 'a gate of the estate']],
      examples: ['portcullis propose raise withdrawals --note "new keys in place"'],
      options: common(),
    },
    async () => (await kinds()).proposeRaise,
  );
  add(
    propose,
    'file',
    {
      summary: 'an intent that was made and signed in files',
      description: 'Hands an intent from a file to the server, with every signature in it.',
      args: [['<file>', 'a file that `propose --out` or `sign` wrote; - for stdin']],
      examples: [
        'portcullis propose file upgrade.json',
        'portcullis propose file estate.json --text portcullis.new.yaml',
      ],
      options: [new Option('--text <file>', 'of an estate intent: the new estate file')],
    },
    async () => (await kinds()).proposeFile,
  );
}
