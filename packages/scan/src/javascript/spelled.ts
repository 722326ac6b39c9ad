import type { BinaryExpression, Expression, Statement } from 'oxc-parser';
import type { ValueId } from '../ir/moduleIr.ts';
import type { Frame, Lowering } from './lowering.ts';

/**
 * A secret can be told without being handed on: letter by letter, by the branch that is taken
 * (`if (letter === 'a') text += 'q'; else …`). So in a loop, and in a function that a list calls with each of its elements,
 * what stands written in a branch comes from what the test told apart. Only tests of single letters, numbers and bits
 * count: what asks for a state or a kind (`if (key.isLocked)`) says next to nothing of a secret.
 */

/** A longer text is no letter. */
const LONGEST_LETTER = 2;
/** So many different values are kept of tests around one another. */
const MOST_TOLD = 4;
const NONE: readonly never[] = [];

/** Lowers what is tested. The second is what the test tells apart, to be given to `tellingOf`. */
export function lowerTest(low: Lowering, node: Expression): readonly [value: ValueId, letters: readonly ValueId[]] {
  const { frame } = low;
  if (!isRepeated(frame)) return [low.walk.expression(low, node), NONE];
  const around = frame.letters;
  const letters: ValueId[] = [];
  frame.letters = letters;
  const value = low.walk.expression(low, node);
  frame.letters = around;
  const letter = low.letterOf.get(value);
  if (letter !== undefined) letters.push(letter);
  // What is asked in a part of a test is asked by the test.
  if (around !== undefined) for (const one of letters) around.push(one);
  return [value, letters];
}

/** Lowers a branch in which what is written tells of some values. */
export function telling(low: Lowering, letters: readonly ValueId[], branch: () => void): void {
  if (letters.length === 0) return branch();
  const { frame } = low;
  const around = frame.told;
  frame.told = [...new Set([...around, ...letters])].slice(0, MOST_TOLD);
  branch();
  frame.told = around;
}

/** Lowers what tells nothing that anybody could read: the text of an error. */
export function tellingNothing(low: Lowering, branch: () => void): void {
  const { frame } = low;
  const around = frame.told;
  frame.told = NONE;
  branch();
  frame.told = around;
}

/** What `switch` tells apart: letters, where it has several. */
export function lettersOfSwitch(
  { frame }: Lowering,
  value: ValueId,
  { cases }: Extract<Statement, { type: 'SwitchStatement' }>,
): readonly ValueId[] {
  if (!isRepeated(frame)) return NONE;
  return cases.filter(({ test }) => test !== null && isLetter(test)).length > 1 ? [value] : NONE;
}

/** Notes what an operator tells apart: a letter that is compared, a bit that is taken. */
export function noteLetter(
  low: Lowering,
  { operator, left, right }: BinaryExpression,
  one: ValueId,
  other: ValueId,
  to: ValueId,
): void {
  if (!isRepeated(low.frame)) return;
  const isBit = operator === '&' || operator === '%';
  const letter = isBit ? to : isLetter(right) ? one : isLetter(left as Expression) ? other : -1;
  if (letter < 0 || letter === low.nothing) return;
  low.letterOf.set(to, letter);
  low.frame.letters?.push(letter);
}

/** `value` tells of what the branches around it were taken by. */
export function tell(low: Lowering, value: ValueId): void {
  const { told } = low.frame;
  if (told.length > 0 && value !== low.nothing) low.table.compute(told, value);
}

/** A number tells only where it is handed on: as an argument or a branch's value. Others count letters. */
export function tellNumber(low: Lowering, node: Expression, value: ValueId): void {
  if (node.type === 'Literal' && typeof node.value === 'number') tell(low, value);
}

function isRepeated({ isOfEach, loops }: Frame): boolean {
  return isOfEach || loops > 0;
}

function isLetter(node: Expression): boolean {
  if (node.type === 'TemplateLiteral')
    return node.expressions.length === 0 && (node.quasis[0]?.value.cooked ?? '').length <= LONGEST_LETTER;
  if (node.type !== 'Literal') return false;
  return typeof node.value === 'number' || (typeof node.value === 'string' && node.value.length <= LONGEST_LETTER);
}
