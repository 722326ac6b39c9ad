import { explainFault, Fault } from '@portcullis/model';
import { CommanderError } from 'commander';
import { CliFault, exitCodeOf } from './cliFault.ts';
import type { ExitCode } from './exitCode.ts';
import { printable } from '@portcullis/model/printable';
import type { ErrorOutput } from './output/errorOutput.ts';

/**
 * The one place that tells a person of an error: what was found, what was expected, what to do,
 * on stderr; with `--json` as one JSON value on stdout. A stack only with PORTCULLIS_DEBUG=1.
 */
export function reportError(error: unknown, options: { readonly json: boolean; readonly debug: boolean }): ExitCode {
  const code = errorExitCode(error);
  if (options.json) process.stdout.write(`${JSON.stringify(errorOutput(error, code), null, 2)}\n`);
  // Commander has told of its own errors already, with the usage of the command.
  else if (!(error instanceof CommanderError)) process.stderr.write(`${printable(explainError(error), true)}\n`);
  if (options.debug && error instanceof Error) process.stderr.write(`${error.stack ?? error.message}\n`);
  return code;
}

function errorExitCode(error: unknown): ExitCode {
  if (error instanceof CommanderError) return 2;
  return error instanceof Fault ? exitCodeOf(error) : 3;
}

function explainError(error: unknown): string {
  if (error instanceof CliFault && error.faults.length > 0) {
    const lines = error.faults.map(
      (fault) =>
        `  ${error.found ?? ''}:${fault.line}:${fault.column} ${fault.path === '' ? '' : `${fault.path}: `}found ${fault.found || 'nothing'}, expected ${fault.expected}`,
    );
    return [error.message, ...lines, `  do: ${error.remedy ?? 'mend these lines'}`].join('\n');
  }
  if (error instanceof Fault) return explainFault(error);
  const message = error instanceof Error ? error.message : String(error);
  return `Portcullis could not finish: ${message}\n  do:       Run it again with PORTCULLIS_DEBUG=1 and send what it prints to the maintainers.`;
}

function errorOutput(error: unknown, exit: ExitCode): ErrorOutput {
  const fault = error instanceof Fault ? error : undefined;
  const message = error instanceof Error ? error.message : String(error);
  return {
    error: {
      code: fault?.code ?? (error instanceof CommanderError ? 'bad-usage' : 'unexpected'),
      message,
      ...(fault?.found === undefined ? {} : { found: fault.found }),
      ...(fault?.expected === undefined ? {} : { expected: fault.expected }),
      ...(fault?.remedy === undefined ? {} : { do: fault.remedy }),
      ...(fault instanceof CliFault && fault.faults.length > 0 ? { faults: [...fault.faults] } : {}),
      exit,
    },
  };
}
