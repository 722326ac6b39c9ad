import type { Key, ModuleIr } from '../ir/moduleIr.ts';

/** Shorter constants are in every program. */
const SHORTEST = 3;

/**
 * The words by which a module touches the world: its strings, the members it reads and writes, what it
 * imports, and the globals it uses. Compilers, bundlers and minifiers rename locals and move code, and keep all of these; so what a
 * build adds to its source shows as a word that the source lacks. Numbers are left out (minifiers rewrite them), and
 * so are relative imports (bundlers resolve them).
 */
export function meaningOf(module: ModuleIr): ReadonlySet<string> {
  const words = new Set<string>();
  const key = (one: Key): void => {
    if (typeof one === 'string' && one.length >= SHORTEST) words.add(one);
  };
  for (const step of module.steps) {
    switch (step.is) {
      case 'constant':
        if (typeof step.value === 'string' && step.value.length >= SHORTEST) words.add(step.value);
        break;
      case 'global':
        words.add(step.name);
        break;
      case 'import':
        if (typeof step.specifier === 'string' && !step.specifier.startsWith('.')) words.add(step.specifier);
        break;
      case 'load':
      case 'store':
        key(step.key);
        break;
      default:
    }
  }
  return words;
}
