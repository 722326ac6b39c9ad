import { type Command, Option } from 'commander';
import type { AddCommand } from '../program.ts';

/** `scan`: judges packages from their bytes. */
export function addScan(program: Command, add: AddCommand): void {
  add(
    program,
    'scan',
    {
      summary: 'judge a package, or what changed since the version before',
      description:
        'Reads packages of npm and PyPI without running anything, in processes that have no files and no network, and says whether key material flows out, and what is new since the version approved before.\n\nWith --since, what decides is what is new. A hold ends with exit code 1; a review ends with 0 unless --fail-on review.',
      args: [
        ['<target...>', 'a file, a folder, node_modules, site-packages, or a package URL (pkg:npm/…, pkg:pypi/…)'],
      ],
      examples: [
        'portcullis scan wallet-1.2.4.tgz --since wallet-1.2.3.tgz',
        'portcullis scan pkg:npm/%40scope/name@1.2.4 --since previous',
        'portcullis scan pkg:pypi/name@1.0 --json',
        'portcullis scan node_modules --lock portcullis.lock --sarif scan.sarif',
        'portcullis scan wallet-1.2.4.tgz --source ../wallet',
      ],
      options: [
        new Option('--since <version>', 'compare with a file, a folder, a version of the same package, or `previous`'),
        new Option('--lock <file>', 'hold what the lock file does not allow'),
        new Option('--write-lock', 'approve the packages as they are: write the lock file (default: portcullis.lock)'),
        new Option('--rules <file...>', 'rules of your own (docs/scan-rules.md)'),
        new Option('--feed <file>', 'known-bad versions, in the OSV format'),
        new Option('--permit <file...>', 'signed permits for packages that are held (propose package)'),
        new Option(
          '--source <dir>',
          'the source tree that the package is said to be built from; of a clone, one commit',
        ),
        new Option('--commit <ref>', 'the release commit in the clone (default: the proved one, else HEAD)'),
        new Option('--commit-before <ref>', 'the release commit of the version before'),
        new Option('--branch <name...>', 'branches that a release may be built from (default: the main branch)'),
        new Option('--allowed-signers <file>', 'whose SSH signatures of commits count (ssh-keygen(1))'),
        new Option('--trust <file>', 'waits, names of your own and known names (docs/scan-trust.md)'),
        new Option('--trust-root <file>', 'roots of proofs of origin (default: those of this machine’s npm)'),
        new Option('--yara <program-and-rules...>', 'a yara or yr program, and its rules'),
        new Option('--sarif <file>', 'write SARIF 2.1.0; - for stdout, instead of the report'),
        new Option('--all', 'tell every finding whole, and what is merely worth knowing, too'),
        new Option('--fail-on <decision>', 'what ends with exit code 1').choices(['hold', 'review']).default('hold'),
        new Option(
          '--cache <dir>',
          'where analyses are kept (default: portcullis/scan in the cache folder of the user)',
        ),
        new Option('--no-cache', 'analyse everything anew'),
        new Option('--no-dependencies', 'with --since, do not fetch and judge the packages that the update brings'),
        new Option('--offline', 'fetch nothing'),
      ],
    },
    async () => (await import('./scan.ts')).scan,
  );
}
