import { grown } from '../../dense/grown.ts';
import { createPairTable } from '../../dense/pairTable.ts';

/**
 * From where an edge follows, where it may from several: numbered in the order they come, each edge and place once. A
 * place is a context, or one edge of a context in which not everything follows from its beginning.
 */
export interface Links {
  /** `from` is an edge, and `place` what stands for it. Whether the link is kept, or was: false where there is no room for it. */
  add(edge: number, place: number, from: number, step: number, detour: number, level: number): boolean;
  edgeOf(link: number): number;
  fromOf(link: number): number;
  stepOf(link: number): number;
  detourOf(link: number): number;
  levelOf(link: number): number;
  count(): number;
}

const COLUMNS = 5;
const FROM = 1;
const STEP = 2;
const DETOUR = 3;
const LEVEL = 4;

/** Links of a program where everything knows everything would fill the memory: `most` are kept. */
export function createLinks(most: number): Links {
  const known = createPairTable();
  let rows = new Int32Array(256 * COLUMNS);
  return {
    add(edge, place, from, step, detour, level) {
      const link = known.size;
      if (link >= most) return known.has(edge, place);
      if (known.idOf(edge, place) < link) return true;
      const row = link * COLUMNS;
      if (row === rows.length) rows = grown(rows);
      rows[row] = edge;
      rows[row + FROM] = from;
      rows[row + STEP] = step;
      rows[row + DETOUR] = detour;
      rows[row + LEVEL] = level;
      return true;
    },
    edgeOf: (link) => rows[link * COLUMNS] as number,
    fromOf: (link) => rows[link * COLUMNS + FROM] as number,
    stepOf: (link) => rows[link * COLUMNS + STEP] as number,
    detourOf: (link) => rows[link * COLUMNS + DETOUR] as number,
    levelOf: (link) => rows[link * COLUMNS + LEVEL] as number,
    count: () => known.size,
  };
}
