import type { Key, ValueId } from '../ir/moduleIr.ts';
import { constant, copy, load, makeValue, spanOf, store, textOf, type Lowering } from './lowering.ts';
import { literalText } from './lowerString.ts';
import { argumentKey } from '../ir/argumentKey.ts';
import { FIELD, KIND } from './pythonKind.ts';
import { decodeNumber } from './pythonLiteral.ts';
import { childOf, childrenOf } from './pythonTree.ts';

/** The keys that `object[…]` reads or writes; an element where it is a number, a slice or several. */
export function subscriptKeys(lowering: Lowering, node: number): Key[] {
  const { tree } = lowering;
  const keys: Key[] = [];
  for (const child of childrenOf(tree, node).slice(1)) {
    const text = literalText(lowering, child);
    if (text !== undefined) keys.push(text);
    else if (isPosition(lowering, child)) keys.push('*');
    else keys.push({ value: lowering.expression(lowering, child) });
  }
  return keys.length === 1 ? keys : ['*'];
}

/** Lowers `object[…]`. */
export function lowerSubscript(lowering: Lowering, node: number): ValueId {
  const { tree } = lowering;
  const [object, index] = childrenOf(tree, node);
  if (object === undefined) return makeValue(lowering, node);
  const from = lowering.expression(lowering, object);
  if (index !== undefined && tree.kind[index] === KIND.slice && tree.next[index] === tree.next[node]) {
    return lowerSlice(lowering, from, index, node);
  }
  const [key = '*'] = positionIn(lowering, object, index) ?? subscriptKeys(lowering, node);
  // `sys.modules['x']` is the module; `sys.modules[__name__]` is this one.
  if (tree.kind[object] === KIND.attribute && textOf(lowering, object) === 'sys.modules') {
    const to = makeValue(lowering, node);
    if (index !== undefined && textOf(lowering, index) === '__name__') copy(lowering, lowering.exports, to);
    else if (key !== '*') lowering.builder.step({ is: 'import', to, specifier: key, span: spanOf(lowering, node) });
    lowering.builder.step({ is: 'load', from, key, to, span: spanOf(lowering, node) });
    return to;
  }
  return load(lowering, from, key, node);
}

/** `args[1]` of a function that takes `*args` is one of them and no other. */
function positionIn(lowering: Lowering, object: number, index: number | undefined): readonly Key[] | undefined {
  const { tree } = lowering;
  if (index === undefined || tree.kind[object] !== KIND.identifier || tree.kind[index] !== KIND.integer)
    return undefined;
  const place = decodeNumber(textOf(lowering, index));
  return lowering.restParameters.has(lowering.expression(lowering, object)) ? [argumentKey(place)] : undefined;
}

/**
 * A part of a string or list: still what it was, so a copy; and the call that folds a constant:
 * `slice(start, stop)`, `toReversed()` for `[::-1]`, `[:](start, stop, step)` for the rest.
 */
function lowerSlice(lowering: Lowering, from: ValueId, slice: number, node: number): ValueId {
  const { tree, builder } = lowering;
  const bounds: (number | undefined)[] = [undefined, undefined, undefined];
  let at = tree.start[slice] ?? 0;
  let place = 0;
  for (const child of childrenOf(tree, slice)) {
    // Colons are not in the tree; those before the child say which bound it is.
    for (const character of tree.text.slice(at, tree.start[child])) if (character === ':') place += 1;
    bounds[place] = child;
    at = tree.end[child] ?? at;
  }
  const [start, stop, step] = bounds;
  const isReversal = start === undefined && stop === undefined && step !== undefined && textOf(lowering, step) === '-1';
  const [name, written] = isReversal
    ? ['toReversed', []]
    : step === undefined
      ? ['slice', stop === undefined ? [start] : [start, stop]]
      : ['[:]', bounds];
  const given = written.map((bound, index) => {
    if (bound !== undefined) return { value: lowering.expression(lowering, bound) };
    const isFirst = index === 0 && step === undefined;
    return { value: isFirst ? constant(lowering, slice, 0) : makeValue(lowering, slice) };
  });
  const callee = load(lowering, from, name, node);
  const to = makeValue(lowering, node);
  copy(lowering, from, to);
  const span = spanOf(lowering, node);
  builder.step({ is: 'call', callee, receiver: from, arguments: given, to, isNew: false, span });
  return to;
}

function isPosition({ tree }: Lowering, node: number): boolean {
  const kind = tree.kind[node];
  if (kind === KIND.unary_operator) return tree.kind[childOf(tree, node, FIELD.argument)] === KIND.integer;
  return kind === KIND.integer || kind === KIND.slice || kind === KIND.ellipsis;
}

/** Gives one key and value of a dictionary: by name where the key is a text, and the key itself as an element. */
export function storePair(lowering: Lowering, into: ValueId, key: number, value: ValueId): void {
  const text = literalText(lowering, key);
  if (text !== undefined) {
    store(lowering, into, text, value);
    return;
  }
  const computed = lowering.expression(lowering, key);
  if (isPosition(lowering, key)) {
    store(lowering, into, '*', value);
    return;
  }
  store(lowering, into, { value: computed }, value);
  store(lowering, into, '*', computed);
}
