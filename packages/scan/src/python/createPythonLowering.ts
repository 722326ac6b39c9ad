import { Language, Parser } from 'web-tree-sitter';
import type { ModuleIr } from '../ir/moduleIr.ts';
import { lowerModule } from './lowerModule.ts';
import { createTreeReader } from './pythonTree.ts';
import { startRuntime } from './startRuntime.ts';
import { createTreeCursor } from './treeCursor.ts';

/** Lowers one Python file, given its path in the package and its decoded text. Does not throw on any text. */
export type PythonLowering = (file: string, text: string) => ModuleIr;

/**
 * Starts tree-sitter from its own bytes: `runtime` is `web-tree-sitter.wasm`, `grammar` `tree-sitter-python.wasm`.
 * The runtime is started once in a thread; a second call there shares it. Throws where the bytes are not those.
 */
export async function createPythonLowering(bytes: {
  readonly runtime: Uint8Array;
  readonly grammar: Uint8Array;
}): Promise<PythonLowering> {
  const runtime = await startRuntime(bytes.runtime);
  const language = await Language.load(bytes.grammar);
  const parser = new Parser();
  parser.setLanguage(language);
  const read = createTreeReader(language, createTreeCursor(runtime));
  return (file, text) => {
    const tree = parser.parse(text);
    if (tree === null) throw new TypeError(`the parser gave no tree for ${file}`);
    try {
      return lowerModule(file, read(tree, text));
    } finally {
      tree.delete();
    }
  };
}
