import { Command, type Option } from 'commander';
import { EXIT_CODES_HELP, type ExitCode } from './exitCode.ts';
import type { GlobalOptions } from './runCli.ts';
import type { Shell } from './shell.ts';
import { addGate } from './commands/gate.command.ts';
import { addJournal } from './commands/journal.command.ts';
import { addPropose } from './commands/propose.command.ts';
import { addSetup } from './commands/setup.command.ts';
import { addSign } from './commands/sign.command.ts';
import { addDrill } from './commands/drill.command.ts';
import { addScan } from './commands/scan.command.ts';

/** Opens the world for one command, by its global options. */
export type OpenShell = (options: GlobalOptions, stopsInOrder: boolean) => Shell;

/** A command's work, loaded when it runs. Its exit code becomes the process's. */
export type Action<Options> = (shell: Shell, args: readonly string[], options: Options) => Promise<ExitCode>;

/** Adds one command to a parent: what every command has in common is here. */
export type AddCommand = <Options = Record<string, never>>(
  parent: Command,
  usage: string,
  about: {
    readonly summary: string;
    /** It runs until it is stopped, and then stops in its own order; others end at once. */ readonly stopsInOrder?: boolean;
    readonly description?: string;
    readonly examples: readonly string[];
    readonly options?: readonly Option[];
    readonly args?: readonly (readonly [string, string])[];
  },
  load: () => Promise<Action<Options>>,
) => Command;

/** The whole command line. Nothing of a command's own work is loaded before it runs. */
export function buildProgram(open: OpenShell): Command {
  const program = new Command('portcullis')
    .description(
      "Keeps organisations that hold keys to other people's money from being robbed: no value moves without a permit.",
    )
    .version('0.1.0', '-V, --version', 'print the version')
    .option('--estate <file>', 'the estate file (default: ./portcullis.yaml, or PORTCULLIS_ESTATE)')
    .option('--data <dir>', 'the data directory (default: .portcullis beside the estate file, or PORTCULLIS_DATA)')
    .option('--server <url>', "address of the API (default: the estate's listen, or PORTCULLIS_SERVER)")
    .option('--json', 'print one JSON value on stdout; docs/cli.md has the schemas')
    .helpOption('-h, --help', 'print help')
    .helpCommand('help [command]', 'print the help of a command')
    .configureHelp({ showGlobalOptions: true })
    .showHelpAfterError('(portcullis --help, or the --help of the command, shows how)')
    .exitOverride()
    .addHelpText('after', EXIT_CODES_HELP);
  const add: AddCommand = (parent, usage, about, load) => {
    const command = parent
      .command(usage)
      .summary(about.summary)
      .description(about.description ?? about.summary);
    for (const [name, text] of about.args ?? []) command.argument(name, text);
    for (const option of about.options ?? []) command.addOption(option);
    command.addHelpText(
      'after',
      `\nExamples:\n${about.examples.map((line) => `  $ ${line}`).join('\n')}\n${EXIT_CODES_HELP}`,
    );
    command.action(async (...given: unknown[]) => {
      const args = given
        .slice(0, -2)
        .flat()
        .filter((value) => typeof value === 'string');
      const work = await load();
      process.exitCode = await work(
        open(command.optsWithGlobals(), about.stopsInOrder ?? false),
        args,
        command.opts() as Parameters<typeof work>[2],
      );
    });
    return command;
  };
  addSetup(program, add);
  addPropose(program, add);
  addSign(program, add);
  addGate(program, add);
  addJournal(program, add);
  addScan(program, add);
  addDrill(program, add);
  return program;
}
