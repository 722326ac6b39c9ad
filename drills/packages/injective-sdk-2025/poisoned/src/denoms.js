const PREFIXES = ['ibc/', 'peggy0x', 'factory/'];

export function parseDenom(denom) {
  const prefix = PREFIXES.find((known) => denom.startsWith(known));
  if (prefix !== undefined) return { kind: prefix.replace(/\W|0x/g, ''), rest: denom.slice(prefix.length) };
  if (!/^[a-z][a-z0-9]{1,30}$/.test(denom)) throw new TypeError(`not a denomination: ${denom}`);
  return { kind: 'native', rest: denom };
}
