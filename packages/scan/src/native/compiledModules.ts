/** What a compiler left in a binary about itself and what it compiled. */
export interface CompiledModules {
  readonly language?: 'go' | 'rust';
  /** `name version`, sorted. */
  readonly modules: readonly string[];
}

/** Where Go puts its build information (debug/buildinfo). */
const GO_MARK = Buffer.from('\xff Go buildinf:', 'latin1');
/** Paths of sources in messages, which every Rust program with panics has. */
const CRATE = /registry[/\\]src[/\\][^/\\]{1,80}[/\\]([a-z0-9_-]{1,64})-(\d+\.\d+\.\d+[0-9a-z.+-]{0,30})[/\\]/gi;
const MOST = 1000;
const PIECE = 1024 * 1024;

export function compiledModules(bytes: Uint8Array): CompiledModules {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const go = goModules(buffer);
  if (go !== undefined) return { language: 'go', modules: go };
  if (!buffer.includes('rust')) return { modules: [] };
  const crates = new Set<string>();
  let isRust = buffer.includes('/rustc/') || buffer.includes('rustc version') || buffer.includes('rust_panic');
  for (let at = 0; at < buffer.length && crates.size < MOST; at += PIECE) {
    const piece = buffer.subarray(at, at + PIECE + 512).toString('latin1');
    for (const [, name = '', version = ''] of piece.matchAll(CRATE)) crates.add(`${name} ${version}`);
  }
  isRust ||= crates.size > 0;
  return { ...(isRust ? { language: 'rust' } : {}), modules: [...crates].sort().slice(0, MOST) };
}

/** Version of Go and its modules; undefined where Go did not build it. */
function goModules(buffer: Buffer): string[] | undefined {
  const mark = buffer.indexOf(GO_MARK);
  if (mark === -1) return undefined;
  // Since Go 1.18 both texts follow the mark; before, only addresses of them, whose texts are found by their form.
  const text = buffer.subarray(mark, mark + 256 * 1024).toString('latin1');
  const modules = new Set<string>();
  const version = /go1\.\d{1,3}(?:\.\d{1,3})?/.exec(text)?.[0];
  if (version !== undefined) modules.add(`go ${version.slice(2)}`);
  for (const [, name = '', found = ''] of text.matchAll(
    /(?:^|\n)(?:mod|dep|=>)\t([\w./~-]{1,200})\t(v?[\w.+()-]{1,80})/g,
  )) {
    if (modules.size < MOST) modules.add(`${name} ${found}`);
  }
  return [...modules].sort();
}
