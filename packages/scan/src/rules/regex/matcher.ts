import type { RegexProgram } from './compileRegex.ts';
import { WORD } from './regexNode.ts';

/**
 * Offset behind the first end of a match in a text, or -1. Time grows with the length of the text and not with the
 * wit of its author: each unit is one look-up in a table that is filled as states are met.
 */
export type Matcher = (text: string) => number;

/** What stood before the unit now read, as far as an assertion can tell. */
type Before = 'start' | 'word' | 'other';

interface Known {
  readonly states: readonly number[];
  readonly before: Before;
  /** By class of the next unit: where it leads. -1: not known yet; -2: a match ends before that unit. */
  readonly next: Int32Array;
  /** Whether a match ends here when the text does. */
  readonly endsHere: boolean;
}

const UNKNOWN = -1;
const FOUND = -2;
/** The table is begun anew beyond it: memory stays bounded whatever the text makes of the expression. */
const MOST_KNOWN = 1000;

/** A matcher for an automaton; it keeps its table between texts and is not for two threads. */
export function createMatcher(program: RegexProgram): Matcher {
  const { states, start, classOf, example } = program;
  let known: Known[] = [];
  let byName = new Map<string, number>();

  /** All states reached without reading, in order; undefined where `found` is among them. */
  function closure(from: readonly number[], before: Before, after: 'end' | 'word' | 'other'): number[] | undefined {
    const seen = new Set<number>();
    const waiting = [...from];
    for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
      if (seen.has(one)) continue;
      seen.add(one);
      const state = states[one];
      if (state?.is === 'found') return undefined;
      if (state?.is === 'fork') waiting.push(...state.to);
      if (state?.is === 'assert' && holds(state.what, before, after)) waiting.push(state.to);
    }
    return [...seen];
  }

  function know(from: readonly number[], before: Before): number {
    const sorted = [...new Set(from)].toSorted((a, b) => a - b);
    const name = `${before} ${sorted.join(' ')}`;
    const old = byName.get(name);
    if (old !== undefined) return old;
    if (known.length >= MOST_KNOWN) {
      known = [];
      byName = new Map();
    }
    known.push({
      states: sorted,
      before,
      next: new Int32Array(example.length).fill(UNKNOWN),
      endsHere: closure(sorted, before, 'end') === undefined,
    });
    byName.set(name, known.length - 1);
    return known.length - 1;
  }

  function follow({ states: from, before }: Known, unit: number): number {
    const after = isWord(unit) ? 'word' : 'other';
    const here = closure(from, before, after);
    if (here === undefined) return FOUND;
    const reached = here.flatMap((one) => {
      const state = states[one];
      return state?.is === 'unit' && state.ranges.some(([first, last]) => first <= unit && unit <= last)
        ? [state.to]
        : [];
    });
    // A match may begin at every unit.
    return know([...reached, start], after);
  }

  return (text) => {
    let at = know([start], 'start');
    for (let index = 0; index < text.length; index++) {
      const one = known[at];
      if (one === undefined) return -1;
      const unitClass = classOf[text.charCodeAt(index)] ?? 0;
      let next = one.next[unitClass] ?? UNKNOWN;
      if (next === UNKNOWN) {
        const size = known.length;
        next = follow(one, example[unitClass] ?? 0);
        // After a new beginning of the table the number means another state.
        if (known.length >= size) one.next[unitClass] = next;
      }
      if (next === FOUND) return index;
      at = next;
    }
    return known[at]?.endsHere === true ? text.length : -1;
  };
}

function holds(what: 'start' | 'end' | 'border' | 'inside', before: Before, after: 'end' | 'word' | 'other'): boolean {
  switch (what) {
    case 'start':
      return before === 'start';
    case 'end':
      return after === 'end';
    case 'border':
      return (before === 'word') !== (after === 'word');
    case 'inside':
      return (before === 'word') === (after === 'word');
  }
}

function isWord(unit: number): boolean {
  return WORD.some(([first, last]) => first <= unit && unit <= last);
}
