import { type Entry, parseEntry } from '@portcullis/model';

/** The `number`-th mint that a sensor might report: real in shape and size, and always the same. */
export function mintEntry(number: number, salt: string = ''): Entry {
  const block = number.toString(16).padStart(64, '0');
  const id = `mint:eip155:56:0x${block}:${number % 300}${salt}`;
  const at = { ms: 1_669_939_200_000 + number * 450, source: 'block' } as const;
  return parseEntry({
    v: 1,
    type: 'effect.observed',
    at,
    actor: 'sensor:bsc',
    causes: [],
    key: `effect:${id}`,
    body: {
      effect: {
        id,
        kind: 'mint',
        asset: `eip155:56/erc20:0x${'e8'.repeat(20)}`,
        to: `eip155:56:0x${'f3'.repeat(20)}`,
        units: `${1_000_000_000_000_000_000n + BigInt(number)}`,
        at,
        position: {
          chain: 'eip155:56',
          block: 23_000_000 + number,
          hash: `0x${block}`,
          index: number % 300,
          tx: `0x${'ab'.repeat(32)}`,
        },
        evidence: [`Log ${number % 300}: Transfer from the zero address.`],
      },
    },
  });
}
