import { once } from 'node:events';
import { styleText } from 'node:util';
import { inBnb, type Losses } from '../ankr-2022/losses.ts';
import { run, type Run } from '../ankr-2022/run.ts';
import { DrillFault } from './drillFault.ts';
import { type DrillResult, type LossTable, type Variant, VARIANTS } from './drillResult.ts';
import { nextThings } from './nextThings.ts';
import { resultLines } from './printResult.ts';

export interface DrillOptions {
  /** The incident: `ankr-2022`. */
  readonly drill: string;
  /** How the thief acts: one of `VARIANTS`. */
  readonly variant: string;
  /** Seconds between blocks. */
  readonly blockTime: number;
  readonly seed: number;
  /** One line of JSON at the end instead of text; progress goes to standard error, if that is a terminal. */
  readonly json: boolean;
  /** Leave the chain and the watch running afterwards, until the signal. */
  readonly stay: boolean;
  readonly signal: AbortSignal;
  /** Where the lines go; the process's standard output where absent. */
  readonly out?: { write(text: string): unknown } | undefined;
  /** Told of the watch as soon as it is ready. */
  readonly onWatch?: ((watch: { readonly url: string; readonly dataDirectory: string }) => void) | undefined;
}

/**
 * Replays an incident without and with Portcullis and prints both. Resolves to the command's
 * exit code: 0 when nothing was missed, nobody was alarmed for nothing and the journal
 * verifies, else 1. Throws `DrillFault` when the drill cannot be carried through.
 */
export async function runDrill(options: DrillOptions): Promise<0 | 1> {
  // A closed terminal must not leave a chain and a watch behind.
  const hangUp = new AbortController();
  const onHangUp = (): void => hangUp.abort();
  process.once('SIGHUP', onHangUp);
  try {
    return await show({ ...options, signal: AbortSignal.any([options.signal, hangUp.signal]) });
  } finally {
    process.removeListener('SIGHUP', onHangUp);
  }
}

async function show(options: DrillOptions): Promise<0 | 1> {
  const { out = process.stdout, json, signal } = options;
  const { result, guarded } = await replay(options);
  try {
    for (const line of json ? [JSON.stringify(result)] : ['', ...resultLines(result), '']) out.write(`${line}\n`);
    if (options.stay) {
      for (const line of json ? [] : await nextThings(guarded)) out.write(`${line}\n`);
      if (!signal.aborted) await once(signal, 'abort');
    }
  } finally {
    await guarded.close();
    if (options.stay && !json)
      out.write(
        `\nThe watch and the chain have stopped. The estate and its journal are in ${guarded.defence?.directory ?? ''}\n`,
      );
  }
  return result.missed === 0 && result.false_alarms === 0 && result.journal_verified ? 0 : 1;
}

/** Both runs and what they measured. The guarded run's chain and watch are left running: close it. */
export async function replay(options: DrillOptions): Promise<{ readonly result: DrillResult; readonly guarded: Run }> {
  const { out = process.stdout, json, stay, seed, blockTime, signal } = options;
  const variant = variantOf(options);
  const teller = json ? (process.stderr.isTTY ? process.stderr : undefined) : out;
  const tell = (line: string): void => void teller?.write(`${json ? line : paint(line)}\n`);
  const say = (block: number | undefined, line: string): void =>
    tell(`  ${block === undefined ? ' '.repeat(9) : `block ${String(block).padStart(3)}`}  ${line}`);
  tell(`ankr-2022, ${variant}, seed ${seed}: a real chain, once without Portcullis and once with it`);
  tell('\nwithout Portcullis');
  const alone = await run({ variant, blockTime, seed, guarded: false, keep: false, say, signal, onWatch: undefined });
  await alone.close();
  tell('\nwith Portcullis');
  const guarded = await run({
    variant,
    blockTime,
    seed,
    guarded: true,
    keep: stay,
    say,
    signal,
    onWatch: options.onWatch,
  });
  try {
    const journal_verified = await guarded.verifyJournal();
    const { measured } = guarded;
    if (measured === undefined) throw new DrillFault('step-failed', { message: 'Nothing was measured.' });
    const result: DrillResult = {
      drill: 'ankr-2022',
      variant,
      seed,
      block_time: blockTime,
      detect_ms: measured.detect_ms,
      halt_ms: measured.halt_ms,
      page_ms: measured.page_ms,
      loss: inBnb(guarded.losses),
      loss_without: inBnb(alone.losses),
      missed: measured.missed,
      false_alarms: measured.false_alarms,
      journal_verified,
      losses: { with: tableOf(guarded.losses), without: tableOf(alone.losses) },
      gates: measured.gates,
      verdict: measured.verdict,
      ready_ms: guarded.defence?.product.readyAfter ?? 0,
    };
    return { result, guarded };
  } catch (error) {
    await guarded.close();
    throw error;
  }
}

/** What Portcullis does stands out, where the terminal can show it. */
function paint(line: string): string {
  return line.includes('PORTCULLIS') ? styleText('bold', line, { stream: process.stdout }) : line;
}

function variantOf({ drill, variant }: DrillOptions): Variant {
  const known = VARIANTS.find((one) => one === variant);
  if (drill === 'ankr-2022' && known !== undefined) return known;
  const found = `${drill} --variant ${variant}`;
  throw new DrillFault(
    'no-such-drill',
    { message: 'There is no such drill.', found, expected: `ankr-2022 with one of ${VARIANTS.join(', ')}` },
    'operator',
  );
}

function tableOf({ pool, market, desk }: Losses): LossTable {
  return {
    pool: { bnb: String(pool.bnb), usdc: String(pool.usdc) },
    market: { hay: String(market.hay) },
    desk: { bnb: String(desk.bnb) },
  };
}
