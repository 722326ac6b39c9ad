import type { Severity } from '@portcullis/model';

/** What stands behind a rule's name, in every report. */
export interface RuleText {
  readonly severity: Severity;
  /** What it finds, as a noun phrase. */
  readonly title: string;
  /** What to do about it. */
  readonly advice: string;
}

/** Every rule there is, each listed once with its words. Names are `family.what`. */
export const RULES = {
  'flow.key-to-network': {
    severity: 'critical',
    title: 'key material flows to the network',
    advice: 'Do not install; compare with the source repository and ask the maintainers by another channel.',
  },
} as const satisfies Readonly<Record<string, RuleText>>;

export type Rule = keyof typeof RULES;
