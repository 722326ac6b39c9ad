import { RegexMistake } from './parseRegex.ts';
import { type RegexNode, type UnitRange, WORD } from './regexNode.ts';

/** One state of a non-deterministic automaton. Targets are indices of states. */
export type RegexState =
  | { readonly is: 'unit'; readonly ranges: readonly UnitRange[]; readonly to: number }
  | { readonly is: 'fork'; readonly to: readonly number[] }
  | { readonly is: 'assert'; readonly what: 'start' | 'end' | 'border' | 'inside'; readonly to: number }
  | { readonly is: 'found' };

export interface RegexProgram {
  readonly states: readonly RegexState[];
  readonly start: number;
  /** Class of each UTF-16 unit: units of one class are the same to every state. */
  readonly classOf: Uint8Array;
  /** A unit of each class. */
  readonly example: readonly number[];
}

const MOST_STATES = 2000;
const MOST_CLASSES = 255;

/** A tree as an automaton (Thompson's construction). Throws {@link RegexMistake} for one that grows too large. */
export function compileRegex(node: RegexNode): RegexProgram {
  const states: RegexState[] = [];
  const add = (state: RegexState): number => {
    if (states.length >= MOST_STATES) throw new RegexMistake(0, `more than ${MOST_STATES} states; repeat fewer times`);
    return states.push(state) - 1;
  };

  /** States of a node that go on to `to`; the answer is where they begin. */
  function build(part: RegexNode, to: number): number {
    switch (part.is) {
      case 'empty':
        return to;
      case 'unit':
        return add({ is: 'unit', ranges: part.ranges, to });
      case 'assert':
        return add({ is: 'assert', what: part.what, to });
      case 'sequence':
        return part.of.reduceRight((next, one) => build(one, next), to);
      case 'choice':
        return add({ is: 'fork', to: part.of.map((one) => build(one, to)) });
      case 'repeat':
        return repeat(part.of, part.least, part.most, to);
    }
  }

  function repeat(of: RegexNode, least: number, most: number | undefined, to: number): number {
    let next = to;
    if (most === undefined) {
      const targets: number[] = [to];
      const loop = add({ is: 'fork', to: targets });
      targets.push(build(of, loop));
      next = loop;
    } else for (let times = least; times < most; times++) next = add({ is: 'fork', to: [to, build(of, next)] });
    for (let times = 0; times < least; times++) next = build(of, next);
    return next;
  }

  const start = build(node, add({ is: 'found' }));
  return { states, start, ...classesOf(states) };
}

/** Cuts the units at every border that a state or `\b` can tell apart. */
function classesOf(states: readonly RegexState[]): Pick<RegexProgram, 'classOf' | 'example'> {
  const borders = new Set<number>([0]);
  for (const [first, last] of [...states.flatMap((state) => (state.is === 'unit' ? state.ranges : [])), ...WORD]) {
    borders.add(first);
    if (last < 0xffff) borders.add(last + 1);
  }
  const example = [...borders].toSorted((a, b) => a - b);
  if (example.length > MOST_CLASSES) throw new RegexMistake(0, `more than ${MOST_CLASSES} kinds of characters`);
  const classOf = new Uint8Array(0x10000);
  example.forEach((first, index) => classOf.fill(index, first, example[index + 1] ?? 0x10000));
  return { classOf, example };
}
