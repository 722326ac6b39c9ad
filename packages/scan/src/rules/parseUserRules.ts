import { ScanFault } from '../scanFault.ts';
import { type Mistake, readYamlFile } from '../yamlFile.ts';
import { apiMatcher, globMatcher } from './glob.ts';
import { compileRegex } from './regex/compileRegex.ts';
import { createMatcher, type Matcher } from './regex/matcher.ts';
import { parseRegex, RegexMistake } from './regex/parseRegex.ts';
import type { Condition, ManifestTest, UserRule } from './userRule.ts';
import { type UserRuleEntry, userRulesSchema } from './userRulesSchema.ts';

const MAX_CHARACTERS = 500_000;

/**
 * Reads a file of a user's rules (YAML, docs/scan-rules.md). Throws `bad-rule` with every mistake at once, each with
 * its line, what was found and what may stand there. `name` is what the file is called in them.
 */
export function parseUserRules(text: string, name: string): readonly UserRule[] {
  const file = readYamlFile(text, name, userRulesSchema, MAX_CHARACTERS);
  if (!file.ok) throw badRules(name, file.mistakes);
  const mistakes: Mistake[] = [];
  const entries = file.value.rules;
  const rules = entries.map((entry, index) =>
    ruleOf(entry, (path, expected) => mistakes.push({ path: ['rules', index, ...path], expected })),
  );
  entries.forEach(({ id }, index) => {
    if (entries.findIndex((other) => other.id === id) < index)
      mistakes.push({ path: ['rules', index, 'id'], expected: 'an id that no rule before it has' });
  });
  if (mistakes.length > 0) throw badRules(name, mistakes.map(file.tell));
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

function badRules(name: string, mistakes: readonly string[]): ScanFault {
  return new ScanFault('bad-rule', {
    message: `The file of rules has ${mistakes.length === 1 ? 'a mistake' : `${mistakes.length} mistakes`}.`,
    found: mistakes.join('\n            '),
    expected: 'rules as docs/scan-rules.md describes them',
    remedy: `Mend these lines of ${name} and run again.`,
  });
}
