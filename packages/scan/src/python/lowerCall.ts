import type { ArgumentIr, ValueId } from '../ir/moduleIr.ts';
import {
  callMethod,
  copy,
  fresh,
  load,
  makeValue,
  nameOf,
  spanOf,
  store,
  textOf,
  thrown,
  type Lowering,
} from './lowering.ts';
import { lowerComprehension } from './lowerComprehension.ts';
import { joinParts, literalText, lowerFormat } from './lowerString.ts';
import { FIELD, KIND } from './pythonKind.ts';
import { childOf, childrenOf } from './pythonTree.ts';
import { isBuiltin, resolve } from './resolve.ts';
import { tellNumber } from './spelled.ts';

interface Call {
  readonly node: number;
  readonly callee: ValueId;
  readonly receiver?: ValueId;
  readonly given: readonly ArgumentIr[];
}

/** Lowers `f(…)`: what the language itself does by name (`getattr`, `super`, `__import__`), and every other call. */
export function lowerCall(lowering: Lowering, node: number): ValueId {
  const { tree } = lowering;
  const called = unwrapped(lowering, childOf(tree, node, FIELD.function));
  const list = childOf(tree, node, FIELD.arguments);
  if (tree.kind[called] === KIND.identifier) {
    const name = nameOf(lowering, called);
    const given = lowerArguments(lowering, list);
    const isOwn = isBuiltin(lowering, name);
    const own = isOwn ? lowerBuiltin(lowering, node, name, given, list) : undefined;
    if (own !== undefined) return own;
    const to = emit(lowering, { node, callee: resolve(lowering, called), given });
    const by = isOwn ? PROTOCOLS.get(name) : undefined;
    // An object of the package's own says itself what comes of it; of any other the call says it.
    if (by !== undefined && given[0] !== undefined)
      lowering.builder.step({ is: 'test', from: given.map(({ value }) => value), to, by });
    if (name === 'import_module') importStep(lowering, node, given[0], list, to);
    return to;
  }
  if (tree.kind[called] === KIND.attribute) return lowerMethodCall(lowering, node, called, list);
  const callee = lowering.expression(lowering, called);
  return emit(lowering, { node, callee, given: lowerArguments(lowering, list) });
}

/** The language's functions that ask the object itself, by its method of that name. */
const PROTOCOLS: ReadonlyMap<string, string> = new Map([
  ...['str', 'repr', 'bytes', 'int', 'float', 'format', 'iter', 'next', 'hash', 'bool', 'abs', 'reversed'].map(
    (name) => [name, `__${name}__`] as const,
  ),
  ...['list', 'tuple', 'set', 'sorted'].map((name) => [name, '__iter__'] as const),
]);

/** Lowers what stands between the brackets of a call. A literal `**{…}` is taken apart into named arguments. */
export function lowerArguments(lowering: Lowering, list: number): ArgumentIr[] {
  const { tree } = lowering;
  if (list < 0) return [];
  if (tree.kind[list] === KIND.generator_expression) return [{ value: lowerComprehension(lowering, list) }];
  const given: ArgumentIr[] = [];
  for (const child of childrenOf(tree, list)) {
    const kind = tree.kind[child];
    if (kind === KIND.keyword_argument) {
      const name = childOf(tree, child, FIELD.name);
      const value = childOf(tree, child, FIELD.value);
      if (value >= 0) given.push({ name: nameOf(lowering, name), value: lowering.expression(lowering, value) });
    } else if (kind === KIND.list_splat || kind === KIND.dictionary_splat) {
      const [inner] = childrenOf(tree, child);
      if (inner === undefined) continue;
      const isLiteral = kind === KIND.dictionary_splat && tree.kind[inner] === KIND.dictionary;
      if (isLiteral) given.push(...namedBy(lowering, inner));
      else given.push({ value: lowering.expression(lowering, inner), spread: true });
    } else {
      const value = lowering.expression(lowering, child);
      tellNumber(lowering, child, value);
      given.push({ value });
    }
  }
  return given;
}

function namedBy(lowering: Lowering, dictionary: number): ArgumentIr[] {
  const { tree } = lowering;
  const pairs = childrenOf(tree, dictionary);
  const names = pairs.map((pair) => {
    const key = childOf(tree, pair, FIELD.key);
    return key < 0 ? undefined : literalText(lowering, key);
  });
  if (names.includes(undefined)) return [{ value: lowering.expression(lowering, dictionary), spread: true }];
  return pairs.map((pair, index) => ({
    name: names[index] ?? '',
    value: lowering.expression(lowering, childOf(tree, pair, FIELD.value)),
  }));
}

/** What tells of the error that was caught last. */
const OF_ERROR = /(?:^|\.)(?:format_exc|exc_info)$/;

function emit(lowering: Lowering, { node, callee, receiver, given }: Call): ValueId {
  const to = makeValue(lowering, node);
  // It is given the error that was caught last, although nothing says so.
  const isOfError = given.length === 0 && OF_ERROR.test(textOf(lowering, childOf(lowering.tree, node, FIELD.function)));
  const all = isOfError ? [{ value: thrown(lowering) }] : given;
  const about = { is: 'call', callee, arguments: all, to, isNew: false, span: spanOf(lowering, node) } as const;
  lowering.builder.step(receiver === undefined ? about : { ...about, receiver });
  return to;
}

/** Brackets around what is called do not change it. */
function unwrapped({ tree }: Lowering, node: number): number {
  let at = node;
  while (tree.kind[at] === KIND.parenthesized_expression && at + 1 < (tree.next[at] ?? 0)) at += 1;
  return at;
}

/** Calls that are steps of their own here; `undefined` where it is an ordinary call. */
function lowerBuiltin(
  lowering: Lowering,
  node: number,
  name: string,
  given: readonly ArgumentIr[],
  list: number,
): ValueId | undefined {
  const { builder, exports, scope } = lowering;
  const [first, second, third] = given;
  const isPlain = !given.some((one) => one.spread === true);
  switch (name) {
    case 'getattr': {
      if (!isPlain || first === undefined || second === undefined) return undefined;
      const text = argumentText(lowering, list, 1);
      const to = load(lowering, first.value, text ?? { value: second.value }, node);
      if (third !== undefined) copy(lowering, third.value, to);
      return to;
    }
    case 'setattr': {
      if (!isPlain || first === undefined || second === undefined || third === undefined) return undefined;
      const text = argumentText(lowering, list, 1);
      store(lowering, first.value, text ?? { value: second.value }, third.value);
      return makeValue(lowering, node);
    }
    case 'hasattr':
    case 'isinstance':
    case 'issubclass':
    case 'callable':
    case 'len': {
      const to = makeValue(lowering, node);
      const from = given.map(({ value }) => value);
      builder.step(name === 'len' ? { is: 'test', from, to, by: '__len__' } : { is: 'test', from, to });
      return to;
    }
    case 'print': {
      const file = given.find((one) => one.name === 'file')?.value;
      const printed = given.filter((one) => one.name === undefined).map(({ value }) => value);
      if (file !== undefined) callMethod(lowering, file, 'write', printed, node);
      return undefined;
    }
    case 'vars':
    case 'globals':
    case 'locals': {
      if (first !== undefined && name === 'vars') return first.value;
      const to = makeValue(lowering, node);
      copy(lowering, exports, to);
      if (name !== 'globals' && scope.kind !== 'module') {
        const own = fresh(lowering, node, 'object');
        for (const [local, value] of scope.names) store(lowering, own, local, value);
        copy(lowering, own, to);
      }
      return to;
    }
    case '__import__': {
      const to = makeValue(lowering, node);
      importStep(lowering, node, first, list, to);
      const text = argumentText(lowering, list, 0);
      // Without a list of names it gives the package that the path begins with.
      const [top] = text?.split('.', 1) ?? [];
      if (top !== undefined && top !== text) {
        builder.step({ is: 'import', to, specifier: top, span: spanOf(lowering, node) });
      }
      return to;
    }
    default:
      return undefined;
  }
}

function importStep(
  lowering: Lowering,
  node: number,
  argument: ArgumentIr | undefined,
  list: number,
  to: ValueId,
): void {
  if (argument === undefined) return;
  const text = argumentText(lowering, list, 0);
  const specifier = text ?? { value: argument.value };
  lowering.builder.step({ is: 'import', to, specifier, span: spanOf(lowering, node) });
}

function argumentText(lowering: Lowering, list: number, place: number): string | undefined {
  const child = childrenOf(lowering.tree, list)[place];
  return child === undefined ? undefined : literalText(lowering, child);
}

function lowerMethodCall(lowering: Lowering, node: number, called: number, list: number): ValueId {
  const { tree, scope } = lowering;
  const [object, member] = childrenOf(tree, called);
  if (object === undefined || member === undefined) return makeValue(lowering, node);
  const name = nameOf(lowering, member);
  const template = name === 'format' || name === 'join' ? literalText(lowering, object) : undefined;
  if (template !== undefined) {
    const joined = lowerTemplate(lowering, node, name, template, list);
    if (joined !== undefined) return joined;
  }
  if (scope.owner !== undefined && isSuper(lowering, object)) {
    const given = lowerArguments(lowering, list);
    if (PUTS_IN.test(name) && scope.receiver !== undefined) putIn(lowering, scope.receiver, given, list, 0);
    return lowerSuper(lowering, node, name, given);
  }
  const receiver = lowering.expression(lowering, object);
  const given = lowerArguments(lowering, list);
  if (/^__get(?:attr|attribute|item)__$/.test(name) && given[0] !== undefined) {
    return load(lowering, receiver, argumentText(lowering, list, 0) ?? { value: given[0].value }, node);
  }
  if (PUTS_IN.test(name)) {
    // `object.__setattr__(self, name, value)` has the object before the others.
    const [first] = given;
    if (given.length > 2 && first !== undefined) putIn(lowering, first.value, given, list, 1);
    else putIn(lowering, receiver, given, list, 0);
  }
  const callee = load(lowering, receiver, name, called);
  const to = emit(lowering, { node, callee, receiver, given });
  if (name === 'import_module') importStep(lowering, node, given[0], list, to);
  // `Base.__init__(self, …)`: the method of a base, with the object before the arguments.
  const self = scope.receiver;
  if (self !== undefined && given[0]?.value === self && receiver !== self) {
    const rest = given.slice(1);
    if (name === '__init__') emit(lowering, { node, callee: receiver, receiver: self, given: rest });
    emit(lowering, { node, callee, receiver: self, given: rest });
  }
  return to;
}

const PUTS_IN = /^__set(?:attr|item)__$/;

/** What is given from one place on are a name and what is put into an object under it. */
function putIn(lowering: Lowering, into: ValueId, given: readonly ArgumentIr[], list: number, from: number): void {
  const [key, value] = given.slice(from);
  if (key === undefined || value === undefined) return;
  store(lowering, into, argumentText(lowering, list, from) ?? { value: key.value }, value.value);
}

/** `'sep'.join([…])` and `'…{}'.format(…)` on a literal; nothing where the list itself is a value. */
function lowerTemplate(
  lowering: Lowering,
  node: number,
  name: string,
  template: string,
  list: number,
): ValueId | undefined {
  const { tree } = lowering;
  if (name === 'format') return lowerFormat(lowering, node, template, lowerArguments(lowering, list));
  const [only] = childrenOf(tree, list);
  const kind = only === undefined ? undefined : tree.kind[only];
  if (only === undefined || tree.next[only] !== tree.next[list] || tree.kind[list] !== KIND.argument_list)
    return undefined;
  if (kind !== KIND.list && kind !== KIND.tuple) return undefined;
  const items = childrenOf(tree, only);
  if (items.some((item) => tree.kind[item] === KIND.list_splat)) return undefined;
  const values = items.map((item) => lowering.expression(lowering, item));
  const pieces = values.flatMap((value, index) => (index === 0 ? [value] : [template, value]));
  return joinParts(lowering, node, pieces);
}

function isSuper(lowering: Lowering, node: number): boolean {
  const { tree } = lowering;
  if (tree.kind[node] !== KIND.call) return false;
  const called = childOf(tree, node, FIELD.function);
  return tree.kind[called] === KIND.identifier && nameOf(lowering, called) === 'super' && isBuiltin(lowering, 'super');
}

/** `super().method(…)`: the method of each base, on this object; `super().__init__(…)` runs the base itself. */
function lowerSuper(lowering: Lowering, node: number, name: string, given: readonly ArgumentIr[]): ValueId {
  const { owner, receiver: self } = lowering.scope;
  const to = makeValue(lowering, node);
  for (const base of owner?.bases ?? []) {
    const callee = name === '__init__' ? base : load(lowering, base, name, node);
    const receiver = self ?? base;
    copy(lowering, emit(lowering, { node, callee, receiver, given }), to);
  }
  // `super().__new__(cls)` gives an object of this class.
  if (name === '__new__' && owner !== undefined) copy(lowering, owner.instance, to);
  return to;
}
