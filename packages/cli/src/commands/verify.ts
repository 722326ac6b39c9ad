import { policyNameOf, type Bundle, type Estate } from '@portcullis/model';
import { type NextWindow, SignoffFault, verifyBundle } from '@portcullis/signoff/verify';
import type { ExitCode } from '../exitCode.ts';
import { readIntentFile } from '../intent/intentFile.ts';
import { intentLines } from '../intent/intentLines.ts';
import { tallyLines, tallyOutputOf } from '../intent/tallyOutputOf.ts';
import type { TallyOutput } from '../output/tallyOutput.ts';
import type { AllowedSignersOutput, VerifyOutput } from '../output/verifyOutput.ts';
import { nearPath, readEstate } from '../readEstate.ts';
import { answer, type Shell } from '../shell.ts';

export interface VerifyOptions {
  readonly allowedSigners?: boolean;
  readonly stock?: string;
}

/** `verify BUNDLE`: counts the signatures of a file under the estate file, offline. Clean only when the quorum is met. */
export async function verify(shell: Shell, args: readonly string[], options: VerifyOptions): Promise<ExitCode> {
  const file = args[0] ?? '-';
  const estate = readEstate(shell.estateFile);
  if (options.allowedSigners === true) return await printAllowedSigners(shell, estate);
  const bundle = readIntentFile(file);
  const tally = await countStrictly(bundle, estate);
  const stock =
    options.stock === undefined
      ? undefined
      : await (await import('../ssh/writeStockCheck.ts')).writeStockCheck(options.stock, bundle, estate, tally.counted);
  const value: VerifyOutput = {
    ...tally,
    stock: stock === undefined ? null : { directory: stock.directory, commands: [...stock.commands] },
  };
  const verdict = tally.met
    ? shell.paint('green', 'VERIFIED: the quorum is met.')
    : shell.paint('red', 'NOT VERIFIED: the quorum is not met.');
  const how =
    stock === undefined
      ? [
          `The same with stock OpenSSH: portcullis verify ${nearPath(file)} --stock DIR writes the files and prints the commands.`,
        ]
      : [
          `The same with stock OpenSSH, in ${stock.directory}:`,
          ...stock.commands.map((line) => `  ${line}`),
          `The first must print ${tally.intent.slice('sha256:'.length)}.`,
        ];
  answer(shell, value, [
    ...intentLines(bundle.intent, estate),
    '',
    ...tallyLines(tally, shell.clock()),
    '',
    verdict,
    '',
    ...how,
  ]);
  return tally.met ? 0 : 1;
}

/** The strict check; where it is not met, the count that explains what lacks. What is no bundle of this estate is thrown. */
async function countStrictly(bundle: Bundle, estate: Estate): Promise<TallyOutput> {
  try {
    const { tally, permit } = verifyBundle(bundle, estate, { nextWindow: await calendarFor(bundle, estate) });
    return tallyOutputOf(bundle, estate, tally, permit);
  } catch (error) {
    if (!(error instanceof SignoffFault && ['quorum-short', 'proposer-alone', 'no-window'].includes(error.code)))
      throw error;
    return (await import('../intent/countHere.ts')).countHere(bundle, estate);
  }
}

/** Calendars are loaded only where the policy has a window: they take longer than all the rest. */
async function calendarFor(bundle: Bundle, estate: Estate): Promise<NextWindow | undefined> {
  const policy = estate.policies[policyNameOf(bundle.intent.kind)];
  return policy?.window === undefined ? undefined : (await import('@portcullis/signoff/window')).nextWindow;
}

async function printAllowedSigners(shell: Shell, estate: Estate): Promise<ExitCode> {
  const { allowedSigners } = await import('../ssh/stockCheck.ts');
  const value: AllowedSignersOutput = { allowed_signers: allowedSigners(estate) };
  answer(shell, value, [value.allowed_signers.trimEnd()]);
  return 0;
}
