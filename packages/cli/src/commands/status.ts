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
import { printable } from '@portcullis/model/printable';
import { readEstate } from '../readEstate.ts';
import { answer, type Shell } from '../shell.ts';

const ROWS = 20;

/** `status [ID]`: one intent, or the whole estate; exit code 1 while a breach stands or an intent was refused. */
export async function status(
  shell: Shell,
  args: readonly string[],
  options: { readonly bundle?: string },
): Promise<ExitCode> {
  const name = args[0];
  if (name !== undefined) return await intentStatus(shell, name, options.bundle);
  if (options.bundle !== undefined)
    throw new CliFault('bad-usage', {
      message: '--bundle writes one intent to a file.',
      expected: 'status ID --bundle FILE',
    });
  const estate = readEstate(shell.estateFile);
  const url = serverUrl(shell, estate);
  const api = openApi(shell, url);
  const parsed = statusOutput.safeParse(await api.get('/v1/status'));
  if (!parsed.success)
    throw new CliFault('bad-answer', {
      message: 'The status of the server cannot be read.',
      found: parsed.error.issues[0]?.path.join('.'),
      expected: 'the status of the same version of Portcullis',
    });
  const now = shell.clock();
  answer(shell, parsed.data, statusLines(parsed.data, { width: shell.width, now, paint: shell.paint, rows: ROWS }));
  return parsed.data.findings.some((finding) => finding.breach && finding.retracted === null) ? 1 : 0;
}

async function intentStatus(shell: Shell, name: string, bundleFile: string | undefined): Promise<ExitCode> {
  const estate = readEstate(shell.estateFile);
  const located = await locateIntent(shell, estate, name);
  const counted = countHere(located.bundle, estate);
  const known = located.from === 'server' ? located.known : undefined;
  // The bundle has what counts; what the server refused is on its record only.
  const refused = (known?.refused ?? []).filter(
    ({ code, why }) => !counted.refused.some((one) => one.code === code && one.why.startsWith(why)),
  );
  const tally = {
    ...counted,
    refused: [...counted.refused, ...refused.map((one) => ({ ...one, custodian: null, key: null }))],
  };
  if (bundleFile !== undefined) writeBundle(bundleFile, { ...located.bundle, estate: estate.digest }, false);
  const value: IntentStatusOutput = {
    ...tally,
    state: known?.state ?? 'file',
    spent: known?.spent ?? null,
    bundle: bundleFile ?? null,
  };
  const now = shell.clock();
  answer(shell, value, [
    ...intentLines(located.bundle.intent, estate),
    '',
    ...tallyLines(tally, now),
    ...(known === undefined
      ? []
      : [
          `The server says: ${printable(known.state)}${known.spent === undefined ? '' : `, ${spentWords(known.spent)}`}.`,
        ]),
    ...(bundleFile === undefined
      ? []
      : [`Written to ${bundleFile}; check it anywhere with: portcullis verify ${bundleFile}`]),
  ]);
  return tally.refused.length > 0 ? 1 : 0;
}

function spentWords({ uses, units }: { readonly uses: number; readonly units: string }): string {
  return uses === 0 ? 'not spent' : `spent ${uses === 1 ? 'once' : `${uses} times`}, ${printable(units)} units`;
}
