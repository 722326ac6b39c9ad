import { isMap, isScalar, LineCounter, parseDocument, type Document } from 'yaml';
import type { z } from 'zod';
import { ScanFault } from '../scanFault.ts';
import { apiMatcher, globMatcher } from './glob.ts';
import { compileRegex } from './regex/compileRegex.ts';
import { createMatcher, type Matcher } from './regex/matcher.ts';
import { parseRegex, RegexMistake } from './regex/parseRegex.ts';
import type { Condition, ManifestTest, UserRule } from './userRule.ts';
import { type UserRuleEntry, userRulesSchema } from './userRulesSchema.ts';

/** One thing wrong with a file of rules. Lines count from 1. */
interface Mistake {
  readonly path: readonly (string | number)[];
  readonly expected: string;
}

const MAX_CHARACTERS = 500_000;

/**
 * Reads a file of a user's rules (YAML, docs/scan-rules.md). Throws `bad-rule` with every mistake at once, each with
 * its line, what was found and what may stand there. `name` is what the file is called in them.
 */
export function parseUserRules(text: string, name: string): readonly UserRule[] {
  if (text.length > MAX_CHARACTERS)
    throw badRules(name, [`${name}:1 found ${text.length} characters, expected at most ${MAX_CHARACTERS}`]);
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, strict: true, version: '1.2' });
  if (document.errors.length > 0)
    throw badRules(
      name,
      document.errors.map(
        (error) =>
          `${name}:${lines.linePos(error.pos[0]).line} found ${quoted(text, error.pos[0])}, expected YAML: ${error.message.split('\n')[0] ?? error.code}`,
      ),
    );
  const parsed = userRulesSchema.safeParse(plain(document, name));
  if (!parsed.success)
    throw badRules(
      name,
      parsed.error.issues.flatMap(mistakesOf).map((mistake) => told(mistake, document, lines, text, name)),
    );
  const mistakes: Mistake[] = [];
  const rules = parsed.data.rules.map((entry, index) =>
    ruleOf(entry, (path, expected) => mistakes.push({ path: ['rules', index, ...path], expected })),
  );
  parsed.data.rules.forEach(({ id }, index) => {
    if (parsed.data.rules.findIndex((other) => other.id === id) < index)
      mistakes.push({ path: ['rules', index, 'id'], expected: 'an id that no rule before it has' });
  });
  if (mistakes.length > 0)
    throw badRules(
      name,
      mistakes.map((mistake) => told(mistake, document, lines, text, name)),
    );
  return rules;
}

type Report = (path: readonly (string | number)[], expected: string) => void;

function ruleOf(entry: UserRuleEntry, report: Report): UserRule {
  const attempt = <T>(path: readonly (string | number)[], make: () => T): T | undefined => {
    try {
      return make();
    } catch (error) {
      if (!(error instanceof RegexMistake)) throw error;
      report(path, `a pattern that can be used; at character ${error.at + 1} it has ${error.message}`);
      return undefined;
    }
  };
  const globs = entry.files.map((glob, index) => ({
    isNot: glob.startsWith('!'),
    fits: attempt(['files', index], () => globMatcher(glob.replace(/^!/, ''))) ?? (() => false),
  }));
  const takesAll = globs.every(({ isNot }) => isNot);
  return {
    id: entry.id,
    message: entry.message,
    advice: entry.advice,
    severity: entry.severity,
    decision: entry.decision,
    ecosystem: entry.ecosystem,
    // As in .gitignore: the last pattern that fits decides.
    isAbout: (path) => !(globs.findLast(({ fits }) => fits(path))?.isNot ?? !takesAll),
    looksFor: conditionOf(entry, attempt),
  };
}

function conditionOf(
  entry: UserRuleEntry,
  attempt: <T>(path: readonly (string | number)[], make: () => T) => T | undefined,
): Condition {
  const regex = (path: readonly string[], text: string): Matcher =>
    attempt(path, () => createMatcher(compileRegex(parseRegex(text, entry.any_case)))) ?? (() => -1);
  const { literal, capability, api, manifest } = entry;
  if (literal !== undefined) return { is: 'text', match: literalMatcher(literal, entry.any_case) };
  if (entry.regex !== undefined) return { is: 'text', match: regex(['regex'], entry.regex) };
  if (capability !== undefined) return { is: 'capability', capability };
  if (api !== undefined) return { is: 'api', matches: attempt(['api'], () => apiMatcher(api)) ?? (() => false) };
  const test: ManifestTest =
    manifest?.equals !== undefined
      ? { is: 'equals', value: manifest.equals }
      : manifest?.matches !== undefined
        ? { is: 'matches', match: regex(['manifest', 'matches'], manifest.matches) }
        : { is: manifest?.present === false ? 'absent' : 'present' };
  return { is: 'manifest', file: manifest?.file ?? '', member: manifest?.member.split('.') ?? [], test };
}

function literalMatcher(literal: string, anyCase: boolean): Matcher {
  const wanted = anyCase ? literal.toLowerCase() : literal;
  return (line) => {
    const at = (anyCase ? line.toLowerCase() : line).indexOf(wanted);
    return at < 0 ? -1 : at + wanted.length;
  };
}

/** Aliases expanded, but few: a small file must not grow without end. */
function plain(document: Document, name: string): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    throw badRules(name, [`${name}:1 found aliases that multiply, or that name nothing, expected few aliases`]);
  }
}

function mistakesOf(issue: z.core.$ZodIssue): Mistake[] {
  const path = issue.path.filter((part) => typeof part !== 'symbol');
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({ path: [...path, key], expected: 'no such member here: check its spelling' }));
    case 'invalid_value':
      return [{ path, expected: `one of ${issue.values.map(String).join(', ')}` }];
    case 'invalid_type':
      return [{ path, expected: issue.expected }];
    default:
      return [{ path, expected: issue.message }];
  }
}

function told(mistake: Mistake, document: Document, lines: LineCounter, text: string, name: string): string {
  const path = mistake.path.map(String).join('.');
  for (let depth = mistake.path.length; depth > 0; depth--) {
    const at = offsetOf(document, mistake.path.slice(0, depth));
    if (at === undefined) continue;
    const found = depth < mistake.path.length ? 'nothing' : quoted(text, at);
    return `${name}:${lines.linePos(at).line} ${path}: found ${found}, expected ${mistake.expected}`;
  }
  return `${name}:1 ${path}: found nothing, expected ${mistake.expected}`;
}

/** Where the member at a path begins: at its key in a map, at its value in a list. */
function offsetOf(document: Document, path: readonly (string | number)[]): number | undefined {
  const parent: unknown = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  if (isMap(parent)) {
    const pair = parent.items.find((item) => isScalar(item.key) && String(item.key.value) === String(path.at(-1)));
    return isScalar(pair?.key) ? pair.key.range?.[0] : undefined;
  }
  const node: unknown = document.getIn(path, true);
  return typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range)
    ? (node.range[0] as number)
    : undefined;
}

function quoted(text: string, at: number): string {
  return (
    text
      .slice(at, at + 60)
      .split('\n')[0]
      ?.trim() ?? ''
  );
}

function badRules(name: string, mistakes: readonly string[]): ScanFault {
  return new ScanFault('bad-rule', {
    message: `The file of rules has ${mistakes.length === 1 ? 'a mistake' : `${mistakes.length} mistakes`}.`,
    found: mistakes.join('\n            '),
    expected: 'rules as docs/scan-rules.md describes them',
    remedy: `Mend these lines of ${name} and run again.`,
  });
}
