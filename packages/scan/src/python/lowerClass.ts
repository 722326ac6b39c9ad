import type { ParameterIr, ValueId } from '../ir/moduleIr.ts';
import { assignedProperties } from './assignedProperties.ts';
import { calledInstead } from './calledInstead.ts';
import { lowerArguments } from './lowerCall.ts';
import {
  callMethod,
  constant,
  copy,
  load,
  makeValue,
  nameOf,
  spanOf,
  store,
  textOf,
  type Lowering,
} from './lowering.ts';
import { FIELD, KIND } from './pythonKind.ts';
import { childOf, childrenOf } from './pythonTree.ts';
import { declarations, type ClassScope, type Scope } from './scope.ts';

/**
 * Lowers a class: its body runs in the function around it, what it binds are members of the class and of its
 * objects. A class of declared fields (`@dataclass`, `NamedTuple`, a model) gets the constructor that it will have.
 */
export function lowerClass(lowering: Lowering, node: number, decorators: readonly number[]): ValueId {
  const { tree, builder } = lowering;
  const outer = lowering.scope;
  const name = nameOf(lowering, childOf(tree, node, FIELD.name));
  const given = lowerArguments(lowering, childOf(tree, node, FIELD.superclasses));
  const bases = given.filter((one) => one.name === undefined).map(({ value }) => value);
  const value = makeValue(lowering, node);
  const instance = makeValue(lowering, node, 'receiver', name);
  const owner: ClassScope = { value, instance, bases, name, members: [], construct: undefined, allocate: undefined };
  const body = childOf(tree, node, FIELD.body);
  const scope: Scope = {
    kind: 'class',
    parent: outer,
    function: outer.function,
    names: new Map(),
    globals: new Set(),
    result: outer.result,
    owner,
    receiver: undefined,
  };
  if (body >= 0) {
    const declared = declarations(tree, body, tree.next[body] ?? body, (at) => nameOf(lowering, at));
    for (const name of declared.globals) scope.globals.add(name);
    for (const [member, at] of declared.names) scope.names.set(member, makeValue(lowering, at, 'variable', member));
    lowering.scope = scope;
    lowering.statement(lowering, body);
    lowering.scope = outer;
  }
  if (body >= 0) owner.members.push(...assignedProperties(lowering, body, owner.members));
  const methods = new Set(owner.members.map((member) => member.name));
  for (const [member, variable] of scope.names) {
    store(lowering, value, member, variable);
    if (!methods.has(member)) store(lowering, instance, member, variable);
  }
  const areFields = declaresFields(lowering, node, decorators);
  const { construct: written, allocate, members } = owner;
  if (written !== undefined && allocate !== undefined)
    calledInstead(lowering, node, written, allocate.value, { before: [], receiver: value });
  const makes = written ?? allocate;
  const construct =
    areFields && makes === undefined && body >= 0 ? fieldConstructor(lowering, node, body, scope, owner) : makes?.index;
  const about = { name, span: spanOf(lowering, node), instance, members, bases };
  const index = builder.class(construct === undefined ? about : { ...about, construct });
  builder.step({ is: 'class', to: value, class: index });
  const named = given.filter((one) => one.name !== undefined || one.spread === true);
  const metaclass = named.find((one) => one.name === 'metaclass');
  if (metaclass !== undefined) {
    const to = makeValue(lowering, node);
    const parts = [constant(lowering, node, name), ...bases, value].map((part) => ({ value: part }));
    const span = spanOf(lowering, node);
    builder.step({ is: 'call', callee: metaclass.value, arguments: parts, to, isNew: false, span });
    copy(lowering, to, value);
    if (makes !== undefined) {
      const callee = load(lowering, metaclass.value, '__call__', node);
      calledInstead(lowering, node, makes, callee, { before: [value], receiver: metaclass.value });
    }
  }
  const passed = named.filter((one) => one !== metaclass).map((one) => one.value);
  if (passed.length > 0) for (const base of bases) callMethod(lowering, base, '__init_subclass__', passed, node);
  return value;
}

const BY_FIELDS = /^(?:\w+\.)*(?:dataclass|define|frozen|mutable|attrs|s|attributes|dataclass_transform)\b/;
const FIELD_BASES = /^(?:\w+\.)*(?:NamedTuple|TypedDict|Struct|\w*Model|BaseSettings)$/;

function declaresFields(lowering: Lowering, node: number, decorators: readonly number[]): boolean {
  const { tree } = lowering;
  const bases = childOf(tree, node, FIELD.superclasses);
  return (
    decorators.some((decorator) => BY_FIELDS.test(textOf(lowering, decorator).slice(1).trim())) ||
    (bases >= 0 && childrenOf(tree, bases).some((base) => FIELD_BASES.test(textOf(lowering, base))))
  );
}

/** A constructor with a parameter for each annotated name, in order, that stores it in the object. */
function fieldConstructor(lowering: Lowering, node: number, body: number, scope: Scope, owner: ClassScope): number {
  const { tree, builder } = lowering;
  const index = builder.openFunction();
  const span = spanOf(lowering, node);
  const result = builder.value({ in: index, kind: 'result', name: '__init__', span });
  const parameters: ParameterIr[] = [];
  const handed: ValueId[] = [];
  const outer = lowering.scope;
  const receiver = builder.value({ in: index, kind: 'receiver', name: owner.name, span });
  lowering.scope = { ...scope, kind: 'function', function: index, result, receiver };
  for (const statement of childrenOf(tree, body)) {
    const assignment = statement + 1;
    if (tree.kind[statement] !== KIND.expression_statement || tree.kind[assignment] !== KIND.assignment) continue;
    const target = childOf(tree, assignment, FIELD.left);
    if (childOf(tree, assignment, FIELD.type) < 0 || tree.kind[target] !== KIND.identifier) continue;
    const name = nameOf(lowering, target);
    const value = makeValue(lowering, target, 'parameter', name);
    parameters.push({ value, name });
    if (/\bInitVar\b/.test(textOf(lowering, childOf(tree, assignment, FIELD.type)))) handed.push(value);
    store(lowering, receiver, name, value);
  }
  if (owner.members.some((member) => member.name === '__post_init__')) {
    callMethod(lowering, receiver, '__post_init__', handed, node);
  }
  lowering.scope = outer;
  builder.closeFunction(index, {
    name: '__init__',
    span,
    parameters,
    receiver,
    instance: owner.instance,
    result,
    within: outer.function,
  });
  return index;
}
