/**
 * What every command ends with: 0 clean, 1 findings (a breach, a hole, a quorum not met),
 * 2 usage or configuration, 3 could not finish.
 */
export type ExitCode = 0 | 1 | 2 | 3;

/** The exit codes for people, as every `--help` ends. */
export const EXIT_CODES_HELP = `
Exit codes:
  0  clean: done, and nothing found
  1  findings: a breach, a hole, a quorum that is not met
  2  usage or configuration: the command line or a file is wrong
  3  could not finish: a server, a chain or a disk did not answer`;
