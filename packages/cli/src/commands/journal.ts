import { join } from 'node:path';
import { openJournal, verifyJournal } from '@portcullis/journal';
import type { Recorded } from '@portcullis/model';
import { CliFault } from '../cliFault.ts';
import type { ExitCode } from '../exitCode.ts';
import { entryLine } from '../entryLine.ts';
import type { JournalVerifyOutput } from '../output/journalOutput.ts';
import { answer, type Shell } from '../shell.ts';

/** `journal verify`: recomputes the Merkle tree over every entry and compares it with the signed checkpoint. */
export async function journalVerify(
  shell: Shell,
  _args: readonly string[],
  options: { readonly key?: string },
): Promise<ExitCode> {
  const progress = shell.progress('verifying the journal');
  try {
    const report = await verifyJournal(
      directoryOf(shell),
      ({ done, total }) => progress.at(`verifying the journal: ${done} of ${total} entries`),
      options.key,
    );
    progress.end();
    const value: JournalVerifyOutput = {
      verified: true,
      size: report.size,
      root: report.root,
      types: { ...report.types },
      key: report.verifierKey,
      checkpoint: report.checkpoint,
      duration_ms: Math.round(report.duration),
    };
    answer(shell, value, [
      shell.paint('green', `VERIFIED: ${report.size} entries are what was signed.`),
      `root ${report.root}`,
      `key  ${report.verifierKey}`,
      ...Object.entries(report.types).map(([type, count]) => `  ${String(count).padStart(9)}  ${type}`),
      ...(options.key === undefined
        ? [
            '',
            'The key was taken from the directory itself. To notice a journal that was replaced together with its key, give the one you noted elsewhere: --key KEY.',
          ]
        : []),
    ]);
    return 0;
  } finally {
    progress.end();
  }
}

/** `journal prove INDEX`: a proof that others check with the journal's public key alone. */
export async function journalProve(shell: Shell, args: readonly string[]): Promise<ExitCode> {
  const index = readIndex(args[0] ?? '', 'the index');
  const journal = await openJournal({ directory: directoryOf(shell), mode: 'read' });
  try {
    const proof = await journal.prove(index);
    answer(shell, { ...proof, hashes: [...proof.hashes], key: journal.verifierKey }, [
      `Entry ${index} is in the journal of ${journal.size} entries:`,
      '',
      entryLine({ index, entry: JSON.parse(proof.leaf) as Recorded['entry'] }),
      '',
      ...proof.hashes.map((hash) => `  ${hash}`),
      '',
      proof.checkpoint.trimEnd(),
      '',
      `With --json the proof is one JSON value; the key that checks it is ${journal.verifierKey}`,
    ]);
    return 0;
  } finally {
    await journal.close();
  }
}

interface TailOptions {
  readonly lines: string;
  readonly follow?: boolean;
  readonly type?: readonly string[];
}

/** `journal tail [-f]`: the newest entries, then what comes; with `--json` one entry a line. */
export async function journalTail(shell: Shell, _args: readonly string[], options: TailOptions): Promise<ExitCode> {
  const count = readIndex(options.lines, '--lines');
  const journal = await openJournal({ directory: directoryOf(shell), mode: 'read' });
  const wanted = (recorded: Recorded): boolean =>
    options.type === undefined || options.type.includes(recorded.entry.type);
  const show = (recorded: Recorded): void => {
    if (wanted(recorded)) shell.out(shell.json ? JSON.stringify(recorded) : entryLine(recorded));
  };
  try {
    const upTo = journal.size;
    const newest: Recorded[] = [];
    // A filter may reach far back: read forward in one pass and keep the last ones.
    for await (const recorded of journal.read(options.type === undefined ? Math.max(0, upTo - count) : 0, upTo)) {
      if (!wanted(recorded)) continue;
      newest.push(recorded);
      if (newest.length > count) newest.shift();
    }
    newest.forEach(show);
    if (options.follow === true) {
      const stop = journal.follow((recorded) => recorded.forEach(show));
      await aborted(shell.signal);
      stop();
    }
    return 0;
  } finally {
    await journal.close();
  }
}

/** `journal export`: entries as JSON lines, each with its index. */
export async function journalExport(
  shell: Shell,
  _args: readonly string[],
  options: { readonly from: string; readonly to?: string },
): Promise<ExitCode> {
  const from = readIndex(options.from, '--from');
  const journal = await openJournal({ directory: directoryOf(shell), mode: 'read' });
  const progress = shell.progress('exporting');
  try {
    const to = Math.min(journal.size, options.to === undefined ? journal.size : readIndex(options.to, '--to'));
    for await (const recorded of journal.read(from, to)) {
      shell.out(JSON.stringify(recorded));
      if (recorded.index % 1000 === 0) progress.at(`exporting: ${recorded.index - from} of ${to - from} entries`);
      if (shell.signal.aborted)
        throw new CliFault('interrupted', {
          message: 'The export was stopped.',
          found: `up to entry ${recorded.index}`,
        });
    }
    return 0;
  } finally {
    progress.end();
    await journal.close();
  }
}

function directoryOf(shell: Shell): string {
  return join(shell.dataDirectory, 'journal');
}

function readIndex(text: string, what: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new CliFault('bad-usage', { message: `This is not ${what}.`, found: text, expected: 'a whole number from 0' });
}

async function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise((done) => signal.addEventListener('abort', done, { once: true }));
}
