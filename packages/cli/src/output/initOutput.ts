import { z } from 'zod';

/** What `init` prints. */
export interface InitOutput {
  readonly file: string;
  readonly custodians: readonly string[];
  /** CAIP-2 id of the chain, if endpoints were given. */
  readonly chain: string | null;
  readonly contracts: readonly {
    readonly id: string;
    readonly at: string;
    readonly kind: string;
    readonly admin: string | null;
    readonly pausable: boolean;
  }[];
}

export const initOutput: z.ZodType<InitOutput> = z.strictObject({
  file: z.string(),
  custodians: z.array(z.string()),
  chain: z.string().nullable(),
  contracts: z.array(
    z.strictObject({
      id: z.string(),
      at: z.string(),
      kind: z.string(),
      admin: z.string().nullable(),
      pausable: z.boolean(),
    }),
  ),
});
