/** So many values or steps a package may have for what was made for it to be kept: some megabytes. */
const MOST_KEPT = 20_000;

const kept = new Map<string, readonly unknown[]>();

/**
 * Keeps some closures, and the objects they work on, until the next of their kind. V8 holds the machine code of a function
 * only as long as one of its closures lives, and the shape of an object as long as there is such an object. Here all of
 * them are one package's and go together, and with them, at the next collection, what it took seconds to compile.
 * A closure that was called has its code; `size` is of what it holds, and much is not kept.
 */
export function keepCompiled(kind: string, size: number, made: readonly unknown[]): void {
  if (size <= MOST_KEPT) kept.set(kind, made);
}
