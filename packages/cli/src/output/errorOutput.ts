import { z } from 'zod';

/** What every command prints with `--json` when it failed. */
export interface ErrorOutput {
  readonly error: {
    readonly code: string;
    readonly message: string;
    readonly found?: string | undefined;
    readonly expected?: string | undefined;
    readonly do?: string | undefined;
    /** What is wrong with the estate file, line by line. */
    readonly faults?:
      | readonly {
          readonly line: number;
          readonly column: number;
          readonly path: string;
          readonly found: string;
          readonly expected: string;
        }[]
      | undefined;
    readonly exit: number;
  };
}

export const errorOutput: z.ZodType<ErrorOutput> = z.strictObject({
  error: z.strictObject({
    code: z.string(),
    message: z.string(),
    found: z.string().optional(),
    expected: z.string().optional(),
    do: z.string().optional(),
    faults: z
      .array(
        z.strictObject({ line: z.int(), column: z.int(), path: z.string(), found: z.string(), expected: z.string() }),
      )
      .optional(),
    exit: z.int().min(1).max(3),
  }),
});
