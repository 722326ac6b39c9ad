import type { Decision, PackageFinding } from '../packageFinding.ts';
import { RULES, type Rule } from '../rules.ts';
import { excerpt } from '../textOf.ts';
import type { FileOrigin, SourceComparison } from './sourceComparison.ts';

const MOST_PLACES = 20;

/**
 * What a comparison with the source means. A file whose text differs, and code that nothing explains, are what a stolen
 * upload token looks like: held. What is no code is read. A tree that is not the source at all proves nothing.
 */
export function sourceFindings(comparison: SourceComparison): PackageFinding[] {
  const { state, files } = comparison;
  if (state === 'no source')
    return [finding('source.none', 'review', [], 'The source tree has nothing in common with the package.')];
  const differs = files.filter((file) => file.is === 'differs');
  const code = files.filter((file) => file.is === 'added' && file.isCode);
  const rest = files.filter((file) => file.is === 'added' && !file.isCode);
  return [
    ...(differs.length === 0
      ? []
      : [
          finding(
            'source.differs',
            'hold',
            differs,
            `${count(differs)} of the package say something else than the source.`,
          ),
        ]),
    ...(code.length === 0
      ? []
      : [
          finding(
            'source.added-code',
            'hold',
            code,
            `${count(code)} of code in the package do not come from the source.`,
          ),
        ]),
    ...(rest.length === 0
      ? []
      : [finding('source.added-file', 'review', rest, `${count(rest)} in the package do not come from the source.`)]),
  ];
}

function finding(rule: Rule, decision: Decision, files: readonly FileOrigin[], why: string): PackageFinding {
  const { severity, advice } = RULES[rule];
  return {
    rule,
    severity,
    confidence: 'high',
    decision,
    places:
      files.length === 0
        ? [{ file: 'the source tree', what: 'shares no file with the package' }]
        : files.slice(0, MOST_PLACES).map((file) => ({ file: file.path, what: words(file) })),
    why,
    advice,
    key: `${rule} ${files.map(({ path }) => path).join(' ')}`,
  };
}

function words(file: FileOrigin): string {
  switch (file.is) {
    case 'explained':
      return `comes from the source (${file.by})`;
    case 'differs':
      return `differs from ${file.from}${news(file.unexplained)}`;
    case 'added':
      return `is in no place of the source${news(file.unexplained)}`;
  }
}

function news(unexplained: readonly string[]): string {
  return unexplained.length === 0
    ? ''
    : `; words that the source lacks: ${unexplained
        .slice(0, 8)
        .map((word) => JSON.stringify(excerpt(word)))
        .join(', ')}`;
}

function count(files: readonly unknown[]): string {
  return files.length === 1 ? 'One file' : `${files.length} files`;
}
