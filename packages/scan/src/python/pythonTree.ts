import type { Language, Tree } from 'web-tree-sitter';
import { FIELD, KIND, OPERATORS } from './pythonKind.ts';
import { addressOf, type TreeCursor } from './treeCursor.ts';

/**
 * A syntax tree laid flat, in pre-order: the children of node `n` are `n + 1`, then each one's `next`, up to `next[n]`.
 * Comments, punctuation and key words are left out. Offsets are UTF-16 units of the text.
 */
export interface PythonTree {
  readonly text: string;
  readonly count: number;
  readonly kind: Uint8Array;
  readonly field: Uint8Array;
  readonly start: Uint32Array;
  readonly end: Uint32Array;
  readonly next: Uint32Array;
}

/** First child of `node` under `field`, or -1. */
export function childOf(tree: PythonTree, node: number, field: number): number {
  const end = tree.next[node] ?? 0;
  for (let child = node + 1; child < end; child = tree.next[child] ?? end) {
    if (tree.field[child] === field) return child;
  }
  return -1;
}

/** All children of `node`, in order. */
export function childrenOf(tree: PythonTree, node: number): number[] {
  const children: number[] = [];
  const end = tree.next[node] ?? 0;
  for (let child = node + 1; child < end; child = tree.next[child] ?? end) children.push(child);
  return children;
}

const NO_FIELD = 0;
/** Kinds that have nothing in them, or nothing that is asked for: what a string contains is read from the text itself. */
const LEAVES: Uint8Array = new Uint8Array(256);
for (const kind of [
  KIND.identifier,
  KIND.integer,
  KIND.float,
  KIND.true,
  KIND.false,
  KIND.none,
  KIND.operator,
  KIND.string_start,
  KIND.string_content,
  KIND.string_end,
])
  LEAVES[kind] = 1;
const DROPPED = 255;

/**
 * Makes a reader that lays trees of `language` flat. The arrays are shared between calls and grow as needed:
 * a tree is valid until the next one is read.
 */
export function createTreeReader(
  language: Language,
  { open: begin, close, ...cursor }: TreeCursor,
): (tree: Tree, text: string) => PythonTree {
  const { typeId, fieldId, startIndex, endIndex, toFirstChild, toNextSibling, toParent } = cursor;
  const kindOf = new Uint8Array(language.types.length).fill(DROPPED);
  language.types.forEach((name, id) => {
    if (language.nodeTypeIsNamed(id)) kindOf[id] = own(KIND, name) ?? KIND.other;
    else if (OPERATORS.includes(name)) kindOf[id] = KIND.operator;
  });
  for (const name of ['comment', 'line_continuation']) {
    const id = language.idForNodeType(name, true);
    if (id !== null) kindOf[id] = DROPPED;
  }
  const fieldOf = new Uint8Array(language.fields.length);
  language.fields.forEach((name, id) => (fieldOf[id] = (name === null ? undefined : own(FIELD, name)) ?? NO_FIELD));
  let room = 1 << 16;
  let kind = new Uint8Array(room);
  let field = new Uint8Array(room);
  let start = new Uint32Array(room);
  let end = new Uint32Array(room);
  let next = new Uint32Array(room);

  function grow(): void {
    room *= 2;
    kind = grown(kind, new Uint8Array(room));
    field = grown(field, new Uint8Array(room));
    start = grown(start, new Uint32Array(room));
    end = grown(end, new Uint32Array(room));
    next = grown(next, new Uint32Array(room));
  }

  return (tree, text) => {
    // Only a tree with an error in it has nodes that the parser made up.
    const mayMiss = tree.rootNode.hasError;
    const at = addressOf(tree);
    begin(at);
    const open: number[] = [];
    let count = 0;
    let walking = true;
    while (walking) {
      const type = typeId(at);
      // The recovery's own nodes have an id past the language's types.
      let found = type < kindOf.length ? (kindOf[type] ?? DROPPED) : KIND.error;
      const under = found === DROPPED ? NO_FIELD : (fieldOf[fieldId(at)] ?? NO_FIELD);
      // A star or an `@` that is no operator of an expression says nothing that its parent does not.
      if (found === KIND.operator && under !== FIELD.operator) found = DROPPED;
      const begins = found === DROPPED ? 0 : startIndex(at);
      const ends = found === DROPPED ? 0 : endIndex(at);
      const isMissing = mayMiss && begins === ends && cursor.isMissing(at) === 1;
      let into = false;
      if (found !== DROPPED || isMissing) {
        if (count === room) grow();
        kind[count] = isMissing ? KIND.missing : found;
        field[count] = isMissing ? (fieldOf[fieldId(at)] ?? NO_FIELD) : under;
        start[count] = isMissing ? startIndex(at) : begins;
        end[count] = isMissing ? endIndex(at) : ends;
        next[count] = count + 1;
        count += 1;
        into = LEAVES[found] === 0 && toFirstChild(at) === 1;
        if (into) open.push(count - 1);
      }
      if (into) continue;
      while (toNextSibling(at) !== 1) {
        const closed = open.pop();
        if (closed === undefined) {
          walking = false;
          break;
        }
        toParent(at);
        next[closed] = count;
      }
    }
    close(at);
    return { text, count, kind, field, start, end, next };
  };
}

function own(table: Readonly<Record<string, number>>, name: string): number | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

function grown<T extends Uint8Array | Uint32Array>(from: T, into: T): T {
  into.set(from);
  return into;
}
