import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createPythonLowering, type PythonLowering } from '../createPythonLowering.ts';

/** The lowering with the parser that is installed. */
export async function installedPythonLowering(): Promise<PythonLowering> {
  const find = createRequire(import.meta.url);
  return createPythonLowering({
    runtime: readFileSync(find.resolve('web-tree-sitter/web-tree-sitter.wasm')),
    grammar: readFileSync(find.resolve('tree-sitter-python/tree-sitter-python.wasm')),
  });
}
