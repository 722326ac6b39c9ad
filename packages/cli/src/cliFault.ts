import type { EstateFault } from '@portcullis/model';
import { Fault, type FaultDetail } from '@portcullis/model/fault';
import type { ExitCode } from './exitCode.ts';

export type CliFaultCode =
  /** The command line itself is wrong. */
  | 'bad-usage'
  | 'no-estate-file'
  | 'bad-estate'
  | 'unreadable-file'
  | 'file-exists'
  | 'no-server'
  | 'no-token'
  | 'server-refused'
  | 'bad-answer'
  | 'no-ssh-keygen'
  | 'signing-failed'
  | 'no-key'
  | 'signature-refused'
  | 'id-mismatch'
  | 'estate-differs'
  | 'unknown-intent'
  | 'unknown-name'
  | 'chain-unreadable'
  | 'no-journal'
  | 'bad-artifact'
  | 'unsafe-cache'
  /** A package URL, a folder or a file that is nothing to judge. */
  | 'bad-target'
  | 'no-registry'
  | 'registry-unreachable'
  | 'registry-refused'
  | 'unknown-package'
  | 'digest-mismatch'
  | 'bad-yara'
  /** A clone of the source that cannot be read. */
  | 'bad-source'
  | 'interrupted';

/** Faults that a second try may not meet: the world did not answer, as opposed to a wrong command. */
const COULD_NOT_FINISH: readonly CliFaultCode[] = [
  'no-server',
  'bad-answer',
  'signing-failed',
  'chain-unreadable',
  'registry-unreachable',
  'interrupted',
];

/** What a command could not do, for the person at the terminal. `faults` lists what is wrong with an estate file. */
export class CliFault extends Fault<CliFaultCode> {
  readonly faults: readonly EstateFault[];

  constructor(code: CliFaultCode, detail: FaultDetail, faults: readonly EstateFault[] = []) {
    super(code, COULD_NOT_FINISH.includes(code) ? 'retryable' : 'operator', detail);
    this.faults = faults;
  }
}

/** Faults that are findings: something is not what it was said to be. */
const FOUND: readonly string[] = [
  'signature-refused',
  'id-mismatch',
  'digest-mismatch',
] satisfies readonly CliFaultCode[];

/** The exit code that a fault ends the command with. */
export function exitCodeOf(fault: Fault): ExitCode {
  if (FOUND.includes(fault.code)) return 1;
  return fault.kind === 'operator' ? 2 : 3;
}
