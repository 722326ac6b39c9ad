import { complement, DIGITS, type RegexNode, SPACE, type UnitRange, WORD } from './regexNode.ts';

/** What is wrong with a regular expression, for the person who wrote it. */
export class RegexMistake extends Error {
  /** Offset in the expression. */
  readonly at: number;

  constructor(at: number, message: string) {
    super(message);
    this.name = 'RegexMistake';
    this.at = at;
  }
}

const LONGEST = 1000;
const MOST_REPEATS = 200;
const DEEPEST = 50;

/**
 * Reads the regular part of JavaScript's expressions: literals, classes, groups, alternatives, quantifiers, `^`, `$`
 * and `\b`. What no automaton can do (back references, look around) is refused with its name. With `anyCase` the
 * letters a to z stand for both cases. Throws {@link RegexMistake}.
 */
export function parseRegex(text: string, anyCase = false): RegexNode {
  if (text.length > LONGEST) throw new RegexMistake(LONGEST, `longer than ${LONGEST} characters`);
  let at = 0;
  let depth = 0;

  function choice(): RegexNode {
    if (++depth > DEEPEST) throw new RegexMistake(at, `groups nested deeper than ${DEEPEST}`);
    const of = [sequence()];
    while (text[at] === '|') {
      at++;
      of.push(sequence());
    }
    depth--;
    return of.length === 1 ? (of[0] ?? { is: 'empty' }) : { is: 'choice', of };
  }

  function sequence(): RegexNode {
    const of: RegexNode[] = [];
    while (at < text.length && text[at] !== '|' && text[at] !== ')') of.push(repeated(atom()));
    return of.length === 1 ? (of[0] ?? { is: 'empty' }) : { is: 'sequence', of };
  }

  function repeated(of: RegexNode): RegexNode {
    const quantifier = /^(?:[*+?]|\{(\d{1,4})(,(\d{1,4})?)?\})\??/.exec(text.slice(at, at + 14));
    if (quantifier === null) return of;
    at += quantifier[0].length;
    if (/^[*+?{]/.test(text.slice(at))) throw new RegexMistake(at, 'a quantifier after a quantifier');
    switch (quantifier[0][0]) {
      case '*':
        return { is: 'repeat', of, least: 0, most: undefined };
      case '+':
        return { is: 'repeat', of, least: 1, most: undefined };
      case '?':
        return { is: 'repeat', of, least: 0, most: 1 };
      default: {
        const least = Number(quantifier[1]);
        const most =
          quantifier[2] === undefined ? least : quantifier[3] === undefined ? undefined : Number(quantifier[3]);
        if (Math.max(least, most ?? 0) > MOST_REPEATS)
          throw new RegexMistake(at, `more than ${MOST_REPEATS} repetitions by number`);
        if (most !== undefined && most < least) throw new RegexMistake(at, 'numbers out of order');
        return { is: 'repeat', of, least, most };
      }
    }
  }

  function atom(): RegexNode {
    const start = at;
    const unit = text.charAt(at++);
    switch (unit) {
      case '(':
        return group(start);
      case '[':
        return { is: 'unit', ranges: folded(characterClass(start)) };
      case '.':
        return {
          is: 'unit',
          ranges: complement([
            [0x0a, 0x0a],
            [0x0d, 0x0d],
            [0x2028, 0x2029],
          ]),
        };
      case '^':
        return { is: 'assert', what: 'start' };
      case '$':
        return { is: 'assert', what: 'end' };
      case '*':
      case '+':
      case '?':
      case '{':
        throw new RegexMistake(start, `nothing before the quantifier ${unit} (write \\${unit} for the sign itself)`);
      case '\\': {
        const border = text[at];
        if (border === 'b' || border === 'B') {
          at++;
          return { is: 'assert', what: border === 'b' ? 'border' : 'inside' };
        }
        return { is: 'unit', ranges: folded(escape(start)) };
      }
      default:
        return { is: 'unit', ranges: folded([[unit.charCodeAt(0), unit.charCodeAt(0)]]) };
    }
  }

  function group(start: number): RegexNode {
    if (text[at] === '?') {
      if (text[at + 1] !== ':')
        throw new RegexMistake(start, 'look around or a named group; only (…) and (?:…) are known');
      at += 2;
    }
    const inner = choice();
    if (text[at] !== ')') throw new RegexMistake(start, 'a group that is not closed');
    at++;
    return inner;
  }

  function characterClass(start: number): UnitRange[] {
    const isNegated = text[at] === '^';
    if (isNegated) at++;
    const ranges: UnitRange[] = [];
    while (text[at] !== ']') {
      if (at >= text.length) throw new RegexMistake(start, 'a class [ that is not closed');
      const from = member();
      if (text[at] === '-' && at + 1 < text.length && text[at + 1] !== ']') {
        at++;
        const to = member();
        const [first, last] = [from[0]?.[0] ?? 0, to[0]?.[0] ?? 0];
        if (from.length !== 1 || to.length !== 1 || from[0]?.[1] !== first || to[0]?.[1] !== last || last < first)
          throw new RegexMistake(start, 'a range in a class that does not go from a lower sign to a higher');
        ranges.push([first, last]);
      } else ranges.push(...from);
    }
    at++;
    const both = folded(ranges);
    return isNegated ? complement(both) : both;
  }

  function member(): readonly UnitRange[] {
    const start = at;
    const unit = text.charCodeAt(at++);
    if (unit !== 0x5c) return [[unit, unit]];
    if (text[at] === 'b') throw new RegexMistake(start, '\\b inside a class');
    return escape(start);
  }

  function escape(start: number): readonly UnitRange[] {
    const unit = text.charAt(at++);
    const lower = unit.toLowerCase();
    const set = lower === 'd' ? DIGITS : lower === 'w' ? WORD : lower === 's' ? SPACE : undefined;
    if (set !== undefined) return unit === lower ? set : complement(set);
    const control = { n: 0x0a, r: 0x0d, t: 0x09, f: 0x0c, v: 0x0b, '0': 0 }[unit];
    if (control !== undefined) return [[control, control]];
    if (unit === 'x' || unit === 'u') {
      const digits = new RegExp(`^[0-9A-Fa-f]{${unit === 'x' ? 2 : 4}}`).exec(text.slice(at))?.[0];
      if (digits === undefined) throw new RegexMistake(start, `\\${unit} without its hexadecimal digits`);
      at += digits.length;
      const code = Number.parseInt(digits, 16);
      return [[code, code]];
    }
    if (/[1-9k]/.test(unit)) throw new RegexMistake(start, 'a back reference');
    if (unit === '' || /[A-Za-z]/.test(unit)) throw new RegexMistake(start, `\\${unit}, which has no meaning here`);
    return [[unit.charCodeAt(0), unit.charCodeAt(0)]];
  }

  function folded(ranges: readonly UnitRange[]): UnitRange[] {
    if (!anyCase) return [...ranges];
    return ranges.flatMap(([first, last]): UnitRange[] => [
      [first, last],
      ...shifted(first, last, 0x41, 0x5a, 0x20),
      ...shifted(first, last, 0x61, 0x7a, -0x20),
    ]);
  }

  const whole = choice();
  if (at < text.length) throw new RegexMistake(at, 'a ) that closes nothing');
  return whole;
}

function shifted(first: number, last: number, from: number, to: number, by: number): UnitRange[] {
  const [low, high] = [Math.max(first, from), Math.min(last, to)];
  return low > high ? [] : [[low + by, high + by]];
}
