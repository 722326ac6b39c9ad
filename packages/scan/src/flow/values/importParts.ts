import type { Program } from '../program/linkProgram.ts';

/**
 * Which modules are joined by imports, in whatever direction: objects come from one to another only there. A package
 * holds several builds of the same code, which have nothing to do with each other. All of Python is one part: importing
 * a module imports the packages around it.
 */
export interface ImportParts {
  join(one: number, other: number): void;
  areJoined(one: number, other: number): boolean;
}

export function createImportParts({ modules }: Program): ImportParts {
  const above = Int32Array.from(modules, (_, index) => index);
  function partOf(module: number): number {
    let at = module;
    while ((above[at] as number) !== at) {
      above[at] = above[above[at] as number] as number;
      at = above[at] as number;
    }
    return at;
  }
  function join(one: number, other: number): void {
    above[partOf(one)] = partOf(other);
  }
  const first = modules.findIndex(({ language }) => language === 'python');
  for (const [index, { language }] of modules.entries()) if (language === 'python') join(index, first);
  return { join, areJoined: (one, other) => partOf(one) === partOf(other) };
}
