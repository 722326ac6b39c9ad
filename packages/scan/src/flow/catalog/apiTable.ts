/** A line of a catalog: the start of an API path, and the last members it speaks of. */
interface Line {
  readonly root: string;
  readonly members: string;
}

/** Finds the lines of a catalog that an API path fits. */
export interface ApiTable<L extends Line> {
  find(path: string): readonly L[];
  /** The member of a line that the path ends with, such as `sign:1`; undefined where `*` fitted. */
  memberOf(line: L, path: string): string | undefined;
}

interface Prepared<L> {
  readonly line: L;
  /** Without positions: `sign:1/key` is found by `sign`. */
  readonly members: ReadonlyMap<string, string>;
}

/**
 * `members` are names after the last `.`; a name with dots must end the path as a whole. `()` is the root itself,
 * `=` too but as a value, `*` everything from the root on.
 */
export function createApiTable<L extends Line>(lines: readonly L[]): ApiTable<L> {
  const byRoot = new Map<string, Prepared<L>[]>();
  const prepared = new Map<L, Prepared<L>>();
  // What roots begin with, up to their first border: most paths of a program begin with none of it.
  const beginnings = new Set<string>();
  for (const line of lines) {
    const members = new Map(line.members.split(' ').map((word) => [word.split(':')[0] ?? word, word] as const));
    const made = { line, members };
    prepared.set(line, made);
    beginnings.add(line.root.slice(0, borderFrom(line.root, 0)));
    const held = byRoot.get(line.root);
    if (held === undefined) byRoot.set(line.root, [made]);
    else held.push(made);
  }
  return {
    find(path) {
      let end = borderFrom(path, 0);
      if (!beginnings.has(path.slice(0, end))) return [];
      const found: L[] = [];
      for (; end <= path.length; end = borderFrom(path, end + 1)) {
        for (const one of byRoot.get(path.slice(0, end)) ?? []) {
          if (memberIn(one.members, path, end) !== undefined) found.push(one.line);
        }
      }
      return found;
    },
    memberOf: (line, path) =>
      memberIn(prepared.get(line)?.members ?? new Map<string, string>(), path, line.root.length),
  };
}

/** Where the next `.`, `/` or `(` stands, or the end. */
function borderFrom(path: string, start: number): number {
  for (let at = start; at < path.length; at++) {
    const code = path.charCodeAt(at);
    if (code === 0x2e || code === 0x2f || code === 0x28) return at;
  }
  return Math.max(start, path.length);
}

function memberIn(members: ReadonlyMap<string, string>, path: string, rootEnd: number): string | undefined {
  const rest = path.slice(rootEnd);
  if (members.has('*')) return '*';
  if (members.has('=') && rest === '') return '=';
  // A library's main function is itself, however its subpath is called; a member of it is not.
  if (members.has('()') && !rest.includes('.') && !rest.includes('(')) return members.get('()');
  const last = rest.slice(rest.lastIndexOf('.') + 1);
  const found = members.get(last);
  if (found !== undefined && rest !== last) return found;
  const before = rest.lastIndexOf('.', rest.length - last.length - 2);
  if (before < 0) return undefined;
  return members.get(rest.slice(before + 1));
}
