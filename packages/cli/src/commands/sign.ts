import { homedir } from 'node:os';
import { type Bundle, type Estate, type Intent, INTENT_NAMESPACE, intentId, intentText } from '@portcullis/model';
import { CliFault } from '../cliFault.ts';
import type { ExitCode } from '../exitCode.ts';
import { confirm } from '../confirm.ts';
import { changedCode } from '../intent/changedCode.ts';
import { countHere } from '../intent/countHere.ts';
import { tallyLines } from '../intent/tallyOutputOf.ts';
import { readTextFile, writeBundle } from '../intent/intentFile.ts';
import { intentLines } from '../intent/intentLines.ts';
import { locateIntent, type Located } from '../intent/locateIntent.ts';
import type { SignOutput } from '../output/signOutput.ts';
import { readEstate } from '../readEstate.ts';
import { answer, type Shell } from '../shell.ts';
import { checkOwnSignature } from '../ssh/checkOwnSignature.ts';
import { withSigningKey } from '../ssh/findSigningKey.ts';
import { printToSign } from '../ssh/printToSign.ts';
import { signWithSshKeygen } from '../ssh/signWithSshKeygen.ts';

export interface SignOptions {
  readonly key?: string;
  readonly print?: boolean;
  readonly signature?: string;
  readonly out?: string;
  readonly yes?: boolean;
  readonly offline?: boolean;
}

const MAX_SIGNATURE_BYTES = 16_384;

/** `sign ID|FILE`: shows what an intent would do, has the user's own ssh-keygen sign it, and hands it in. */
export async function sign(shell: Shell, args: readonly string[], options: SignOptions): Promise<ExitCode> {
  const name = args[0] ?? '';
  const estate = readEstate(shell.estateFile);
  const located = await locateIntent(shell, estate, name);
  const { intent } = located.bundle;
  refuseOther(intent, estate, shell);
  // What is read from a pipe goes on through a pipe: then stdout is for the bundle alone.
  const told = shell.json || (name === '-' && options.out === undefined) ? shell.note : shell.out;
  for (const line of intentLines(intent, estate)) told(line);
  if (options.offline !== true) for (const line of await changedCode(shell, estate, intent)) told(line);
  if (options.print === true) {
    const print = printToSign(intent, name);
    answer(shell, { intent: intentId(intent), text: print.text, commands: [...print.commands] }, ['', ...print.lines]);
    return 0;
  }
  const signature =
    options.signature === undefined
      ? await signHere(shell, estate, intent, options)
      : readTextFile(options.signature, MAX_SIGNATURE_BYTES);
  return await handIn(shell, estate, located, signature, options.out);
}

/** Has a key on this machine sign, after the person said yes. */
export async function signHere(
  shell: Shell,
  estate: Estate,
  intent: Intent,
  options: Pick<SignOptions, 'key' | 'yes'>,
): Promise<string> {
  return await withSigningKey(
    estate,
    { named: options.key, home: homedir(), agent: shell.env['SSH_AUTH_SOCK'] },
    async (key) => {
      if (options.yes !== true)
        await confirm(shell, `Sign this as ${key.custodian ?? 'the holder of'} with ${key.file}?`);
      return await signWithSshKeygen({
        text: intentText(intent),
        namespace: INTENT_NAMESPACE,
        keyFile: key.file,
        say: shell.note,
      });
    },
  );
}

async function handIn(
  shell: Shell,
  estate: Estate,
  located: Located,
  signature: string,
  out: string | undefined,
): Promise<ExitCode> {
  const { intent, signatures } = located.bundle;
  const received = shell.clock();
  const custodian = checkOwnSignature(estate, located.bundle, { signature, received });
  const signed: Bundle = {
    ...located.bundle,
    signatures: [...signatures, { signature, received }],
    estate: estate.digest,
  };
  let to: string;
  let bundle = signed;
  if (located.from === 'server') {
    await located.api.post(`/v1/intents/${encodeURIComponent(intentId(intent))}/signatures`, { signature });
    bundle = (await located.api.intent(intentId(intent))).bundle;
    to = located.api.url;
    if (out !== undefined) writeBundle(out, bundle, false);
  } else {
    to = out ?? located.path;
    if (to === '-') shell.out(JSON.stringify(signed, null, 2));
    else writeBundle(to, signed, out === undefined);
  }
  const tally = countHere(bundle, estate);
  const value: SignOutput = { ...tally, custodian, sent: to };
  if (to !== '-')
    answer(shell, value, [
      '',
      shell.paint('green', `Signed as ${custodian}; handed to ${to}.`),
      '',
      ...tallyLines(tally, shell.clock()),
    ]);
  return 0;
}

function refuseOther(intent: Intent, estate: Estate, shell: Shell): void {
  if (intent.expires <= shell.clock()) {
    throw new CliFault('signature-refused', {
      message: 'The intent has expired: a sign-off no longer counts.',
      found: new Date(intent.expires).toISOString(),
      expected: 'a later moment',
      remedy: 'Propose it again.',
    });
  }
  if (intent.estate === estate.digest) return;
  throw new CliFault('estate-differs', {
    message: 'The intent was made under another estate than this file.',
    found: intent.estate,
    expected: estate.digest,
    remedy: 'Get the estate file that is in force, read what changed in it, and sign with that one.',
  });
}
