import type { Tree } from 'web-tree-sitter';

/** A function of the runtime that is given the address of a tree. */
type OfTree = (tree: number) => number;

/**
 * What moves through a tree and tells where it stands. Between two calls the runtime keeps the place in its own memory, so
 * that one tree is walked at a time: from `open` to `close`, and nothing else is asked of the runtime meanwhile.
 */
export interface TreeCursor {
  /** Stands at the root. */
  open(tree: number): void;
  readonly typeId: OfTree;
  readonly fieldId: OfTree;
  readonly startIndex: OfTree;
  readonly endIndex: OfTree;
  /** These give 1 for yes. */
  readonly isMissing: OfTree;
  readonly toFirstChild: OfTree;
  readonly toNextSibling: OfTree;
  readonly toParent: OfTree;
  readonly close: OfTree;
}

/**
 * The cursor of a runtime that was started, by the runtime's own functions. The binding has one as well, which carries its
 * place into the runtime's memory and out again at every call: that takes longer than the move. Throws where the runtime
 * lacks such a function.
 */
export function createTreeCursor(runtime: object): TreeCursor {
  const functions = runtime as Readonly<Record<string, unknown>>;
  const named = (name: string): OfTree => {
    const found = functions[`_ts_${name}_wasm`];
    if (typeof found !== 'function') {
      throw new TypeError(
        `the tree-sitter runtime has no function ts_${name}_wasm: install the version of web-tree-sitter that the lock file names`,
      );
    }
    return found as OfTree;
  };
  const [toRoot, begin] = [named('tree_root_node'), named('tree_cursor_new')];
  return {
    open(tree) {
      // Each leaves what it found where the next one looks for it.
      toRoot(tree);
      begin(tree);
    },
    typeId: named('tree_cursor_current_node_type_id'),
    fieldId: named('tree_cursor_current_field_id'),
    startIndex: named('tree_cursor_start_index'),
    endIndex: named('tree_cursor_end_index'),
    isMissing: named('tree_cursor_current_node_is_missing'),
    toFirstChild: named('tree_cursor_goto_first_child'),
    toNextSibling: named('tree_cursor_goto_next_sibling'),
    toParent: named('tree_cursor_goto_parent'),
    close: named('tree_cursor_delete'),
  };
}

/** Where the runtime keeps a tree. Throws for one that was deleted. */
export function addressOf(tree: Tree): number {
  const address = (tree as unknown as Readonly<Record<number, unknown>>)[0];
  if (typeof address !== 'number' || address === 0) throw new TypeError('the tree has no address: it was deleted');
  return address;
}
