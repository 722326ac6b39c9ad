import { parse as parseToml } from 'smol-toml';
import type { Artifact, PackageFile } from '../artifact.ts';
import type { CapabilityUse } from '../flow/flowReport.ts';
import type { PackageFinding, Place } from '../packageFinding.ts';
import { RULES } from '../rules.ts';
import { lineStartsOf, placeOf, textOf } from '../textOf.ts';
import type { Matcher } from './regex/matcher.ts';
import type { ManifestTest, UserRule } from './userRule.ts';

/** Where a capability is used: what the flow analysis gives, or a place already found. */
export type UsePlace = Pick<CapabilityUse, 'capability' | 'api'> & { readonly place: Place };

const MOST_PLACES = 16;
/** A file with a NUL in its head is no text. */
const HEAD = 4096;

/**
 * What a user's rules say of a package: one finding a rule and file, in the order of rules and files. Text is matched
 * line by line, in every file that is text. Its time grows with the bytes times the rules, whatever the package holds.
 */
export function applyUserRules(
  rules: readonly UserRule[],
  artifact: Pick<Artifact, 'files' | 'ecosystem'>,
  uses: readonly UsePlace[],
): PackageFinding[] {
  const texts = new Map<string, string | undefined>();
  const textIn = (file: PackageFile): string | undefined => {
    if (!texts.has(file.path))
      texts.set(file.path, file.bytes.subarray(0, HEAD).includes(0) ? undefined : textOf(file));
    return texts.get(file.path);
  };
  return rules
    .filter(({ ecosystem }) => ecosystem === undefined || ecosystem === artifact.ecosystem)
    .flatMap((rule) =>
      artifact.files
        .filter(({ path }) => rule.isAbout(path))
        .flatMap((file) => {
          const places = placesOf(rule, file, textIn, uses);
          return places.length === 0 ? [] : [findingOf(rule, file.path, places)];
        }),
    );
}

function placesOf(
  { looksFor }: UserRule,
  file: PackageFile,
  textIn: (file: PackageFile) => string | undefined,
  uses: readonly UsePlace[],
): Place[] {
  switch (looksFor.is) {
    case 'text': {
      const text = textIn(file);
      return text === undefined ? [] : linesThatMatch(file.path, text, looksFor.match);
    }
    case 'capability':
      return uses
        .filter(({ capability, place }) => place.file === file.path && capability === looksFor.capability)
        .map(({ place }) => place)
        .slice(0, MOST_PLACES);
    case 'api':
      return uses
        .filter(({ api, place }) => place.file === file.path && looksFor.matches(api))
        .map(({ place }) => place)
        .slice(0, MOST_PLACES);
    case 'manifest': {
      if (file.path !== looksFor.file) return [];
      const text = textIn(file);
      const value = text === undefined ? undefined : memberOf(parsed(file.path, text), looksFor.member);
      const member = looksFor.member.join('.');
      const shown = value === undefined ? 'is absent' : `is ${JSON.stringify(value).slice(0, 120)}`;
      return holds(looksFor.test, value) ? [{ file: file.path, what: `${member} ${shown}` }] : [];
    }
  }
}

function linesThatMatch(path: string, text: string, match: Matcher): Place[] {
  const starts = lineStartsOf(text);
  const places: Place[] = [];
  for (let line = 0; line < starts.length && places.length < MOST_PLACES; line++) {
    const start = starts[line] ?? 0;
    const one = text.slice(start, starts[line + 1] ?? text.length).replace(/\r?\n$/, '');
    const end = match(one);
    if (end < 0) continue;
    const from = Math.max(0, end - 80);
    places.push(
      placeOf(path, text, starts, { start: start + from, end: start + Math.min(one.length, end + 40) }, 'matches'),
    );
  }
  return places;
}

/** JSON and TOML by the name of the file; undefined where it is neither, or broken. */
function parsed(path: string, text: string): unknown {
  try {
    if (path.endsWith('.json')) return JSON.parse(text);
    return path.endsWith('.toml') ? parseToml(text) : undefined;
  } catch {
    return undefined;
  }
}

function memberOf(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (at, name) =>
      typeof at === 'object' && at !== null && Object.hasOwn(at, name)
        ? (at as Readonly<Record<string, unknown>>)[name]
        : undefined,
    value,
  );
}

function holds(test: ManifestTest, value: unknown): boolean {
  const text = typeof value === 'string' ? value : value === undefined ? undefined : JSON.stringify(value);
  switch (test.is) {
    case 'present':
      return value !== undefined;
    case 'absent':
      return value === undefined;
    case 'equals':
      return text === test.value;
    case 'matches':
      return text !== undefined && test.match(text) >= 0;
  }
}

function findingOf(rule: UserRule, file: string, places: readonly Place[]): PackageFinding {
  return {
    rule: 'user.rule',
    severity: rule.severity,
    confidence: 'high',
    decision: rule.decision,
    places,
    why: `Your rule ${rule.id}: ${rule.message}`,
    advice: rule.advice ?? RULES['user.rule'].advice,
    key: `user.rule ${rule.id} ${file}`,
  };
}
