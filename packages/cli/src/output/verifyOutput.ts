import { z } from 'zod';
import { type TallyOutput, tallyOutputWith } from './tallyOutput.ts';

/** What `verify` prints: the count, and with --stock where the files lie and which commands check them. */
export interface VerifyOutput extends TallyOutput {
  readonly stock: { readonly directory: string; readonly commands: readonly string[] } | null;
}

export const verifyOutput: z.ZodType<VerifyOutput> = tallyOutputWith({
  stock: z.strictObject({ directory: z.string(), commands: z.array(z.string()) }).nullable(),
});

/** What `verify --allowed-signers` prints. */
export interface AllowedSignersOutput {
  /** Text of an allowed_signers file (ssh-keygen(1)). */
  readonly allowed_signers: string;
}

export const allowedSignersOutput: z.ZodType<AllowedSignersOutput> = z.strictObject({ allowed_signers: z.string() });
