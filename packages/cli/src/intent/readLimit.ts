import { parseUnits } from '@portcullis/model';
import { CliFault } from '../cliFault.ts';

/** An amount as a person writes it: smallest units, or whole coins where the decimals are given. */
export function readLimit(text: string, decimals: string | undefined): string {
  if (decimals === undefined) return parseUnits(text).toString();
  const places = /^\d{1,2}$/.test(decimals) ? Number(decimals) : 99;
  const parts = /^(\d{1,78})(?:\.(\d{1,77}))?$/.exec(text);
  const part = parts?.[2] ?? '';
  if (parts === null || places > 77 || part.length > places) {
    throw new CliFault('bad-usage', {
      message: 'This is not an amount.',
      found: `--limit ${text} --decimals ${decimals}`,
      expected: `a number with at most ${decimals} places, such as --limit 12.5 --decimals 18`,
    });
  }
  return parseUnits(`${parts[1] ?? ''}${part.padEnd(places, '0')}`.replace(/^0+(?=\d)/, '')).toString();
}

/** How often a permit may be used. */
export function readUses(text: string): number {
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw new CliFault('bad-usage', {
    message: 'This is not a number of uses.',
    found: `--uses ${text}`,
    expected: 'a whole number from 1 to 999999',
  });
}
