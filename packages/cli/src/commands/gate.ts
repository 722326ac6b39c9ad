import { causeWords } from '../live/causeWords.ts';
import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { openApi } from '../api/api.ts';
import { CliFault } from '../cliFault.ts';
import type { ExitCode } from '../exitCode.ts';
import { readGate } from '../intent/readAccount.ts';
import { serverUrl } from '../intent/locateIntent.ts';
import type { SubmitOptions } from '../intent/submitIntent.ts';
import { ago } from '../live/statusLines.ts';
import type { GateAnswerOutput, GateListOutput } from '../output/gateOutput.ts';
import { statusOutput, type StatusOutput } from '../output/statusOutput.ts';
import { printable } from '@portcullis/model/printable';
import { readEstate } from '../readEstate.ts';
import { answer, type Shell } from '../shell.ts';
import { moveGate } from './propose.ts';

type Gate = StatusOutput['gates'][number];

/** A lever sends, and waits until the world shows it. */
const PATIENCE_MS = 30_000;
const LOOK_MS = 200;

/** `gate list`: all gates; exit code 1 while one is down. */
export async function gateList(shell: Shell): Promise<ExitCode> {
  const gates = await readGates(shell);
  const value: GateListOutput = { gates };
  answer(
    shell,
    value,
    gates.length === 0 ? ['The estate declares no gate.'] : gates.map((gate) => gateLine(shell, gate)),
  );
  return gates.some((gate) => gate.state !== 'up') ? 1 : 0;
}

/** `gate show ID`: one gate, with a fresh signed answer of the server. */
export async function gateShow(shell: Shell, args: readonly string[]): Promise<ExitCode> {
  const estate = readEstate(shell.estateFile);
  const id = readGate(estate, args[0] ?? '');
  const api = openApi(shell, serverUrl(shell, estate));
  const nonce = randomBytes(16).toString('base64url');
  const { answer: signed } = (await api.get(`/v1/gates/${encodeURIComponent(id)}?nonce=${nonce}`)) as {
    readonly answer?: unknown;
  };
  const gate = (await readGates(shell)).find((entry) => entry.id === id);
  if (typeof signed !== 'string' || gate === undefined)
    throw new CliFault('bad-answer', {
      message: 'The server did not answer for the gate.',
      found: JSON.stringify(signed)?.slice(0, 80),
      expected: 'a signed answer (compact JWS)',
    });
  const value: GateAnswerOutput = { gate, nonce, answer: signed };
  answer(shell, value, [gateLine(shell, gate), '', 'Signed answer (JWS; its key is at /v1/keys):', signed]);
  return gate.state === 'up' ? 0 : 1;
}

/** `gate drop ID`: proposes and signs in one go, because every block counts, and waits until the gate is down. */
export async function gateDrop(shell: Shell, args: readonly string[], options: SubmitOptions): Promise<ExitCode> {
  const id = args[0] ?? '';
  const exit = await moveGate(shell, readEstate(shell.estateFile), 'drop', id, { ...options, sign: true });
  if (exit !== 0) return exit;
  const progress = shell.progress(`waiting for ${id} to be down`);
  try {
    for (
      const until = shell.clock() + PATIENCE_MS;
      shell.clock() < until && !shell.signal.aborted;
      await delay(LOOK_MS)
    ) {
      const gate = (await readGates(shell)).find((entry) => entry.id === id);
      if (gate?.state !== 'down') continue;
      shell.note(gateLine(shell, gate));
      return 0;
    }
  } finally {
    progress.end();
  }
  throw new CliFault('interrupted', {
    message: 'The drop is ordered, but the gate is not down yet.',
    found: `not down after ${PATIENCE_MS / 1000} s`,
    expected: `${id} down`,
    remedy: 'Look at `portcullis gate list` and `portcullis journal tail`; stop value by other means meanwhile.',
  });
}

/** `gate raise ID`: proposes it for the quorum of the policy `raise`, and signs it with the proposer's key. */
export async function gateRaise(shell: Shell, args: readonly string[], options: SubmitOptions): Promise<ExitCode> {
  return await moveGate(shell, readEstate(shell.estateFile), 'raise', args[0] ?? '', {
    ...options,
    sign: options.key !== undefined,
  });
}

async function readGates(shell: Shell): Promise<readonly Gate[]> {
  const estate = readEstate(shell.estateFile);
  const api = openApi(shell, serverUrl(shell, estate));
  const parsed = statusOutput.safeParse(await api.get('/v1/status'));
  if (parsed.success) return parsed.data.gates;
  throw new CliFault('bad-answer', {
    message: 'The status of the server cannot be read.',
    found: parsed.error.issues[0]?.path.join('.'),
    expected: 'the status of the same version of Portcullis',
  });
}

function gateLine(shell: Shell, gate: Gate): string {
  const since = gate.since === null ? '' : `  since ${ago(shell.clock() - gate.since)}`;
  const style = gate.state === 'up' ? 'green' : gate.state === 'down' ? 'red' : 'yellow';
  return shell.paint(
    style,
    printable(`${gate.id.padEnd(20)} ${gate.lever.padEnd(10)} ${gate.state}${since}${causeWords(gate.by)}`),
  );
}
