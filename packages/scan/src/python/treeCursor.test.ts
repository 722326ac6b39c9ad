import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Language, Parser, type Tree } from 'web-tree-sitter';
import { expect, test } from 'vitest';
import { startRuntime } from './startRuntime.ts';
import { addressOf, createTreeCursor } from './treeCursor.ts';

const find = createRequire(import.meta.url);
const runtime = await startRuntime(readFileSync(find.resolve('web-tree-sitter/web-tree-sitter.wasm')));
const parser = new Parser();
parser.setLanguage(await Language.load(readFileSync(find.resolve('tree-sitter-python/tree-sitter-python.wasm'))));
const cursor = createTreeCursor(runtime);

function parsed(text: string): Tree {
  const tree = parser.parse(text);
  if (tree === null) throw new TypeError('no tree');
  return tree;
}

/** Every node in its order, as a cursor tells it. */
function nodesByOurs(tree: Tree): number[][] {
  const at = addressOf(tree);
  const found: number[][] = [];
  cursor.open(at);
  for (let isWalking = true; isWalking;) {
    found.push([
      cursor.typeId(at),
      cursor.fieldId(at),
      cursor.startIndex(at),
      cursor.endIndex(at),
      cursor.isMissing(at),
    ]);
    if (cursor.toFirstChild(at) === 1) continue;
    while (isWalking && cursor.toNextSibling(at) !== 1) isWalking = cursor.toParent(at) === 1;
  }
  cursor.close(at);
  return found;
}

function nodesByBinding(tree: Tree): number[][] {
  const theirs = tree.walk();
  const found: number[][] = [];
  for (let isWalking = true; isWalking;) {
    const { nodeTypeId, currentFieldId, startIndex, endIndex, nodeIsMissing } = theirs;
    found.push([nodeTypeId, currentFieldId, startIndex, endIndex, Number(nodeIsMissing)]);
    if (theirs.gotoFirstChild()) continue;
    while (isWalking && !theirs.gotoNextSibling()) isWalking = theirs.gotoParent();
  }
  theirs.delete();
  return found;
}

test.each([
  ['nothing', ''],
  ['statements', 'import os\n\ndef f(a, *b, c=1):\n    return f"{a!r} {b[0]}" if c else {**a}\n'],
  ['letters of two units', 'x = "😀" + naïve  # 😀\n'],
  ['what does not parse', 'def f(:\n  return (1,\nclass\n x = [\n'],
  ['a deep tree', `x = ${'('.repeat(300)}1${')'.repeat(300)}\n`],
])('walks %s as the binding does', (_, text) => {
  const tree = parsed(text);
  expect(nodesByOurs(tree)).toEqual(nodesByBinding(tree));
  tree.delete();
});

test('what the parser made up stands only in trees that say they have an error', () => {
  const made = ['f(a', 'for x in:\n  y\n', 'while :\n x\n', 'a = 1\n'].map((text) => {
    const tree = parsed(text);
    const isMissing = nodesByOurs(tree).some((node) => node[4] === 1);
    const { hasError } = tree.rootNode;
    tree.delete();
    return { isMissing, hasError };
  });
  expect(made.some(({ isMissing }) => isMissing)).toBe(true);
  expect(made.filter(({ isMissing, hasError }) => isMissing && !hasError)).toEqual([]);
  expect(made.at(-1)).toEqual({ isMissing: false, hasError: false });
});

test('a runtime without the functions is refused, and a tree that was deleted', () => {
  expect(() => createTreeCursor({})).toThrow(/has no function ts_tree_root_node_wasm/);
  const tree = parsed('x = 1\n');
  tree.delete();
  expect(() => addressOf(tree)).toThrow(/was deleted/);
});
