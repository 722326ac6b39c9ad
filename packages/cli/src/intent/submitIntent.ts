import { homedir } from 'node:os';
import { type Bundle, type Estate, type Intent, intentId } from '@portcullis/model';
import { openApi } from '../api/api.ts';
import { CliFault } from '../cliFault.ts';
import { signHere } from '../commands/sign.ts';
import type { ExitCode } from '../exitCode.ts';
import { nearPath } from '../readEstate.ts';
import type { ProposeOutput } from '../output/proposeOutput.ts';
import { answer, type Shell } from '../shell.ts';
import { checkOwnSignature } from '../ssh/checkOwnSignature.ts';
import { withSigningKey } from '../ssh/findSigningKey.ts';
import { countHere } from './countHere.ts';
import { tallyLines } from './tallyOutputOf.ts';
import { type Change, draftIntent } from './draftIntent.ts';
import { writeBundle } from './intentFile.ts';
import { intentLines } from './intentLines.ts';
import { serverUrl } from './locateIntent.ts';

/** The flags that every `propose` takes. */
export interface SubmitOptions {
  readonly note?: string;
  readonly as?: string;
  readonly expires?: string;
  readonly out?: string;
  readonly sign?: boolean;
  readonly key?: string;
  readonly yes?: boolean;
}

/** Completes a change to an intent, shows it, signs it where asked, and sends it to the server or writes it to a file. */
export async function submitIntent(
  shell: Shell,
  estate: Estate,
  change: Change,
  options: SubmitOptions,
  about: readonly string[] = [],
  estateText?: string,
): Promise<ExitCode> {
  const proposer = await findProposer(shell, estate, options);
  const intent = draftIntent(change, {
    estate,
    proposer,
    now: shell.clock(),
    random: shell.random(18),
    expires: options.expires,
    note: options.note,
  });
  const told = shell.json ? shell.note : shell.out;
  for (const line of [...intentLines(intent, estate), ...about]) told(line);
  const signature = options.sign === true ? await signHere(shell, estate, intent, options) : undefined;
  let bundle: Bundle = { v: 1, intent, signatures: [], estate: estate.digest };
  if (signature !== undefined) {
    const own = { signature, received: shell.clock() };
    checkOwnSignature(estate, bundle, own);
    bundle = { ...bundle, signatures: [own] };
  }
  const sent = options.out === undefined ? await post(shell, estate, intent, signature, estateText) : options.out;
  if (options.out !== undefined) writeBundle(options.out, bundle, false);
  const tally = countHere(bundle, estate);
  const value: ProposeOutput = { ...tally, sent };
  const short = tally.intent.slice('sha256:'.length, 'sha256:'.length + 8);
  const next = tally.met
    ? []
    : ['', `Others sign it with: portcullis sign ${options.out === undefined ? short : nearPath(options.out)}`];
  answer(shell, value, [
    '',
    shell.paint('green', `Proposed to ${sent}.`),
    '',
    ...tallyLines(tally, shell.clock()),
    ...next,
  ]);
  return 0;
}

/** Hands a bundle that was made and signed in files to the server: the intent, and every signature that it does not have yet. */
export async function submitBundle(
  shell: Shell,
  estate: Estate,
  bundle: Bundle,
  estateText: string | undefined,
): Promise<ExitCode> {
  const { intent, signatures } = bundle;
  const told = shell.json ? shell.note : shell.out;
  for (const line of intentLines(intent, estate)) told(line);
  const sent = await post(shell, estate, intent, undefined, estateText);
  const api = openApi(shell, serverUrl(shell, estate));
  const id = intentId(intent);
  const known = await api.intent(id);
  const there = new Set(known.bundle.signatures.map(({ signature }) => signature));
  for (const { signature } of signatures)
    if (!there.has(signature)) await api.post(`/v1/intents/${encodeURIComponent(id)}/signatures`, { signature });
  const tally = countHere((await api.intent(id)).bundle, estate);
  const value: ProposeOutput = { ...tally, sent };
  answer(shell, value, ['', shell.paint('green', `Proposed to ${sent}.`), '', ...tallyLines(tally, shell.clock())]);
  return 0;
}

/** Sends the intent to the server, after making sure that the server's estate is the one it was made under. */
async function post(
  shell: Shell,
  estate: Estate,
  intent: Intent,
  signature: string | undefined,
  estateText: string | undefined,
): Promise<string> {
  const api = openApi(shell, serverUrl(shell, estate));
  const status = (await api.get('/v1/status')) as { readonly estate?: { readonly digest?: unknown } };
  if (status.estate?.digest !== estate.digest) {
    throw new CliFault('estate-differs', {
      message: 'The server has another estate in force than this file.',
      found: `${String(status.estate?.digest)} at the server`,
      expected: estate.digest,
      remedy:
        'Name the file that is in force with --estate; a changed file comes into force by `portcullis propose estate FILE`.',
    });
  }
  if (estateText !== undefined) await api.post('/v1/estates', { text: estateText });
  const answered = (await api.post('/v1/intents', { intent, ...(signature === undefined ? {} : { signature }) })) as {
    readonly id?: unknown;
  };
  if (answered.id !== undefined && answered.id !== intentId(intent)) {
    throw new CliFault('id-mismatch', {
      message: 'The server took in another intent than the one sent.',
      found: JSON.stringify(answered.id),
      expected: intentId(intent),
      remedy: 'Do not sign it.',
    });
  }
  return api.url;
}

async function findProposer(shell: Shell, estate: Estate, options: SubmitOptions): Promise<string> {
  const active = estate.custodians.filter((person) => person.status === 'active').map((person) => person.id);
  if (options.as !== undefined) {
    if (active.includes(options.as)) return options.as;
    throw new CliFault('unknown-name', {
      message: 'The estate has no such active custodian.',
      found: `--as ${options.as}`,
      expected: `one of ${active.join(', ')}`,
    });
  }
  const found = await withSigningKey(
    estate,
    { named: options.key, home: homedir(), agent: shell.env['SSH_AUTH_SOCK'] },
    (key) => Promise.resolve(key.custodian),
  );
  if (found !== undefined) return found;
  throw new CliFault('bad-usage', {
    message: 'It is not clear who proposes.',
    found: 'a key that the estate does not name',
    expected: `--as ${active.join(' or --as ')}`,
  });
}
