import { CliFault } from '../cliFault.ts';
import type { ExitCode } from '../exitCode.ts';
import { openDrillPanel } from '../live/drillPanel.ts';
import type { Shell } from '../shell.ts';

interface DrillOptions {
  readonly variant: string;
  readonly blockTime: string;
  readonly seed: string;
  readonly stay?: boolean;
}

/** `drill NAME`: replays an incident on a local chain, with Portcullis and without. */
export async function drill(shell: Shell, args: readonly string[], options: DrillOptions): Promise<ExitCode> {
  if (args[0] !== 'ankr-2022')
    throw new CliFault('bad-usage', { message: 'There is no such drill.', found: args[0], expected: 'ankr-2022' });
  const blockTime = Number(options.blockTime);
  if (!(blockTime >= 0.1 && blockTime <= 60))
    throw new CliFault('bad-usage', {
      message: 'This is not a block time.',
      found: `--block-time ${options.blockTime}`,
      expected: 'seconds from 0.1 to 60, such as 0.45',
    });
  if (!/^\d{1,15}$/.test(options.seed))
    throw new CliFault('bad-usage', {
      message: 'This is not a seed.',
      found: `--seed ${options.seed}`,
      expected: 'a whole number from 0',
    });
  const { runDrill } = await import('@portcullis/drills');
  const panel = shell.interactive && !shell.json ? openDrillPanel(shell) : undefined;
  return await runDrill({
    drill: args[0],
    variant: options.variant,
    blockTime,
    seed: Number(options.seed),
    json: shell.json,
    stay: options.stay ?? false,
    signal: shell.signal,
    ...(panel === undefined ? {} : { out: panel, onWatch: panel.watch }),
  }).finally(() => panel?.close());
}
