import { causeWords } from './causeWords.ts';
import type { Paint } from '../shell.ts';
import { printable } from '@portcullis/model/printable';
import type { StatusOutput } from '../output/statusOutput.ts';

/** How much is shown, and how. */
export interface StatusView {
  readonly width: number;
  readonly now: number;
  readonly paint: Paint;
  /** At most so many findings and intents, newest first. */
  readonly rows: number;
}

const GATE_MARKS = {
  up: ['green', '▲'],
  raising: ['yellow', '△'],
  dropping: ['yellow', '▽'],
  down: ['red', '▼'],
} as const;

/** The state of an estate in lines no wider than the terminal: gates, chains, findings, intents, journal. */
export function statusLines(status: StatusOutput, view: StatusView): string[] {
  const { paint, width } = view;
  const fit = (text: string): string => cut(printable(text), width);
  const standing = status.findings.filter((finding) => finding.retracted === null);
  const breaches = standing.filter((finding) => finding.breach);
  const verdict =
    breaches.length > 0
      ? paint('red', breaches.length === 1 ? 'A breach stands.' : `${breaches.length} breaches stand.`)
      : paint('green', 'No breach stands.');
  return [
    paint('bold', fit(status.estate.name)),
    verdict,
    ...(status.estate.differs_on_disk
      ? [paint('yellow', fit('The estate file on disk is not the one in force: propose it, or put it back.'))]
      : []),
    '',
    ...status.gates.map((gate) => {
      const [style, mark] = GATE_MARKS[gate.state];
      const since = gate.since === null ? '' : `  since ${ago(view.now - gate.since)}`;
      return paint(style, fit(`${mark} ${gate.id.padEnd(16)} ${gate.state.padEnd(8)}${since}${causeWords(gate.by)}`));
    }),
    '',
    ...status.chains.flatMap((chain) => chainLines(chain, view)),
    ...(status.chains.length === 0 ? [] : ['']),
    ...section('Findings', standing, view.rows, (finding) => {
      const style = finding.breach
        ? 'red'
        : finding.severity === 'high' || finding.severity === 'critical'
          ? 'yellow'
          : 'dim';
      return [paint(style, fit(`${clock(finding.at)} ${finding.rule}  ${finding.finality}  ${finding.why}`))];
    }),
    ...section(
      'Intents',
      status.intents.filter((intent) => intent.expires > view.now),
      view.rows,
      (intent) => [
        fit(
          `${intent.id.slice(7, 15)} ${intent.kind.padEnd(8)} ${intent.state.padEnd(10)} ${intent.counted.length}/${intent.needed} signed${intent.counted.length > 0 ? `: ${intent.counted.join(', ')}` : ''}`,
        ),
      ],
    ),
    paint('dim', fit(`journal ${status.journal.size} entries  root ${status.journal.root.slice(0, 20)}`)),
  ];
}

function chainLines(chain: StatusOutput['chains'][number], view: StatusView): string[] {
  const behind = chain.head !== null && chain.done !== null ? chain.head - chain.done : null;
  const text = `${chain.name.padEnd(16)} head ${chain.head ?? '–'}  done ${chain.done ?? '–'}${behind === null || behind <= 0 ? '' : ` (${behind} behind)`}  lag ${chain.lag_ms === null ? '–' : `${Math.round(chain.lag_ms)} ms`}`;
  const line = cut(printable(text), view.width);
  if (chain.gap !== null)
    return [view.paint('red', line), view.paint('red', cut(printable(`  GAP: ${chain.gap}`), view.width))];
  return [chain.done === null ? view.paint('yellow', line) : line];
}

function section<Item>(title: string, items: readonly Item[], rows: number, lines: (item: Item) => string[]): string[] {
  if (items.length === 0) return [];
  const shown = items.slice(-rows).toReversed();
  const more = items.length - shown.length;
  return [
    `${title}${more > 0 ? ` (${more} more)` : ''}`,
    ...shown.flatMap((item) => lines(item).map((line) => `  ${line}`)),
    '',
  ];
}

function cut(text: string, width: number): string {
  const room = Math.max(1, width - 2);
  const characters = Array.from(text);
  return characters.length <= room ? text : `${characters.slice(0, room - 1).join('')}…`;
}

function clock(ms: number): string {
  return new Date(ms).toISOString().slice(11, 19);
}

/** A length of time for people, in its largest unit. */
export function ago(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 120) return `${seconds} s`;
  if (seconds < 7200) return `${Math.round(seconds / 60)} min`;
  return seconds < 172_800 ? `${Math.round(seconds / 3600)} h` : `${Math.round(seconds / 86_400)} d`;
}
