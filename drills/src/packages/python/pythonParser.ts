import { createRequire } from 'node:module';
import { Language, type Node, Parser } from 'web-tree-sitter';

const require = createRequire(import.meta.url);

/** Parses Python to a tree; offsets are in UTF-16 units. Throws where a file has a syntax error. */
export type ParsePython = (file: string, text: string) => Node;

let ready: Promise<ParsePython> | undefined;

export function pythonParser(): Promise<ParsePython> {
  ready ??= load();
  return ready;
}

async function load(): Promise<ParsePython> {
  await Parser.init();
  const parser = new Parser();
  parser.setLanguage(await Language.load(require.resolve('tree-sitter-python/tree-sitter-python.wasm')));
  return (file, text) => {
    const root = parser.parse(text)?.rootNode;
    if (root === undefined || root.hasError) throw new SyntaxError(`${file}: no Python`);
    return root;
  };
}
