import type { DrillResult, LossTable } from './drillResult.ts';

/** The two runs side by side, for a person. */
export function resultLines(result: DrillResult): readonly string[] {
  const { without } = result.losses;
  const theft = result.loss_without > 0;
  const never = theft ? 'never' : '–';
  const time = (ms: number | null): string =>
    ms === null ? never : ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(2)} s`;
  const rows: readonly (readonly [string, string, string])[] = [
    ['', 'without Portcullis', 'with Portcullis'],
    ['lost in the pairs', pool(without), pool(result.losses.with)],
    ['lost in the lending market', `${whole(without.market.hay)} HAY`, `${whole(result.losses.with.market.hay)} HAY`],
    ['lost at the withdrawal desk', `${whole(without.desk.bnb)} BNB`, `${whole(result.losses.with.desk.bnb)} BNB`],
    ['lost in all, as BNB', result.loss_without.toLocaleString('en'), result.loss.toLocaleString('en')],
    ['breach to finding', never, time(result.detect_ms)],
    ['breach to all gates down', never, time(result.halt_ms)],
    ['breach to first page', never, time(result.page_ms)],
    ['missed', theft ? 'all' : '–', String(result.missed)],
    ['false alarms', '–', String(result.false_alarms)],
    ['journal verified', '–', result.journal_verified ? 'yes' : 'NO'],
  ];
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column as 0 | 1].length)));
  return rows.map(([name, left, right]) =>
    `  ${name.padEnd(widths[0] ?? 0)}  ${left.padEnd(widths[1] ?? 0)}  ${right}`.trimEnd(),
  );
}

function pool({ pool: { bnb, usdc } }: LossTable): string {
  return `${whole(bnb)} BNB + ${whole(usdc)} USDC`;
}

function whole(units: string): string {
  return (BigInt(units) / 10n ** 18n).toLocaleString('en');
}
