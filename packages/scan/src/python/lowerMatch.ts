import type { Key, ValueId } from '../ir/moduleIr.ts';
import { copy, load, makeValue, nameOf, textOf, type Lowering } from './lowering.ts';
import { literalText } from './lowerString.ts';
import { FIELD, KIND } from './pythonKind.ts';
import { childOf, childrenOf } from './pythonTree.ts';
import { resolve } from './resolve.ts';
import { telling } from './spelled.ts';

/** Lowers `match`: each capture takes from the subject what its place in the pattern says. */
export function lowerMatch(lowering: Lowering, node: number): void {
  const { tree } = lowering;
  const subject = makeValue(lowering, node);
  for (const child of childrenOf(tree, node)) {
    if (tree.field[child] === FIELD.subject) copy(lowering, lowering.expression(lowering, child), subject);
  }
  const body = childOf(tree, node, FIELD.body);
  const letters = lettersOf(lowering, body, subject);
  for (const clause of body < 0 ? [] : childrenOf(tree, body)) {
    if (tree.kind[clause] !== KIND.case_clause) {
      lowering.statement(lowering, clause);
      continue;
    }
    const parts = childrenOf(tree, clause);
    const areSeveral = parts.filter((part) => tree.kind[part] === KIND.case_pattern).length > 1;
    const element = areSeveral ? load(lowering, subject, '*', clause) : subject;
    for (const part of parts) {
      if (tree.kind[part] === KIND.case_pattern) bind(lowering, part, element);
      else telling(lowering, letters, () => lowering.statement(lowering, part));
    }
  }
}

/** The subject, where it is told apart by several letters or numbers. */
function lettersOf(lowering: Lowering, body: number, subject: ValueId): readonly ValueId[] {
  if (lowering.spelling.repeats === 0 || body < 0) return [];
  const { tree } = lowering;
  const patterns = childrenOf(tree, body).flatMap((clause) => childrenOf(tree, clause)[0] ?? []);
  return patterns.filter((pattern) => LETTER.test(textOf(lowering, pattern))).length > 1 ? [subject] : [];
}

const LETTER = /^(?:[bru]?(?:'.{0,2}'|".{0,2}")|\d+)$/i;

function bind(lowering: Lowering, pattern: number, value: ValueId): void {
  const { tree } = lowering;
  const parts = childrenOf(tree, pattern);
  const inner = (key: Key): ValueId => load(lowering, value, key, pattern);
  switch (tree.kind[pattern]) {
    case KIND.dotted_name:
      // One name captures, several are a value to compare with; `_` captures nothing.
      if (parts.length === 1 && parts[0] !== undefined && nameOf(lowering, parts[0]) !== '_') {
        copy(lowering, value, resolve(lowering, parts[0]));
      }
      return;
    case KIND.case_pattern:
    case KIND.union_pattern:
      for (const part of parts) bind(lowering, part, value);
      return;
    case KIND.as_pattern:
      for (const part of parts) {
        if (tree.kind[part] === KIND.identifier) copy(lowering, value, resolve(lowering, part));
        else bind(lowering, part, value);
      }
      return;
    case KIND.splat_pattern:
      if (parts[0] !== undefined && tree.kind[parts[0]] === KIND.identifier) {
        copy(lowering, value, resolve(lowering, parts[0]));
      }
      return;
    case KIND.list_pattern:
    case KIND.tuple_pattern: {
      // Brackets around one pattern only group it; a list of one is told apart by nobody who is careful.
      const element = inner('*');
      for (const part of parts) bind(lowering, part, isSplat(lowering, part) ? value : element);
      if (tree.kind[pattern] === KIND.tuple_pattern && parts.length === 1 && parts[0] !== undefined) {
        bind(lowering, parts[0], value);
      }
      return;
    }
    case KIND.dict_pattern: {
      let key: Key = '*';
      for (const part of parts) {
        if (tree.field[part] === FIELD.key) key = literalText(lowering, part) ?? '*';
        else bind(lowering, part, tree.kind[part] === KIND.splat_pattern ? value : inner(key));
      }
      return;
    }
    case KIND.class_pattern:
      for (const part of parts.slice(1)) {
        const [keyword] = childrenOf(tree, part);
        if (keyword === undefined || tree.kind[keyword] !== KIND.keyword_pattern) bind(lowering, part, inner('*'));
        else bindKeyword(lowering, keyword, value);
      }
      return;
    case KIND.keyword_pattern:
      bindKeyword(lowering, pattern, value);
      return;
    default:
      return;
  }
}

/** `case Point(x=captured)`. */
function bindKeyword(lowering: Lowering, pattern: number, value: ValueId): void {
  const [name, ...rest] = childrenOf(lowering.tree, pattern);
  if (name === undefined) return;
  const member = load(lowering, value, nameOf(lowering, name), pattern);
  for (const part of rest) bind(lowering, part, member);
}

function isSplat({ tree }: Lowering, node: number): boolean {
  const [inner] = childrenOf(tree, node);
  return inner !== undefined && tree.kind[inner] === KIND.splat_pattern;
}
