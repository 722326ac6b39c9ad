import { RULES, type Rule } from '../rules.ts';
import type { Confidence, Decision, PackageFinding } from '../packageFinding.ts';
import { excerpt } from '../textOf.ts';

export type ArchiveRule = Extract<Rule, `archive.${string}`>;

/** One thing that a container does, before it is a finding. */
export interface ArchiveNote {
  readonly rule: ArchiveRule;
  readonly decision: Decision;
  /** The path in question, or the archive's own name. */
  readonly path: string;
  /** What stands there, in words. */
  readonly what: string;
  /** One sentence why it matters. */
  readonly why: string;
  readonly confidence?: Confidence;
}

/** Gathers what a reader finds and what it could not read. Bounded, however much a hostile archive provokes. */
export interface ArchiveNotes {
  find(note: ArchiveNote): void;
  unread(path: string, why: string): void;
  /** Everything so far, in the order in which it was found. */
  findings(): readonly PackageFinding[];
  unreadPaths(): readonly { readonly path: string; readonly why: string }[];
}

/** Findings of one rule that are listed one by one; what comes after is counted in one more. */
const FINDINGS_A_RULE = 25;
const UNREAD = 500;

export function createArchiveNotes(): ArchiveNotes {
  const found = new Map<string, PackageFinding>();
  const perRule = new Map<ArchiveRule, number>();
  const more = new Map<ArchiveRule, { count: number; note: ArchiveNote }>();
  const left: { path: string; why: string }[] = [];
  let leftOut = 0;

  return {
    find(note) {
      const key = `${note.rule} ${note.what} ${note.path}`;
      if (found.has(key)) return;
      const count = (perRule.get(note.rule) ?? 0) + 1;
      perRule.set(note.rule, count);
      if (count <= FINDINGS_A_RULE) found.set(key, toFinding(note, note.what, note.why));
      else {
        const before = more.get(note.rule);
        const isGraver = before === undefined || rank(note.decision) > rank(before.note.decision);
        more.set(note.rule, { count: (before?.count ?? 0) + 1, note: isGraver ? note : before.note });
      }
    },
    unread(path, why) {
      if (left.length < UNREAD) left.push({ path, why });
      else leftOut += 1;
    },
    findings() {
      const rest = [...more.values()].map(({ count, note }) => {
        return toFinding(note, `${note.what}, and ${count - 1} more places like it`, note.why);
      });
      return [...found.values(), ...rest];
    },
    unreadPaths() {
      return leftOut === 0 ? left : [...left, { path: '', why: `${leftOut} more entries were not read` }];
    },
  };
}

function toFinding(note: ArchiveNote, what: string, why: string): PackageFinding {
  const { rule, decision, path } = note;
  return {
    rule,
    severity: RULES[rule].severity,
    confidence: note.confidence ?? 'high',
    decision,
    places: [{ file: path, text: excerpt(path), what }],
    why,
    advice: RULES[rule].advice,
    key: `${rule} ${excerpt(path)}`,
  };
}

function rank(decision: Decision): number {
  switch (decision) {
    case 'note':
      return 0;
    case 'review':
      return 1;
    case 'hold':
      return 2;
  }
}
