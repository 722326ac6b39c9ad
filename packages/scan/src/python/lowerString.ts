import type { ValueId } from '../ir/moduleIr.ts';
import { constant, makeValue, textOf, type Lowering } from './lowering.ts';
import { KIND } from './pythonKind.ts';
import { decodeString } from './pythonLiteral.ts';
import { childrenOf } from './pythonTree.ts';

type Part = string | ValueId;

/** The text of a literal without interpolations, adjacent ones put together; nothing for any other node. */
export function literalText(lowering: Lowering, node: number): string | undefined {
  const { tree } = lowering;
  switch (tree.kind[node]) {
    case KIND.parenthesized_expression: {
      const [inner] = childrenOf(tree, node);
      return inner === undefined ? undefined : literalText(lowering, inner);
    }
    case KIND.concatenated_string: {
      const parts = childrenOf(tree, node).map((part) => literalText(lowering, part));
      return parts.includes(undefined) ? undefined : parts.join('');
    }
    case KIND.string:
      for (let child = node + 1; child < (tree.next[node] ?? 0); child = tree.next[child] ?? 0) {
        if (tree.kind[child] === KIND.interpolation) return undefined;
      }
      return parts(lowering, node)[0] as string;
    default:
      return undefined;
  }
}

/** Lowers a string literal: a constant, or the `join` of an f-string's pieces. */
export function lowerString(lowering: Lowering, node: number): ValueId {
  const text = literalText(lowering, node);
  if (text !== undefined) return constant(lowering, node, text);
  const { tree } = lowering;
  const strings = tree.kind[node] === KIND.concatenated_string ? childrenOf(tree, node) : [node];
  return joinParts(
    lowering,
    node,
    strings.flatMap((part) => parts(lowering, part)),
  );
}

/** Makes the `join` of texts and values. */
export function joinParts(lowering: Lowering, node: number, pieces: readonly Part[]): ValueId {
  const values = pieces
    .filter((piece) => piece !== '')
    .map((piece) => (typeof piece === 'string' ? constant(lowering, node, piece) : piece));
  const to = makeValue(lowering, node);
  lowering.builder.step({ is: 'join', parts: values, to, by: '__format__' });
  return to;
}

const PERCENT = /%(?:\((?<name>[^)]*)\))?[-#0 +]*(?:\*|\d+)?(?:\.(?:\*|\d+))?[hlL]?(?<type>[a-zA-Z%])/g;

/** `'…%s…' % values`: the template's pieces with the values between them, each value at least once. */
export function lowerPercent(lowering: Lowering, node: number, template: string, right: number): ValueId {
  const { tree } = lowering;
  const values =
    tree.kind[right] === KIND.tuple
      ? childrenOf(tree, right).map((child) => lowering.expression(lowering, child))
      : [lowering.expression(lowering, right)];
  return joinParts(
    lowering,
    node,
    fill(template, PERCENT, values, ({ type }) => (type === '%' ? '%' : undefined)),
  );
}

const BRACES = /\{\{|\}\}|\{(?<name>[^{}:!]*)[^{}]*(?:\{[^{}]*\}[^{}]*)*\}/g;

/** `'…{}…{name}'.format(a, name=b)`, in the same way. */
export function lowerFormat(
  lowering: Lowering,
  node: number,
  template: string,
  given: readonly { readonly name?: string; readonly value: ValueId }[],
): ValueId {
  const positional = given.filter(({ name }) => name === undefined).map(({ value }) => value);
  const used = new Set<ValueId>();
  let place = 0;
  const pieces: Part[] = [];
  let at = 0;
  for (const match of template.matchAll(BRACES)) {
    pieces.push(template.slice(at, match.index));
    at = match.index + match[0].length;
    if (match[0] === '{{' || match[0] === '}}') {
      pieces.push(match[0].slice(1));
      continue;
    }
    const [name = ''] = (match.groups?.['name'] ?? '').split(/[.[]/, 1);
    const index = name === '' ? place++ : Number(name);
    const value = Number.isNaN(index) ? given.find((one) => one.name === name)?.value : positional[index];
    if (value === undefined) continue;
    used.add(value);
    pieces.push(value);
  }
  pieces.push(template.slice(at));
  // What the template does not name (`format(*values)`) may still be in it.
  for (const { value } of given) if (!used.has(value)) pieces.push(value);
  return joinParts(lowering, node, pieces);
}

function fill(
  template: string,
  places: RegExp,
  values: readonly ValueId[],
  literally: (groups: Readonly<Record<string, string | undefined>>) => string | undefined,
): Part[] {
  const pieces: Part[] = [];
  let at = 0;
  let place = 0;
  for (const match of template.matchAll(places)) {
    pieces.push(template.slice(at, match.index));
    at = match.index + match[0].length;
    const groups = match.groups ?? {};
    const text = literally(groups);
    if (text !== undefined) pieces.push(text);
    else {
      // A mapping is one value for all its names; so is a tuple that came in a variable.
      const value = values[groups['name'] === undefined ? place : 0] ?? values[0];
      if (value !== undefined) pieces.push(value);
      place += 1;
    }
  }
  pieces.push(template.slice(at));
  for (const value of values.slice(place)) pieces.push(value);
  return pieces;
}

/** The pieces of one string literal, in order. A literal without interpolations has exactly one. */
function parts(lowering: Lowering, node: number): Part[] {
  const { tree } = lowering;
  const [opening] = childrenOf(tree, node);
  if (opening === undefined || tree.kind[opening] !== KIND.string_start) return [''];
  const prefix = textOf(lowering, opening).replace(/["']+$/, '');
  const isTemplate = /[ft]/i.test(prefix);
  const pieces: Part[] = [];
  let at = tree.end[opening] ?? 0;
  const plain = (to: number): void => {
    const text = decodeString(tree.text.slice(at, to), prefix);
    pieces.push(isTemplate ? text.replace(/\{\{|\}\}/g, (pair) => pair.slice(1)) : text);
  };
  let closed = tree.end[node] ?? 0;
  for (const child of childrenOf(tree, node)) {
    const kind = tree.kind[child];
    if (kind === KIND.string_end) closed = tree.start[child] ?? closed;
    if (kind !== KIND.interpolation) continue;
    plain(tree.start[child] ?? at);
    at = tree.end[child] ?? at;
    pieces.push(...interpolated(lowering, child));
  }
  plain(closed);
  return pieces;
}

/** The value of `{…}` in an f-string, and the values that its format takes. */
function interpolated(lowering: Lowering, node: number): ValueId[] {
  const { tree } = lowering;
  const values: ValueId[] = [];
  for (const child of childrenOf(tree, node)) {
    if (tree.kind[child] === KIND.format_specifier) {
      for (const format of childrenOf(tree, child)) values.push(...interpolated(lowering, format));
    } else if (tree.kind[child] !== KIND.other) values.push(lowering.expression(lowering, child));
  }
  return values;
}
