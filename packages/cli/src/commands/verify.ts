import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { policyNameOf } from '@portcullis/model';
import { verifyBundle } from '@portcullis/signoff';
import { type ExitCode } from '../exitCode.ts';
import { readIntentFile, writeNew } from '../intent/intentFile.ts';
import { intentWords, wordLines } from '../intent/intentWords.ts';
import { nearPath, readEstate } from '../readEstate.ts';
import { calendarFor, countHere, tallyLines } from '../intent/countHere.ts';
import { answer, type Shell } from '../shell.ts';
import { allowedSigners, stockCheck } from '../ssh/stockCheck.ts';
import { type VerifyOutput } from '../output/verifyOutput.ts';

export interface VerifyOptions {
  readonly allowedSigners?: boolean;
  readonly stock?: string;
}

/** `verify BUNDLE`: counts the signatures of a file under the estate file, offline. Clean only when the quorum is met. */
export async function verify(shell: Shell, args: readonly string[], options: VerifyOptions): Promise<ExitCode> {
  const file = args[0] ?? '-';
  const estate = await readEstate(shell.estateFile);
  if (options.allowedSigners === true) {
    answer(shell, { allowed_signers: allowedSigners(estate) }, [allowedSigners(estate).trimEnd()]);
    return 0;
  }
  const bundle = await readIntentFile(file);
  const tally = await countHere(bundle, estate);
  // The last word is the strict check's: it also refuses a bundle that was counted under another estate.
  if (tally.met) verifyBundle(bundle, estate, { nextWindow: await calendarFor(estate.policies[policyNameOf(bundle.intent.kind)]?.window) });
  const stock = options.stock === undefined ? undefined : await writeStock(options.stock, stockCheck(bundle, estate, tally.counted));
  const now = shell.clock();
  const value: VerifyOutput = { ...tally, stock: stock === undefined ? null : { directory: stock.directory, commands: [...stock.commands] } };
  const verdict = tally.met ? shell.paint('green', 'VERIFIED: the quorum is met.') : shell.paint('red', 'NOT VERIFIED: the quorum is not met.');
  const how =
    stock === undefined
      ? [`The same with stock OpenSSH: portcullis verify ${nearPath(file)} --stock DIR writes the files and prints the commands.`]
      : [`The same with stock OpenSSH, in ${stock.directory}:`, ...stock.commands.map((line) => `  ${line}`), `The first line must print ${tally.intent.slice('sha256:'.length)}.`];
  answer(shell, value, [...wordLines(intentWords(bundle.intent, estate, now)), '', ...tallyLines(tally, now), '', verdict, '', ...how]);
  return tally.met ? 0 : 1;
}

async function writeStock(directory: string, check: ReturnType<typeof stockCheck>): Promise<{ readonly directory: string; readonly commands: readonly string[] }> {
  await mkdir(directory, { recursive: true });
  for (const { name, text } of check.files) await writeNew(join(directory, name), text);
  return { directory, commands: check.commands };
}
