import type { JSXElement, JSXElementName, JSXFragment, JSXMemberExpressionObject } from 'oxc-parser';
import type { ValueId } from '../ir/moduleIr.ts';
import type { Lowering } from './lowering.ts';

/** `<Name a={b}>…</Name>`: an object of its attributes, and for a component a call with it. */
export function lowerElement(low: Lowering, node: JSXElement): ValueId {
  const properties = low.fresh(node.openingElement, 'object');
  for (const attribute of node.openingElement.attributes) {
    if (attribute.type === 'JSXSpreadAttribute') {
      low.copy(low.walk.expression(low, attribute.argument), properties);
      continue;
    }
    const key =
      attribute.name.type === 'JSXIdentifier'
        ? attribute.name.name
        : `${attribute.name.namespace.name}:${attribute.name.name.name}`;
    const { value } = attribute;
    if (value === null) continue;
    if (value.type !== 'JSXExpressionContainer') low.store(properties, key, low.walk.expression(low, value));
    else if (value.expression.type !== 'JSXEmptyExpression')
      low.store(properties, key, low.walk.expression(low, value.expression));
  }
  lowerChildren(low, node.children, properties);
  const component = componentOf(low, node.openingElement.name);
  return component === undefined ? properties : low.call(component, [properties], node);
}

export function lowerFragment(low: Lowering, node: JSXFragment): ValueId {
  const list = low.fresh(node, 'object');
  lowerChildren(low, node.children, list);
  return list;
}

function lowerChildren(low: Lowering, children: JSXElement['children'], into: ValueId): void {
  for (const child of children) {
    switch (child.type) {
      case 'JSXText':
        break;
      case 'JSXElement':
      case 'JSXFragment':
        low.store(into, 'children', low.walk.expression(low, child));
        break;
      case 'JSXExpressionContainer':
        if (child.expression.type !== 'JSXEmptyExpression')
          low.store(into, 'children', low.walk.expression(low, child.expression));
        break;
      case 'JSXSpreadChild':
        low.store(into, 'children', low.walk.expression(low, child.expression));
        break;
      default:
        child satisfies never;
    }
  }
}

/** The function behind the name; none for an element of the page, which is written small. */
function componentOf(low: Lowering, name: JSXElementName): ValueId | undefined {
  switch (name.type) {
    case 'JSXNamespacedName':
      return undefined;
    case 'JSXMemberExpression':
      return memberOf(low, name);
    default:
      return /^[a-z]/u.test(name.name) ? undefined : low.name(name.name, name);
  }
}

function memberOf(low: Lowering, node: JSXMemberExpressionObject): ValueId {
  if (node.type !== 'JSXMemberExpression') return node.name === 'this' ? low.receiver(node) : low.name(node.name, node);
  return low.load(memberOf(low, node.object), node.property.name, node);
}
