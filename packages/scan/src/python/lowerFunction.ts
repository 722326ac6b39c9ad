import type { ParameterIr, Span, ValueId } from '../ir/moduleIr.ts';
import { assignTo } from './lowerAssignment.ts';
import { copy, makeValue, nameOf, spanOf, type Lowering } from './lowering.ts';
import type { OpenedFunction } from './openedFunction.ts';
import { FIELD, KIND } from './pythonKind.ts';
import { childOf, childrenOf } from './pythonTree.ts';
import { declarations, targets, type ClassScope, type Scope } from './scope.ts';
import { repeating } from './spelled.ts';

export interface Method {
  readonly owner: ClassScope;
  /** What the first parameter is: an object of the class, the class itself, or nothing special. */
  readonly first: 'instance' | 'class' | 'none';
}

/** Lowers `lambda …: …`. */
export function lowerLambda(lowering: Lowering, node: number): ValueId {
  return openFunction(lowering, node, '').value;
}

/**
 * Opens the function at `node` (a `def` or a `lambda`): defaults are lowered where it stands, its body later with
 * an empty stack. `method` says what its first parameter is.
 */
export function openFunction(lowering: Lowering, node: number, name: string, method?: Method): OpenedFunction {
  const { tree, builder } = lowering;
  const outer = lowering.scope;
  const index = builder.openFunction();
  const value = makeValue(lowering, node);
  builder.step({ is: 'function', to: value, function: index });
  const result = builder.value({ in: index, kind: 'result', name, span: spanOf(lowering, node) });
  const span = spanOf(lowering, node);
  const receiver = method === undefined ? undefined : receiverOf(lowering, index, span, method);
  const scope: Scope = {
    kind: 'function',
    parent: outer,
    function: index,
    names: new Map(),
    globals: new Set(),
    result,
    owner: method?.owner ?? outer.owner,
    receiver: method === undefined ? outer.receiver : receiver,
  };
  const list = childOf(tree, node, FIELD.parameters);
  const parameters = lowerParameters(lowering, list, scope, receiver);
  const body = childOf(tree, node, FIELD.body);
  lowering.later.push({
    scope,
    run: () => {
      if (body < 0) return;
      // A lambda's body may be a bare name, which declares nothing.
      const declared = declarations(tree, body, tree.next[body] ?? body, (at) => nameOf(lowering, at));
      for (const name of declared.globals) scope.globals.add(name);
      for (const [local, at] of declared.names) {
        if (!scope.names.has(local)) scope.names.set(local, makeValue(lowering, at, 'variable', local));
      }
      if (tree.kind[node] === KIND.lambda)
        copy(
          lowering,
          repeating(lowering, () => lowering.expression(lowering, body)),
          result,
        );
      else lowering.statement(lowering, body);
    },
  });
  builder.closeFunction(index, {
    name,
    span,
    parameters,
    result,
    within: outer.function,
    ...(receiver === undefined ? {} : { receiver }),
    ...(method?.first === 'instance' ? { instance: method.owner.instance } : {}),
  });
  return { value, index, result, parameters, receiver };
}

/** What a method's first parameter is bound to: a value of its own for the object, or the class. */
function receiverOf({ builder }: Lowering, index: number, span: Span, { first, owner }: Method): ValueId | undefined {
  if (first === 'none') return undefined;
  return first === 'class' ? owner.value : builder.value({ in: index, kind: 'receiver', name: owner.name, span });
}

function lowerParameters(lowering: Lowering, list: number, scope: Scope, receiver: ValueId | undefined): ParameterIr[] {
  const { tree } = lowering;
  const outer = lowering.scope;
  const parameters: ParameterIr[] = [];
  if (list < 0) return parameters;
  let awaited = receiver;
  for (const child of childrenOf(tree, list)) {
    const form = parameterForm(lowering, child);
    if (form === undefined) continue;
    // Defaults and annotations belong to the scope outside.
    lowering.scope = outer;
    const fallback = form.fallback < 0 ? undefined : lowering.expression(lowering, form.fallback);
    if (form.annotation >= 0) lowerAnnotation(lowering, form.annotation);
    const name = nameOf(lowering, form.target);
    lowering.scope = scope;
    if (awaited !== undefined && form.rest === undefined) {
      scope.names.set(name, awaited);
      awaited = undefined;
    } else {
      const value = makeValue(lowering, form.target, 'parameter', name);
      if (fallback !== undefined) copy(lowering, fallback, value, true);
      if (form.rest === 'positional') lowering.restParameters.add(value);
      parameters.push(form.rest === undefined ? { value, name } : { value, name, rest: form.rest });
      if (tree.kind[form.target] === KIND.identifier) scope.names.set(name, value);
      else {
        // Python 2 unpacks `def f((a, b))`.
        targets(tree, form.target, (at) => {
          const part = nameOf(lowering, at);
          scope.names.set(part, makeValue(lowering, at, 'variable', part));
        });
        assignTo(lowering, form.target, value);
      }
    }
  }
  lowering.scope = outer;
  return parameters;
}

interface ParameterForm {
  readonly target: number;
  readonly fallback: number;
  readonly annotation: number;
  readonly rest?: 'positional' | 'named';
}

function parameterForm({ tree }: Lowering, node: number): ParameterForm | undefined {
  const plain = { fallback: -1, annotation: childOf(tree, node, FIELD.type) };
  switch (tree.kind[node]) {
    case KIND.identifier:
    case KIND.tuple_pattern:
      return { ...plain, target: node };
    case KIND.default_parameter:
    case KIND.typed_default_parameter:
      return { ...plain, target: childOf(tree, node, FIELD.name), fallback: childOf(tree, node, FIELD.value) };
    case KIND.typed_parameter:
    case KIND.list_splat_pattern:
    case KIND.dictionary_splat_pattern: {
      const [inner = node] = childrenOf(tree, node);
      const splat = tree.kind[node] === KIND.typed_parameter ? inner : node;
      const kind = tree.kind[splat];
      if (kind === KIND.identifier) return { ...plain, target: splat };
      if (kind !== KIND.list_splat_pattern && kind !== KIND.dictionary_splat_pattern) return undefined;
      const [target] = childrenOf(tree, splat);
      if (target === undefined) return undefined;
      return { ...plain, target, rest: kind === KIND.list_splat_pattern ? 'positional' : 'named' };
    }
    default:
      return undefined;
  }
}

/** An annotation runs when the function is made; only one that calls something can do anything. */
export function lowerAnnotation(lowering: Lowering, node: number): void {
  const { tree } = lowering;
  for (let at = node; at < (tree.next[node] ?? 0); at += 1) {
    if (tree.kind[at] === KIND.call) {
      lowering.expression(lowering, node);
      return;
    }
  }
}
