import { z } from 'zod';
import { type TallyOutput, tallyOutputWith } from './tallyOutput.ts';

/** What `propose`, `gate drop` and `gate raise` print: the intent, where it went, and the count. */
export interface ProposeOutput extends TallyOutput {
  /** Address of the server, or path of the file. */
  readonly sent: string;
}

export const proposeOutput: z.ZodType<ProposeOutput> = tallyOutputWith({ sent: z.string() });
