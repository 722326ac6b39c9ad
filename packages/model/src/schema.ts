import { z } from 'zod';
import { parseUnits } from './amount.ts';
import { type AccountId, parseAccountId } from './ids/accountId.ts';
import { type AssetId, parseAssetId } from './ids/assetId.ts';
import { type ChainId, parseChainId } from './ids/chainId.ts';
import { type Digest, parseDigest } from './ids/digestId.ts';
import { type Hex, parseHex } from './ids/hex.ts';
import { parsePurl, type Purl } from './ids/purl.ts';
import { Fault } from './fault.ts';

/** Smallest units in decimal: how an amount travels in JSON. */
export type UnitsText = string;

/**
 * Schemas of the ids as they stand in intents, entries and messages: already in their
 * one canonical form, so that equal things have equal bytes and equal digests.
 */
function exact<T extends string>(parse: (text: unknown) => T): z.ZodType<T> {
  return z
    .string()
    .max(4096)
    .superRefine((text, context) => {
      try {
        const canonical = parse(text);
        if (canonical !== text) context.addIssue({ code: 'custom', message: `write it as ${canonical}` });
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        context.addIssue({ code: 'custom', message: `${error.message} Expected ${error.expected ?? 'another form'}.` });
      }
    }) as unknown as z.ZodType<T>;
}

export const accountIdSchema: z.ZodType<AccountId> = exact(parseAccountId);
export const assetIdSchema: z.ZodType<AssetId> = exact(parseAssetId);
export const chainIdSchema: z.ZodType<ChainId> = exact(parseChainId);
export const purlSchema: z.ZodType<Purl> = exact(parsePurl);
export const digestSchema: z.ZodType<Digest> = exact(parseDigest);
export const hexSchema: z.ZodType<Hex> = exact((text) => parseHex(text));
export const hash32Schema: z.ZodType<Hex> = exact((text) => parseHex(text, 32));
export const unitsSchema: z.ZodType<UnitsText> = exact((text) => parseUnits(text).toString());
/** Milliseconds since the epoch, up to the year 9999. */
export const millisSchema: z.ZodType<number> = z.int().min(0).max(253_402_300_799_999);
/** A short name chosen in the estate file: letters, digits, `.`, `_`, `-`; at most 64. */
export const nameSchema: z.ZodType<string> = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/,
    'a name of letters, digits, ".", "_" or "-", at most 64, such as pool-pause',
  );
/** A sentence or a few for people. */
export const textSchema: z.ZodType<string> = z.string().max(4000);
