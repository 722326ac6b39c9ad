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
  'judge.crashed': {
    severity: 'high',
    title: 'the judge broke down on this package',
    advice: 'Do not install before a person has read the file named; send it to the maintainers of Portcullis.',
  },
  'judge.out-of-memory': {
    severity: 'high',
    title: 'the package needs more memory than a judge is given',
    advice: 'Do not install before a person has read the file named.',
  },
  'judge.timed-out': {
    severity: 'high',
    title: 'the package takes longer than a judge is given',
    advice: 'Do not install before a person has read the file named.',
  },
  'user.rule': {
    severity: 'medium',
    title: 'a rule of your own matches',
    advice: 'Do what the author of the rule asks for.',
  },
  'user.yara': {
    severity: 'high',
    title: 'a YARA rule of your own matches',
    advice: 'Look the rule up in your YARA file and read the file named before you install.',
  },
} as const satisfies Readonly<Record<string, RuleText>>;

export type Rule = keyof typeof RULES;
