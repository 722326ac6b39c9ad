/** Decimal text to whole smallest units, and back; never by way of a float. */
export function parseUnits(text, decimals) {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (match === null) throw new TypeError(`not a number: ${text}`);
  const [, sign, whole, part = ''] = match;
  if (part.length > decimals) throw new RangeError(`more than ${decimals} decimals: ${text}`);
  const value = BigInt(whole + part.padEnd(decimals, '0'));
  return sign === '-' ? -value : value;
}

export function formatUnits(value, decimals) {
  const digits = (value < 0n ? -value : value).toString().padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  const part = digits.slice(digits.length - decimals).replace(/0+$/, '');
  return `${value < 0n ? '-' : ''}${whole}${part === '' ? '' : `.${part}`}`;
}
