import type { Expression } from 'oxc-parser';
import type { ValueId } from '../ir/moduleIr.ts';
import { constantText } from './constantText.ts';
import { argumentAt, type LoweredCall } from './loweredCall.ts';
import { spanOf, type Lowering } from './lowering.ts';

/** What compilers name the wrapper around `require` that adds a `default`. */
const INTEROP =
  /^_*(?:importDefault|importStar|toESM|interop(?:Require)?(?:Default|Wildcard)\w*|interopNamespace\w*)\$?\d*$/u;
const EXPORT_STAR = /^_*(?:exportStar|export_star|reExport)\$?\d*$/u;

/** Calls that import, export or wrap whole modules. */
export function lowerModuleCall(low: Lowering, call: LoweredCall): void {
  const first = argumentAt(call, 0);
  if (first === undefined) return;
  const { name } = call;
  if (EXPORT_STAR.test(name)) exportStar(low, call, first);
  else if (INTEROP.test(name)) interop(low, call, first);
  else if (name === 'createRequire') low.requires.add(call.to);
  else if (name === 'getBuiltinModule') low.copy(low.import(specifierOf(call, first), call.node), call.to);
  else if (name === 'define' && low.isGlobal(call.callee)) define(low, call);
  const wrapped = wrappedModule(low, call);
  if (wrapped !== undefined) wrapModule(low, call, wrapped);
  else getters(low, call, first);
}

function specifierOf(call: LoweredCall, value: ValueId): string | { readonly value: ValueId } {
  const written = call.node.arguments[0];
  const text = written === undefined || written.type === 'SpreadElement' ? undefined : constantText(written);
  return text ?? { value };
}

/** `__exportStar(require('./x'), exports)`, and with the arguments the other way round. */
function exportStar(low: Lowering, call: LoweredCall, first: ValueId): void {
  const second = argumentAt(call, 1);
  if (second === undefined) return;
  if (first === low.exports) low.copy(second, first);
  else low.copy(first, second);
}

/** The module itself, and itself as its `default`. */
function interop(low: Lowering, call: LoweredCall, first: ValueId): void {
  low.copy(first, call.to);
  low.store(call.to, 'default', first);
}

/** AMD: `define([name], [dependencies], factory)`. */
function define(low: Lowering, call: LoweredCall): void {
  const nodes = call.node.arguments;
  const factory = call.arguments.at(-1);
  const list = nodes.find((one) => one.type === 'ArrayExpression');
  if (factory === undefined) return;
  const args =
    list === undefined
      ? [low.global('require', call.node), low.exports, low.module]
      : list.elements.map((one): ValueId => {
          const text = one === null || one.type === 'SpreadElement' ? undefined : constantText(one);
          if (text === undefined) return low.nothing;
          if (text === 'exports') return low.exports;
          if (text === 'module') return low.module;
          return text === 'require' ? low.global('require', call.node) : low.import(text, call.node);
        });
  low.copy(low.call(factory, args, call.node), low.exports);
}

/** The function of `helper({ 'path/file.js'(exports, module) { … } })`, or of `helper((exports, module) => { … })`. */
function wrappedModule(low: Lowering, call: LoweredCall): ValueId | undefined {
  const [node, other] = call.node.arguments;
  if (node === undefined || other !== undefined || node.type === 'SpreadElement') return undefined;
  if (low.wrappers.has(call.callee)) {
    if (node.type !== 'ObjectExpression') return low.functionAt.get(node.start);
    const [only] = node.properties;
    return only?.type === 'Property' ? low.functionAt.get(only.value.start) : undefined;
  }
  return undefined;
}

/** Makes of the call's value a function that gives the wrapped module's exports, one object a module. */
function wrapModule(low: Lowering, call: LoweredCall, body: ValueId): void {
  const { node } = call;
  const exported = low.fresh(node, 'object');
  const module = low.fresh(node, 'object');
  low.store(module, 'exports', exported);
  const outer = low.frame;
  const frame = low.openFrame(node, false, false);
  low.frame = frame;
  low.call(body, [exported, module], node);
  low.copy(low.load(module, 'exports', node), frame.result);
  low.frame = outer;
  low.builder.closeFunction(frame.index, {
    name: '',
    span: spanOf(node),
    parameters: [],
    result: frame.result,
    within: outer.index,
  });
  low.table.function(call.to, frame.index);
}

/** Whether a function is a bundler's helper around one CommonJS module: short, and makes `{ exports: {} }`. */
export function isModuleWrapper(low: Lowering, node: Expression): boolean {
  if (node.type !== 'ArrowFunctionExpression' && node.type !== 'FunctionExpression') return false;
  if (node.end - node.start > 400 || node.params.length > 2) return false;
  return /\{\s*exports:\s*\{\s*\}\s*\}/u.test(low.text.slice(node.start, node.end));
}

/**
 * `helper(target, { name: () => variable, … })` and `helper(target, 'name', function () { return variable })`:
 * bundlers write a module's exports so.
 */
function getters(low: Lowering, call: LoweredCall, target: ValueId): void {
  const [, second, third] = call.node.arguments;
  if (second === undefined || second.type === 'SpreadElement') return;
  if (second.type === 'ObjectExpression') {
    const found = second.properties.map((one) => {
      if (one.type !== 'Property' || one.computed || one.method || one.kind !== 'init') return undefined;
      const result = getterResult(low, one.value);
      const name =
        one.key.type === 'Identifier' ? one.key.name : one.key.type === 'Literal' ? String(one.key.value) : '';
      return result === undefined ? undefined : { name, result };
    });
    if (!found.includes(undefined))
      for (const one of found) if (one !== undefined) low.store(target, one.name, one.result);
    return;
  }
  const name = constantText(second);
  if (name === undefined || third === undefined || third.type === 'SpreadElement') return;
  const result = getterResult(low, third);
  if (result !== undefined) low.store(target, name, result);
}

/** The result of a function that does nothing but give a variable or a member of one. */
function getterResult(low: Lowering, node: Expression): ValueId | undefined {
  if (node.type !== 'ArrowFunctionExpression' && node.type !== 'FunctionExpression') return undefined;
  if (node.params.length > 0 || node.body === null) return undefined;
  let given: Expression | null | undefined;
  if (node.body.type !== 'BlockStatement') given = node.body;
  else {
    const [only, other] = node.body.body;
    given = other === undefined && only?.type === 'ReturnStatement' ? only.argument : undefined;
  }
  while (given?.type === 'MemberExpression') given = given.object;
  if (given?.type !== 'Identifier') return undefined;
  return low.results[low.functionOf.get(low.functionAt.get(node.start) ?? -1) ?? -1];
}
