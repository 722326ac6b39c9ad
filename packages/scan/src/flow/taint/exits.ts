import { grown } from '../../dense/grown.ts';

/** What comes out of each context, in the order it came, strung together by context. */
export interface Exits {
  /** `parameter` is the one that was changed, below zero what the function gives or throws. */
  add(context: number, edge: number, parameter: number, path: number): number;
  /** First one of a context, -1 for none. */
  first(context: number): number;
  /** The next one of the same context, -1 after the last. */
  after(exit: number): number;
  edgeOf(exit: number): number;
  parameterOf(exit: number): number;
  pathOf(exit: number): number;
}

const COLUMNS = 4;
const EDGE = 0;
const PARAMETER = 1;
const PATH = 2;
const NEXT = 3;

export function createExits(): Exits {
  let rows = new Int32Array(256 * COLUMNS);
  let size = 0;
  const firsts = new Map<number, number>();
  const lasts = new Map<number, number>();
  return {
    add(context, edge, parameter, path) {
      const row = size * COLUMNS;
      if (row === rows.length) rows = grown(rows);
      rows[row + EDGE] = edge;
      rows[row + PARAMETER] = parameter;
      rows[row + PATH] = path;
      rows[row + NEXT] = -1;
      const last = lasts.get(context);
      if (last === undefined) firsts.set(context, size);
      else rows[last * COLUMNS + NEXT] = size;
      lasts.set(context, size);
      return size++;
    },
    first: (context) => firsts.get(context) ?? -1,
    after: (exit) => rows[exit * COLUMNS + NEXT] as number,
    edgeOf: (exit) => rows[exit * COLUMNS + EDGE] as number,
    parameterOf: (exit) => rows[exit * COLUMNS + PARAMETER] as number,
    pathOf: (exit) => rows[exit * COLUMNS + PATH] as number,
  };
}
