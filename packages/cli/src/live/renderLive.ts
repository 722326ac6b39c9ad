import type { StatusOutput } from '../output/statusOutput.ts';
import type { Paint } from '../shell.ts';
import { statusLines } from './statusLines.ts';

/** What the live view of `up` needs besides the status. */
export interface LiveView {
  readonly width: number;
  readonly height: number;
  readonly now: number;
  readonly url: string;
  readonly paint: Paint;
}

/** The live view of `up` as one text, no wider and no higher than the terminal. Pure. */
export function renderLive(status: StatusOutput, view: LiveView): string {
  const rows = Math.max(2, Math.floor((view.height - 12 - status.gates.length - status.chains.length * 2) / 2));
  const lines = statusLines(status, { width: view.width, now: view.now, paint: view.paint, rows });
  const foot = view.paint('dim', `${view.url}  ·  Ctrl-C stops the watch`.slice(0, Math.max(1, view.width - 2)));
  return [...lines.slice(0, Math.max(1, view.height - 2)), foot].join('\n');
}
