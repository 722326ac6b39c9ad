import { z } from 'zod';
import { type TallyOutput, tallyOutputWith } from './tallyOutput.ts';

/** The whole estate, as `GET /v1/status` answers and `status` prints it. Times in milliseconds since the epoch. */
export interface StatusOutput {
  readonly version: string;
  readonly estate: { readonly name: string; readonly digest: string; readonly differs_on_disk: boolean };
  readonly chains: readonly {
    readonly name: string;
    readonly id: string;
    readonly head: number | null;
    readonly done: number | null;
    readonly lag_ms: number | null;
    readonly gap: string | null;
  }[];
  readonly gates: readonly {
    readonly id: string;
    readonly lever: string;
    readonly state: 'up' | 'dropping' | 'down' | 'raising';
    readonly since: number | null;
    readonly by: string | null;
  }[];
  readonly findings: readonly {
    readonly id: string;
    readonly rule: string;
    readonly severity: string;
    readonly breach: boolean;
    readonly subject: string;
    readonly why: string;
    readonly advice: string;
    readonly at: number;
    readonly finality: string;
    readonly retracted: string | null;
  }[];
  readonly intents: readonly {
    readonly id: string;
    readonly kind: string;
    readonly state: string;
    readonly counted: readonly string[];
    readonly needed: number;
    readonly expires: number;
  }[];
  readonly journal: { readonly size: number; readonly root: string };
}

export const statusOutput: z.ZodType<StatusOutput> = z.object({
  version: z.string(),
  estate: z.object({ name: z.string(), digest: z.string(), differs_on_disk: z.boolean() }),
  chains: z.array(
    z.object({
      name: z.string(),
      id: z.string(),
      head: z.int().nullable(),
      done: z.int().nullable(),
      lag_ms: z.number().nullable(),
      gap: z.string().nullable(),
    }),
  ),
  gates: z.array(
    z.object({
      id: z.string(),
      lever: z.string(),
      state: z.enum(['up', 'dropping', 'down', 'raising']),
      since: z.int().nullable(),
      by: z.string().nullable(),
    }),
  ),
  findings: z.array(
    z.object({
      id: z.string(),
      rule: z.string(),
      severity: z.string(),
      breach: z.boolean(),
      subject: z.string(),
      why: z.string(),
      advice: z.string(),
      at: z.int(),
      finality: z.string(),
      retracted: z.string().nullable(),
    }),
  ),
  intents: z.array(
    z.object({
      id: z.string(),
      kind: z.string(),
      state: z.string(),
      counted: z.array(z.string()),
      needed: z.int(),
      expires: z.int(),
    }),
  ),
  journal: z.object({ size: z.int(), root: z.string() }),
});

/** One intent, as `status ID` prints it: our own count, and what the server says of its state. */
export interface IntentStatusOutput extends TallyOutput {
  /** `open`, `permitted`, `adopted`, `expired`, `superseded`, `refused`, as the server says; `file` where none was asked. */
  readonly state: string;
  /** What was spent of the permit, as far as the server tells; units of an upgrade or a role count 1. */
  readonly spent: { readonly uses: number; readonly units: string } | null;
  /** Where the bundle was written, with --bundle. */
  readonly bundle: string | null;
}

export const intentStatusOutput: z.ZodType<IntentStatusOutput> = tallyOutputWith({
  state: z.string(),
  spent: z.strictObject({ uses: z.int(), units: z.string() }).nullable(),
  bundle: z.string().nullable(),
});
