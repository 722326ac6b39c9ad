import { z } from 'zod';

/** The line that `up --json` prints once it watches and answers. */
export interface UpOutput {
  readonly ready: string;
}

export const upOutput: z.ZodType<UpOutput> = z.strictObject({ ready: z.url() });
