import { SEVERITIES, type Severity } from '@portcullis/model';
import { z } from 'zod';
import { CAPABILITIES, type Capability } from '../flow/flowReport.ts';
import { type Decision, DECISIONS } from '../packageFinding.ts';

/** A file of rules as it is written. */
export interface UserRulesFile {
  readonly rules: readonly UserRuleEntry[];
}

export interface UserRuleEntry {
  readonly id: string;
  readonly message: string;
  readonly advice?: string | undefined;
  readonly severity: Severity;
  readonly decision: Decision;
  readonly ecosystem?: 'npm' | 'pypi' | undefined;
  readonly files: readonly string[];
  readonly literal?: string | undefined;
  readonly regex?: string | undefined;
  readonly any_case: boolean;
  readonly capability?: Capability | undefined;
  readonly api?: string | undefined;
  readonly manifest?: ManifestEntry | undefined;
}

interface ManifestEntry {
  readonly file: string;
  readonly member: string;
  readonly present?: boolean | undefined;
  readonly equals?: string | undefined;
  readonly matches?: string | undefined;
}

const CONDITIONS = ['literal', 'regex', 'capability', 'api', 'manifest'] as const;
const TESTS = ['present', 'equals', 'matches'] as const;

const sentence = z.string().min(1).max(500);
const pattern = z.string().min(1).max(300);

const manifestSchema = z
  .strictObject({
    file: pattern,
    member: z
      .string()
      .regex(/^[^.\s]+(\.[^.\s]+)*$/, 'names with dots between, such as scripts.postinstall')
      .max(200),
    present: z.boolean().optional(),
    equals: z.string().max(1000).optional(),
    matches: z.string().min(1).optional(),
  })
  .superRefine((entry, context) => {
    if (TESTS.filter((name) => entry[name] !== undefined).length !== 1)
      context.addIssue({ code: 'custom', message: `exactly one of ${TESTS.join(', ')}` });
  });

export const userRulesSchema: z.ZodType<UserRulesFile> = z.strictObject({
  rules: z
    .array(
      z
        .strictObject({
          id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'lower case letters, digits and "-", at most 64'),
          message: sentence,
          advice: sentence.optional(),
          severity: z.enum(SEVERITIES),
          decision: z.enum(DECISIONS),
          ecosystem: z.enum(['npm', 'pypi']).optional(),
          files: z.array(pattern).min(1).max(50).default(['**']),
          literal: z.string().min(1).max(1000).optional(),
          regex: z.string().min(1).optional(),
          any_case: z.boolean().default(false),
          capability: z.enum(CAPABILITIES).optional(),
          api: pattern.optional(),
          manifest: manifestSchema.optional(),
        })
        .superRefine((entry, context) => {
          const given = CONDITIONS.filter((name) => entry[name] !== undefined);
          if (given.length !== 1)
            context.addIssue({
              code: 'custom',
              message: `exactly one of ${CONDITIONS.join(', ')}${given.length === 0 ? '' : `, not ${given.join(' and ')}`}`,
            });
        }),
    )
    .min(1)
    .max(200),
});
