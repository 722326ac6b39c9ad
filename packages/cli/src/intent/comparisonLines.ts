import type { CodeComparison, FunctionRef } from '@portcullis/evm';
import { printable } from '@portcullis/model/printable';

/** Old against new code in lines, for people who sign an upgrade. */
export function comparisonLines(comparison: CodeComparison): string[] {
  const { before, after, added, removed, changed, unchanged } = comparison;
  return [
    `  old hash ${before.hash} (${before.size} bytes${compiler(before.metadata?.solc)})`,
    `  new hash ${after.hash} (${after.size} bytes${compiler(after.metadata?.solc)})`,
    ...functionLines('+', 'added', added),
    ...functionLines('-', 'removed', removed),
    ...functionLines('~', 'changed', changed),
    `  = ${unchanged} ${unchanged === 1 ? 'function' : 'functions'} unchanged`,
    ...comparison.notes.map((note) => `  ! ${printable(note)}`),
  ];
}

function functionLines(mark: string, word: string, functions: readonly FunctionRef[]): string[] {
  return functions.map(
    ({ selector, name, where }) =>
      `  ${mark} ${word} ${selector} ${name === undefined ? '(name not known)' : printable(name)}${where === 'fallback' ? ' IN THE FALLBACK' : ''}`,
  );
}

function compiler(version: string | undefined): string {
  return version === undefined ? '' : `, solc ${printable(version)}`;
}
