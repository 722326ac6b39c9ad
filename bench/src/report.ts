import { styleText } from 'node:util';
import type { Judged } from './judge.ts';

/** The figures as a table for a terminal: value, the peer's value, the ratio, the floor and whether it is met. */
export function report(figures: readonly Judged[]): string {
  const rows = figures.map((figure) => [
    figure.name,
    `${round(figure.value)} ${figure.unit}`,
    figure.against === undefined ? '' : `${round(figure.against.value)} ${figure.unit} ${figure.against.name}`,
    figure.ratio === undefined ? '' : `${round(figure.ratio)}×`,
    floorText(figure),
  ]);
  const table = [['figure', 'measured', 'against', 'ratio', 'floor'], ...rows];
  const widths = (table[0] ?? []).map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  const lines = table.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return lines.map((line, at) => paint(line, at === 0 ? undefined : figures[at - 1]?.verdict)).join('\n');
}

function floorText({ floor, verdict, unit }: Judged): string {
  if (floor === undefined) return '';
  const suffix = floor.of === 'ratio' ? '×' : ` ${unit}`;
  const bounds = [
    floor.atLeast === undefined ? '' : `≥ ${round(floor.atLeast)}${suffix}`,
    floor.atMost === undefined ? '' : `≤ ${round(floor.atMost)}${suffix}`,
  ];
  return `${bounds.filter((bound) => bound !== '').join(' and ')} ${verdict}`;
}

function paint(line: string, verdict: Judged['verdict'] | undefined): string {
  if (verdict === 'missed') return styleText('red', line);
  return verdict === undefined ? styleText('dim', line) : line;
}

/** Three figures are enough to compare by; whole numbers keep all of theirs. */
function round(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  if (Number.isInteger(value)) return value.toLocaleString('en');
  return value.toLocaleString(
    'en',
    Math.abs(value) >= 100 ? { maximumFractionDigits: 0 } : { maximumSignificantDigits: 3 },
  );
}
