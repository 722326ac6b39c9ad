import type { ValueId } from '../ir/moduleIr.ts';
import { lowerClass } from './lowerClass.ts';
import { calledInstead } from './calledInstead.ts';
import { lowerAnnotation, openFunction, type Method } from './lowerFunction.ts';
import type { OpenedFunction } from './openedFunction.ts';
import { copy, makeValue, nameOf, spanOf, store, textOf, type Lowering } from './lowering.ts';
import { FIELD, KIND } from './pythonKind.ts';
import { childOf, childrenOf } from './pythonTree.ts';
import { isBuiltin, resolve } from './resolve.ts';
import type { ClassScope } from './scope.ts';

/** Methods whose first parameter is the class although no decorator says so. */
const OF_CLASS: readonly string[] = ['__new__', '__init_subclass__', '__class_getitem__'];

/** Lowers `def` or `class`, with the decorators around it, and gives it to its name. */
export function lowerDefinition(lowering: Lowering, node: number): void {
  const { tree, scope } = lowering;
  const isDecorated = tree.kind[node] === KIND.decorated_definition;
  const decorators = isDecorated ? childrenOf(tree, node).filter((child) => tree.kind[child] === KIND.decorator) : [];
  const definition = isDecorated ? childOf(tree, node, FIELD.definition) : node;
  const nameNode = definition < 0 ? -1 : childOf(tree, definition, FIELD.name);
  if (nameNode < 0) return;
  let made: ValueId;
  let opened: OpenedFunction | undefined;
  if (tree.kind[definition] === KIND.class_definition) made = lowerClass(lowering, definition, decorators);
  else if (scope.kind === 'class' && scope.owner !== undefined) {
    opened = lowerMethod(lowering, definition, decorators, scope.owner);
    // A property's name gives what its function gives.
    if (opened === undefined) return;
    made = opened.value;
  } else {
    opened = lowerDef(lowering, definition);
    made = opened.value;
  }
  const target = resolve(lowering, nameNode);
  copy(lowering, made, target);
  for (const decorator of decorators.toReversed()) {
    if (transparent(lowering, decorator) !== undefined) continue;
    // The name keeps what was decorated as well: most wrappers call it in the end.
    made = decorate(lowering, decorator, made);
    copy(lowering, made, target);
    if (opened === undefined) continue;
    lowering.builder.decorated(opened.index);
    // A method among what the decorator gives is one that is read from its class.
    const on = opened.receiver === undefined ? undefined : scope.owner?.value;
    const before = opened.receiver === undefined ? [] : [opened.receiver];
    calledInstead(lowering, decorator, opened, made, { before, receiver: on });
  }
}

/** Opens a `def`, as a method where `method` says so; what its annotations call runs here. */
function lowerDef(lowering: Lowering, node: number, method?: Method): ReturnType<typeof openFunction> {
  const { tree } = lowering;
  const opened = openFunction(lowering, node, nameOf(lowering, childOf(tree, node, FIELD.name)), method);
  const returns = childOf(tree, node, FIELD.return_type);
  if (returns >= 0) lowerAnnotation(lowering, returns);
  return opened;
}

/** Lowers a `def` in a class's body; nothing is returned for a property, which its name does not hold. */
function lowerMethod(
  lowering: Lowering,
  node: number,
  decorators: readonly number[],
  owner: ClassScope,
): OpenedFunction | undefined {
  const name = nameOf(lowering, childOf(lowering.tree, node, FIELD.name));
  const known = decorators.map((decorator) => transparent(lowering, decorator));
  const isOfClass = known.includes('classmethod') || OF_CLASS.includes(name);
  const isStatic = isOfClass || known.includes('staticmethod');
  const first = isOfClass ? 'class' : isStatic ? 'none' : 'instance';
  const opened = lowerDef(lowering, node, { owner, first });
  const isGetter = known.includes('property');
  const isSetter = known.includes('setter');
  owner.members.push({
    name,
    function: opened.index,
    isStatic,
    is: isGetter ? 'getter' : isSetter ? 'setter' : 'method',
  });
  if (name === '__init__') owner.construct = opened;
  if (name === '__new__') owner.allocate = opened;
  if (isGetter) store(lowering, owner.value, name, opened.result);
  return isGetter || isSetter ? undefined : opened;
}

type Transparent = 'property' | 'setter' | 'staticmethod' | 'classmethod';

/** The language's own decorators, which are not calls that anything could flow through. */
function transparent(lowering: Lowering, decorator: number): Transparent | undefined {
  const [expression] = childrenOf(lowering.tree, decorator);
  if (expression === undefined) return undefined;
  const text = textOf(lowering, expression);
  if (text === 'staticmethod' || text === 'classmethod' || text === 'property') {
    return isBuiltin(lowering, text) ? text : undefined;
  }
  if (/^[\w.]*\b(?:cached_property|abstractproperty)$/.test(text)) return 'property';
  if (/^\w+\.setter$/.test(text)) return 'setter';
  return /^\w+\.(?:getter)$/.test(text) ? 'property' : undefined;
}

function decorate(lowering: Lowering, decorator: number, made: ValueId): ValueId {
  const [expression] = childrenOf(lowering.tree, decorator);
  if (expression === undefined) return made;
  const callee = lowering.expression(lowering, expression);
  const to = makeValue(lowering, decorator);
  const span = spanOf(lowering, decorator);
  lowering.builder.step({ is: 'call', callee, arguments: [{ value: made }], to, isNew: false, span });
  return to;
}
