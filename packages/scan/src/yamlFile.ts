import { isMap, isScalar, LineCounter, parseDocument, type Document } from 'yaml';
import type { z } from 'zod';

/** One thing wrong with a file, by its path in it. */
export interface Mistake {
  readonly path: readonly (string | number)[];
  readonly expected: string;
}

/** A file that a person wrote, as its schema reads it, or all that is wrong with it at once. */
export type YamlFile<T> =
  | { readonly ok: true; readonly value: T; readonly tell: (mistake: Mistake) => string }
  | { readonly ok: false; readonly mistakes: readonly string[] };

/**
 * Reads YAML 1.2 with each mistake in the words `name:line path: found …, expected …`. Aliases are expanded, but few: a
 * small file must not grow without end. Never throws for what a person wrote.
 */
export function readYamlFile<T>(text: string, name: string, schema: z.ZodType<T>, maxCharacters: number): YamlFile<T> {
  const refused = (...mistakes: readonly string[]): YamlFile<T> => ({ ok: false, mistakes });
  if (text.length > maxCharacters)
    return refused(`${name}:1 found ${text.length} characters, expected at most ${maxCharacters}`);
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, strict: true, version: '1.2' });
  if (document.errors.length > 0)
    return refused(
      ...document.errors.map(
        (error) =>
          `${name}:${lines.linePos(error.pos[0]).line} found ${quoted(text, error.pos[0])}, expected YAML: ${error.message.split('\n')[0] ?? error.code}`,
      ),
    );
  const plain = expanded(document);
  if (plain === undefined)
    return refused(`${name}:1 found aliases that multiply, or that name nothing, expected few aliases`);
  const tell = (mistake: Mistake): string => told(mistake, document, lines, text, name);
  const parsed = schema.safeParse(plain.root);
  return parsed.success
    ? { ok: true, value: parsed.data, tell }
    : refused(...parsed.error.issues.flatMap(mistakesOf).map(tell));
}

function expanded(document: Document): { readonly root: unknown } | undefined {
  try {
    return { root: document.toJS({ maxAliasCount: 100 }) };
  } catch (error) {
    if (error instanceof ReferenceError) return undefined;
    throw error;
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
