import type {
  AccessorProperty,
  Class,
  Expression,
  MethodDefinition as Method,
  PropertyDefinition,
  Statement,
} from 'oxc-parser';
import type { ClassIr, Key, ValueId } from '../ir/moduleIr.ts';
import { keyOf } from './assignment.ts';
import { callBase } from './call.ts';
import { hoistBlock, hoistVariables } from './hoisting.ts';
import { accessor } from './literal.ts';
import { spanOf, type Home, type Lowering } from './lowering.ts';
import { functionValue, named } from './named.ts';

type Field = PropertyDefinition | AccessorProperty;
type Member = ClassIr['members'][number];

/** Lowers a class and gives the value that holds it. */
export function lowerClass(low: Lowering, node: Class, name: string): ValueId {
  const base = node.superClass === null ? -1 : low.walk.expression(low, node.superClass);
  const to = low.expression(node.start, node.end);
  const instance = low.value('receiver', node, 'this');
  const scope = low.enter();
  if (node.type === 'ClassExpression' && node.id !== null) low.copy(to, low.declare(node.id.name, node.id));
  const outerHome = low.home;
  const home: Home = { base, instance, classValue: to, isStatic: false };
  low.home = home;
  const members: Member[] = [];
  const fields: [Field, Key][] = [];
  let constructor: Method | undefined;
  for (const element of node.body.body) {
    switch (element.type) {
      case 'MethodDefinition':
        if (element.kind === 'constructor') {
          if (element.value.body !== null) constructor = element;
        } else lowerMethod(low, element, home, members);
        break;
      case 'PropertyDefinition':
      case 'AccessorProperty':
        if (element.static) lowerStaticField(low, element, home);
        else fields.push([element, keyOf(low, element.key, element.computed)]);
        break;
      case 'StaticBlock':
        withReceiver(low, home, () => lowerStaticBlock(low, element.body));
        break;
      default:
    }
  }
  const construct = lowerConstructor(low, node, home, constructor, fields);
  low.home = outerHome;
  low.leave(scope);
  const made: ClassIr = {
    name,
    span: spanOf(node),
    instance,
    members,
    bases: base < 0 ? [] : [base],
    ...(construct === undefined ? {} : { construct }),
  };
  low.table.class(to, low.builder.class(made));
  return decorated(low, node, to);
}

function lowerMethod(low: Lowering, node: Method, home: Home, members: Member[]): void {
  if (node.value.body === null) return;
  const key = keyOf(low, node.key, node.computed);
  const name = typeof key === 'string' ? key : '*';
  home.isStatic = node.static;
  const holder = node.static ? home.classValue : home.instance;
  const value = functionValue(low, node.value, name, node.static ? {} : { instance: holder });
  const index = low.functionOf.get(value);
  home.isStatic = false;
  // Its `this` is the class, and whatever else it is kept in; the class is not what it is kept in.
  const receiver = node.static && index !== undefined ? low.receiverOf.get(index) : undefined;
  if (receiver !== undefined) low.copy(holder, receiver);
  if (node.static && (node.kind === 'get' || node.kind === 'set')) accessor(low, value, holder, key, node.kind);
  else if (index !== undefined) members.push({ name, function: index, isStatic: node.static, is: memberKind(node) });
  for (const decorator of node.decorators) low.call(low.walk.expression(low, decorator.expression), [value], decorator);
}

function memberKind({ kind }: Method): Member['is'] {
  return kind === 'get' ? 'getter' : kind === 'set' ? 'setter' : 'method';
}

function lowerStaticField(low: Lowering, node: Field, home: Home): void {
  const key = keyOf(low, node.key, node.computed);
  const { value } = node;
  if (value === null) return;
  withReceiver(low, home, () => low.store(home.classValue, key, named(low, value, typeof key === 'string' ? key : '')));
}

/** A static block has variables of its own, as a function has. */
function lowerStaticBlock(low: Lowering, body: readonly Statement[]): void {
  const scope = low.enter();
  const since = low.mark;
  hoistVariables(low, body, since);
  hoistBlock(low, body, since);
  low.walk.statements(low, body);
  low.leave(scope);
}

/** Runs in the function around the class, but with the class as `this`: static blocks and fields. */
function withReceiver(low: Lowering, home: Home, run: () => void): void {
  const owner = low.frame.owner ?? low.frame;
  const before = owner.receiver;
  owner.receiver = home.classValue;
  home.isStatic = true;
  run();
  home.isStatic = false;
  owner.receiver = before;
}

/** The constructor with the fields that it fills first; one is made up where only fields or a base ask for it. */
function lowerConstructor(
  low: Lowering,
  node: Class,
  home: Home,
  constructor: Method | undefined,
  fields: readonly [Field, Key][],
): number | undefined {
  const before = (): void => {
    for (const [field, key] of fields) lowerField(low, field, key);
  };
  if (constructor !== undefined)
    return low.walk.function(low, constructor.value, node.id?.name ?? 'constructor', {
      instance: home.instance,
      before,
    });
  if (fields.length === 0 && home.base < 0) return undefined;
  const outer = low.frame;
  const frame = low.openFrame(node, false, false);
  low.frame = frame;
  before();
  const given = home.base < 0 ? undefined : low.value('parameter', node, 'arguments');
  if (given !== undefined)
    callBase(low, home.base, low.receiver(node), [given], node, [{ value: given, spread: true }]);
  low.frame = outer;
  low.builder.closeFunction(frame.index, {
    name: node.id?.name ?? 'constructor',
    span: spanOf(node),
    parameters: given === undefined ? [] : [{ value: given, name: 'arguments', rest: 'positional' }],
    ...(frame.receiver < 0 ? {} : { receiver: frame.receiver }),
    instance: home.instance,
    result: frame.result,
    within: outer.index,
  });
  return frame.index;
}

function lowerField(low: Lowering, field: Field, key: Key): void {
  const given: Expression | null = field.value;
  const value = given === null ? low.nothing : named(low, given, typeof key === 'string' ? key : '');
  const object = low.receiver(field);
  low.store(object, key, value);
  for (const decorator of field.decorators)
    low.store(object, key, low.call(low.walk.expression(low, decorator.expression), [object, value], decorator));
}

/** A decorator gets the class and may give another. */
function decorated(low: Lowering, node: Class, made: ValueId): ValueId {
  if (node.decorators.length === 0) return made;
  const to = low.expression(node.start, node.end);
  low.copy(made, to);
  for (const decorator of node.decorators)
    low.copy(low.call(low.walk.expression(low, decorator.expression), [to], decorator), to);
  return to;
}
