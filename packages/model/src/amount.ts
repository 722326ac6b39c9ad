import type { AssetId } from './ids/assetId.ts';
import { ModelFault } from './modelFault.ts';

/** Money: a count of the smallest unit (wei, satoshi), never a float, with its asset beside it. */
export interface Amount {
  readonly asset: AssetId;
  readonly units: bigint;
}

const MAX_UINT256 = (1n << 256n) - 1n;

/** Reads a count of smallest units written in decimal, 0 to 2^256 − 1. Throws `bad-amount`. */
export function parseUnits(text: unknown): bigint {
  if (typeof text === 'string' && /^(0|[1-9][0-9]{0,77})$/.test(text)) {
    const units = BigInt(text);
    if (units <= MAX_UINT256) return units;
  }
  throw new ModelFault('bad-amount', {
    message: 'This is not an amount.',
    found: typeof text === 'string' ? JSON.stringify(text.slice(0, 90)) : typeof text,
    expected: 'a whole number of the smallest unit in decimal, written as a string, 0 to 2^256 − 1',
    remedy: 'Write 1.5 tokens of 18 decimals as "1500000000000000000".',
  });
}

/** Smallest units as a decimal number of whole coins, without trailing zeros, for people only. */
export function formatUnits(units: bigint, decimals: number): string {
  const sign = units < 0n ? '-' : '';
  const digits = (units < 0n ? -units : units).toString().padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  const part = digits.slice(digits.length - decimals).replace(/0+$/, '');
  return `${sign}${whole}${part === '' ? '' : `.${part}`}`;
}
