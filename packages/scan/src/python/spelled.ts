import type { ValueId } from '../ir/moduleIr.ts';
import type { Lowering } from './lowering.ts';
import { literalText } from './lowerString.ts';
import { KIND } from './pythonKind.ts';

/**
 * A key that is told letter by letter, by the branch that is taken, as `spelled` of JavaScript has it: in a loop, a
 * comprehension or a lambda, what stands written in a branch comes from what the test told apart, if it told apart
 * letters, numbers or bits.
 */
export interface Spelling {
  /** Loops, comprehensions and lambdas around. */
  repeats: number;
  /** What the test that is being lowered tells apart; undefined outside of tests. */
  letters: ValueId[] | undefined;
  /** What the branches around were taken by. */
  told: readonly ValueId[];
  /** Of truth values and bits: the value that they tell apart. */
  readonly letterOf: Map<ValueId, ValueId>;
}

/** A longer text is no letter. */
const LONGEST_LETTER = 2;
/** So many different values are kept of tests around one another. */
const MOST_TOLD = 4;
const NONE: readonly never[] = [];

export function newSpelling(): Spelling {
  return { repeats: 0, letters: undefined, told: NONE, letterOf: new Map() };
}

/** Lowers what is done again and again. */
export function repeating<T>({ spelling }: Lowering, lower: () => T): T {
  spelling.repeats++;
  const made = lower();
  spelling.repeats--;
  return made;
}

/** Lowers what is tested. The second is what the test tells apart. */
export function lowerTest(lowering: Lowering, node: number): readonly [value: ValueId, letters: readonly ValueId[]] {
  const { spelling } = lowering;
  if (spelling.repeats === 0) return [lowering.expression(lowering, node), NONE];
  const around = spelling.letters;
  const letters: ValueId[] = [];
  spelling.letters = letters;
  const value = lowering.expression(lowering, node);
  spelling.letters = around;
  const letter = spelling.letterOf.get(value);
  if (letter !== undefined) letters.push(letter);
  if (around !== undefined) for (const one of letters) around.push(one);
  return [value, letters];
}

/** Lowers a branch in which what is written tells of some values. */
export function telling({ spelling }: Lowering, letters: readonly ValueId[], branch: () => void): void {
  const around = spelling.told;
  if (letters.length > 0) spelling.told = [...new Set([...around, ...letters])].slice(0, MOST_TOLD);
  branch();
  spelling.told = around;
}

/** Lowers what tells nothing that anybody could read: an error. */
export function tellingNothing({ spelling }: Lowering, branch: () => void): void {
  const around = spelling.told;
  spelling.told = NONE;
  branch();
  spelling.told = around;
}

/** Notes that `to` tells a value apart: where a test has a letter beside it, or takes a bit of it. */
export function noteLetter({ spelling }: Lowering, letter: ValueId, to: ValueId): void {
  if (spelling.repeats === 0) return;
  spelling.letterOf.set(to, letter);
  spelling.letters?.push(letter);
}

/** What is known of a truth value or bit holds of the variable that it is given to. */
export function noteSame({ spelling: { letterOf } }: Lowering, from: ValueId, to: ValueId): void {
  const letter = letterOf.get(from);
  if (letter !== undefined) letterOf.set(to, letter);
}

/** `value` tells of what the branches around were taken by. */
export function tell({ spelling: { told }, builder }: Lowering, value: ValueId): void {
  if (told.length > 0) builder.step({ is: 'compute', from: told, to: value });
}

/** A number tells only where it is handed on: as an argument, or as the value of a branch. Others count letters. */
export function tellNumber(lowering: Lowering, node: number, value: ValueId): void {
  if (lowering.tree.kind[node] === KIND.integer) tell(lowering, value);
}

export function isLetter(lowering: Lowering, node: number): boolean {
  if (lowering.tree.kind[node] === KIND.integer) return true;
  const text = literalText(lowering, node);
  return text !== undefined && text.length <= LONGEST_LETTER;
}
