import { openApi } from '../api/api.ts';
import { CliFault } from '../cliFault.ts';
import type { ExitCode } from '../exitCode.ts';
import { countHere } from '../intent/countHere.ts';
import { tallyLines } from '../intent/tallyOutputOf.ts';
import { writeBundle } from '../intent/intentFile.ts';
import { intentLines } from '../intent/intentLines.ts';
import { locateIntent, serverUrl } from '../intent/locateIntent.ts';
import { statusLines } from '../live/statusLines.ts';
import { type IntentStatusOutput, statusOutput } from '../output/statusOutput.ts';
import { readEstate } from '../readEstate.ts';
import { answer, type Shell } from '../shell.ts';

const ROWS = 20;

/** `status [ID]`: one intent, or the whole estate; exit code 1 while a breach stands or an intent was refused. */
export async function status(shell: Shell, args: readonly string[], options: { readonly bundle?: string }): Promise<ExitCode> {
  const name = args[0];
  if (name !== undefined) return await intentStatus(shell, name, options.bundle);
  if (options.bundle !== undefined) throw new CliFault('bad-usage', { message: '--bundle writes one intent to a file.', expected: 'status ID --bundle FILE' });
  const estate = readEstate(shell.estateFile);
  const url = serverUrl(shell, estate);
  const api = await openApi(url, shell.dataDirectory, shell.signal);
  const parsed = statusOutput.safeParse(await api.get('/v1/status'));
  if (!parsed.success) throw new CliFault('bad-answer', { message: 'The status of the server cannot be read.', found: parsed.error.issues[0]?.path.join('.'), expected: 'the status of the same version of Portcullis' });
  const now = shell.clock();
  answer(shell, parsed.data, statusLines(parsed.data, { width: shell.width, now, paint: shell.paint, rows: ROWS }));
  return parsed.data.findings.some((finding) => finding.breach && finding.retracted === null) ? 1 : 0;
}

async function intentStatus(shell: Shell, name: string, bundleFile: string | undefined): Promise<ExitCode> {
  const estate = readEstate(shell.estateFile);
  const located = await locateIntent(shell, estate, name);
  const tally = countHere(located.bundle, estate);
  const state = located.from === 'server' ? located.state : 'file';
  if (bundleFile !== undefined) writeBundle(bundleFile, { ...located.bundle, estate: estate.digest }, false);
  const value: IntentStatusOutput = { ...tally, state, bundle: bundleFile ?? null };
  const now = shell.clock();
  answer(shell, value, [
    ...intentLines(located.bundle.intent, estate),
    '',
    ...tallyLines(tally, now),
    ...(located.from === 'server' ? [`The server says: ${state}.`] : []),
    ...(bundleFile === undefined ? [] : [`Written to ${bundleFile}; check it anywhere with: portcullis verify ${bundleFile}`]),
  ]);
  return tally.refused.length > 0 ? 1 : 0;
}
