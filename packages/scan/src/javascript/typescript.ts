import type { Statement } from 'oxc-parser';
import type { ValueId } from '../ir/moduleIr.ts';
import { alias } from './assignment.ts';
import { constantText } from './constantText.ts';
import { hoistBlock, hoistVariables } from './hoisting.ts';
import type { Lowering } from './lowering.ts';

type Enum = Extract<Statement, { type: 'TSEnumDeclaration' }>;
type Namespace = Extract<Statement, { type: 'TSModuleDeclaration' }>;
type ImportEquals = Extract<Statement, { type: 'TSImportEqualsDeclaration' }>;

/** An object of its members; inside, they are names. */
export function lowerEnum(low: Lowering, node: Enum): void {
  if (node.declare) return;
  const object = low.name(node.id.name, node.id);
  low.table.fresh(object, 'object');
  const scope = low.enter();
  let next: number | undefined = 0;
  for (const member of node.body.members) {
    const name = member.id.type === 'Identifier' ? member.id.name : (constantText(member.id) ?? '*');
    let value: ValueId;
    if (member.initializer === null) {
      value = next === undefined ? low.expression(member.start, member.end) : low.constant(member, next);
      if (next !== undefined) next++;
    } else {
      value = low.walk.expression(low, member.initializer);
      const { initializer } = member;
      next =
        initializer.type === 'Literal' && typeof initializer.value === 'number' ? initializer.value + 1 : undefined;
    }
    low.store(object, name, value);
    low.bind(name, value);
  }
  low.leave(scope);
}

/** An object filled by what the block exports. The block runs where it stands, as the function it compiles to would. */
export function lowerNamespace(low: Lowering, node: Namespace): void {
  if (node.declare || node.body === null || node.kind === 'global' || node.id.type === 'Literal') return;
  let object: ValueId;
  if (node.id.type === 'Identifier') {
    object = low.name(node.id.name, node.id);
  } else {
    object = low.fresh(node, 'object');
  }
  low.table.fresh(object, 'object');
  const outer = low.exporting;
  low.exporting = object;
  const scope = low.enter();
  const since = low.mark;
  hoistVariables(low, node.body.body, since);
  hoistBlock(low, node.body.body, since);
  low.walk.statements(low, node.body.body);
  low.leave(scope);
  low.exporting = outer;
}

/** `import x = require('y')`, `import x = a.b`. */
export function lowerImportEquals(low: Lowering, node: ImportEquals): void {
  if (node.importKind === 'type') return;
  const to = low.name(node.id.name, node.id);
  const { moduleReference } = node;
  let from: ValueId;
  if (moduleReference.type === 'TSExternalModuleReference') from = low.import(moduleReference.expression.value, node);
  else from = qualified(low, moduleReference);
  low.copy(from, to);
  alias(low, from, to);
}

function qualified(
  low: Lowering,
  node: Exclude<ImportEquals['moduleReference'], { type: 'TSExternalModuleReference' }>,
): ValueId {
  if (node.type === 'Identifier') return low.name(node.name, node);
  if (node.left.type === 'ThisExpression') return low.load(low.receiver(node), node.right.name, node);
  return low.load(qualified(low, node.left), node.right.name, node);
}
