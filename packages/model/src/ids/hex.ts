import { badId } from './badId.ts';
import type { Branded } from './brand.ts';

/** `0x` and an even number of lower-case hexadecimal digits. */
export type Hex = Branded<'Hex'>;

/** Reads a hex string in either case; with `bytes`, of exactly that length. Throws `bad-id`. */
export function parseHex(text: unknown, bytes?: number): Hex {
  const expected =
    bytes === undefined ? 'an even number of hexadecimal digits after 0x' : `0x and ${bytes * 2} hexadecimal digits`;
  if (typeof text !== 'string' || !/^0x(?:[0-9a-fA-F]{2})*$/.test(text)) throw badId('a hex string', text, expected);
  if (bytes !== undefined && text.length !== 2 + bytes * 2) throw badId('a hex string of that length', text, expected);
  return text.toLowerCase() as Hex;
}
