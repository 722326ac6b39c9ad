import { z } from 'zod';
import { type TallyOutput, tallyOutputWith } from './tallyOutput.ts';

/** What `sign` prints: who signed, where it went, and the count after it. */
export interface SignOutput extends TallyOutput {
  readonly custodian: string;
  /** Address of the server, or path of the file. */
  readonly sent: string;
}

export const signOutput: z.ZodType<SignOutput> = tallyOutputWith({ custodian: z.string(), sent: z.string() });

/** What `sign --print` prints: nothing was signed yet. */
export interface PrintToSignOutput {
  readonly intent: string;
  readonly text: string;
  readonly commands: readonly string[];
}

export const printToSignOutput: z.ZodType<PrintToSignOutput> = z.strictObject({
  intent: z.string(),
  text: z.string(),
  commands: z.array(z.string()),
});
