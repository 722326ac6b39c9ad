import type { AssignmentTarget, Expression } from 'oxc-parser';
import type { Lowering } from './lowering.ts';

/** What a test asks about: whether it is there at all. */
export interface Absence {
  readonly of: Expression;
  /** Of `'key' in of`: the member that is asked about. */
  readonly key: string | undefined;
  /** The test holds where it is there. */
  readonly isThere: boolean;
}

/** Nobody asks whether one thing is there in a longer test. */
const DEEPEST_TEST = 8;
const LONGEST_BRANCH = 400;

/** What a test asks whether it is there (`!x`, `x == null`, `'key' in x`, `x`), and nothing else. */
export function absenceIn(node: Expression, depth = 0): Absence | undefined {
  if (depth > DEEPEST_TEST) return undefined;
  switch (node.type) {
    case 'ParenthesizedExpression':
    case 'ChainExpression':
    case 'TSNonNullExpression':
    case 'TSAsExpression':
      return absenceIn(node.expression, depth + 1);
    case 'Identifier':
    case 'MemberExpression':
      return { of: node, key: undefined, isThere: true };
    case 'UnaryExpression': {
      const inner = node.operator === '!' ? absenceIn(node.argument, depth + 1) : undefined;
      return inner === undefined ? undefined : { ...inner, isThere: !inner.isThere };
    }
    case 'BinaryExpression':
      return inComparison(node);
    case 'LogicalExpression': {
      // `x === undefined || x === ''`; `x && x.to` asks about both.
      const [first, second] = [absenceIn(node.left, depth + 1), absenceIn(node.right, depth + 1)];
      const isThere = node.operator === '&&';
      const asks = first?.isThere === isThere && second?.isThere === isThere && node.operator !== '??';
      return asks && (isSame(first.of, second.of) || isPartOf(first.of, second.of)) ? second : undefined;
    }
    default:
      return undefined;
  }
}

function inComparison(node: Extract<Expression, { type: 'BinaryExpression' }>): Absence | undefined {
  const { left, operator, right } = node as { left: Expression; operator: string; right: Expression };
  if (operator === 'in')
    return left.type === 'Literal' && typeof left.value === 'string'
      ? { of: right, key: left.value, isThere: true }
      : undefined;
  if (!/^[!=]==?$/u.test(operator)) return undefined;
  const asked = isMissing(right) ? left : isMissing(left) ? right : undefined;
  if (asked === undefined) return undefined;
  const of = asked.type === 'UnaryExpression' && asked.operator === 'typeof' ? asked.argument : asked;
  return isPlace(plain(of)) ? { of: plain(of), key: undefined, isThere: operator.startsWith('!') } : undefined;
}

/** `null`, `undefined`, `void 0`, an empty text, and what `typeof` says of nothing. */
function isMissing(node: Expression): boolean {
  if (node.type === 'Identifier') return node.name === 'undefined';
  if (node.type === 'UnaryExpression') return node.operator === 'void';
  return node.type === 'Literal' && (node.value === '' || node.value === 'undefined' || node.raw === 'null');
}

/** Which branch of a condition counts only where the other's value is not there. */
export function defaultOf(
  { text }: Lowering,
  { test, consequent, alternate }: Extract<Expression, { type: 'ConditionalExpression' }>,
): 'first' | 'second' | 'none' {
  const absence = absenceIn(test);
  if (absence === undefined) return 'none';
  const { of, key, isThere } = absence;
  const kept = isThere ? consequent : alternate;
  if (kept.end - kept.start > LONGEST_BRANCH) return 'none';
  const saysIt = text.slice(kept.start, kept.end);
  const isKept = saysIt.includes(text.slice(of.start, of.end)) && (key === undefined || saysIt.includes(key));
  return isKept ? (isThere ? 'second' : 'first') : 'none';
}

/** Lowers a branch in which something is not there. */
export function withAbsence({ absent }: Lowering, absence: Absence | undefined, branch: () => void): void {
  if (absence !== undefined) absent.push(absence);
  branch();
  if (absence !== undefined) absent.pop();
}

/** Whether what is assigned is not there before. */
export function isAbsent({ absent }: Lowering, target: AssignmentTarget): boolean {
  return absent.some(({ of, key }) => {
    if (key === undefined) return isSame(of, target as Expression);
    return target.type === 'MemberExpression' && nameIn(target) === key && isSame(of, target.object);
  });
}

type Member = Extract<Expression, { type: 'MemberExpression' }>;

function isSame(one: Expression, other: Expression): boolean {
  const [a, b] = [plain(one), plain(other)];
  if (a.type === 'ThisExpression') return b.type === 'ThisExpression';
  if (a.type === 'Identifier') return b.type === 'Identifier' && a.name === b.name;
  if (a.type !== 'MemberExpression' || b.type !== 'MemberExpression') return false;
  const name = nameIn(a);
  return name !== undefined && name === nameIn(b) && isSame(a.object, b.object);
}

function isPartOf(whole: Expression, part: Expression): boolean {
  const at = plain(part);
  return at.type === 'MemberExpression' && (isSame(whole, at.object) || isPartOf(whole, at.object));
}

export function nameIn({ property, computed }: Member): string | undefined {
  if (!computed) return 'name' in property ? property.name : undefined;
  return property.type === 'Literal' ? String(property.value) : undefined;
}

function isPlace({ type }: Expression): boolean {
  return type === 'Identifier' || type === 'MemberExpression';
}

function plain(node: Expression): Expression {
  let at = node;
  while (at.type === 'ParenthesizedExpression' || at.type === 'ChainExpression' || at.type === 'TSNonNullExpression')
    at = at.expression;
  return at;
}
