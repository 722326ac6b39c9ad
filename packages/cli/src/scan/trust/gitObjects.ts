import { createHash } from 'node:crypto';
import type { FoundFile } from '@portcullis/scan';
import { badGit, type Git } from './runGit.ts';

/** A commit as its bytes say it. */
export interface Commit {
  readonly id: string;
  readonly tree: string;
  /** Seconds since 1970, as whoever committed said. */
  readonly committed: number;
  /** The signature in its armour, and the bytes that it was made over. */
  readonly signature: { readonly text: string; readonly signed: Buffer } | undefined;
}

const MAX_TREE_BYTES = 768 * 1024 * 1024;
const MOST_FILES = 200_000;
const DEEPEST = 64;

/** The full id of the commit that a name stands for. Throws `bad-source`. */
export async function resolveCommit(git: Git, name: string): Promise<string> {
  const { code, out } = await git(['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`]);
  const id = out.toString('utf8').trim();
  if (code === 0 && /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(id)) return id;
  throw badGit(`${name}: no such commit`);
}

/** Reads a commit and holds its bytes against its id. Throws `bad-source`. */
export async function readCommit(git: Git, id: string): Promise<Commit> {
  const bytes = (await readObjects(git, [id], 'commit')).get(id) ?? Buffer.alloc(0);
  const end = bytes.indexOf('\n\n');
  const head = bytes.subarray(0, end < 0 ? bytes.length : end + 1).toString('latin1');
  const tree = /^tree ([0-9a-f]+)$/m.exec(head)?.[1];
  const committed = /^committer .* (\d{1,12}) [+-]\d{4}$/m.exec(head)?.[1];
  if (tree === undefined || committed === undefined) throw badGit(`${id} is no commit`);
  return { id, tree, committed: Number(committed), signature: signatureIn(bytes, head) };
}

/** All regular files of a tree, from the objects, each held against its id. Links and other repositories are left out. */
export async function readTree(git: Git, tree: string, wants: (path: string) => boolean): Promise<FoundFile[]> {
  const files: { path: string; id: string; isExecutable: boolean }[] = [];
  let level = [{ path: '', id: tree }];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > DEEPEST || files.length > MOST_FILES) throw badGit('a tree that is deeper or wider than any source');
    const trees = await readObjects(
      git,
      level.map(({ id }) => id),
      'tree',
    );
    const next: typeof level = [];
    for (const { path, id } of level)
      for (const entry of entriesOf(trees.get(id) ?? Buffer.alloc(0), id.length / 2)) {
        const whole = path + entry.name;
        if (entry.mode === '40000') next.push({ path: `${whole}/`, id: entry.id });
        else if (entry.mode.startsWith('100') && wants(whole))
          files.push({ path: whole, id: entry.id, isExecutable: entry.mode === '100755' });
      }
    level = next;
  }
  const blobs = await readObjects(
    git,
    files.map(({ id }) => id),
    'blob',
  );
  return files.map(({ path, id, isExecutable }) => ({ path, bytes: blobs.get(id) ?? Buffer.alloc(0), isExecutable }));
}

/** Objects by their ids. A clone that keeps other bytes under an id than the id stands for is refused. */
async function readObjects(git: Git, ids: readonly string[], type: string): Promise<Map<string, Buffer>> {
  const wanted = [...new Set(ids)];
  const objects = new Map<string, Buffer>();
  if (wanted.length === 0) return objects;
  const { code, out } = await git(['cat-file', '--batch'], {
    input: wanted.map((id) => `${id}\n`).join(''),
    maxBytes: MAX_TREE_BYTES,
  });
  let at = 0;
  for (const id of wanted) {
    const end = out.indexOf('\n', at);
    const head = end < 0 ? '' : out.subarray(at, end).toString('latin1');
    const size = new RegExp(`^${id} ${type} (\\d+)$`).exec(head)?.[1];
    if (code !== 0 || size === undefined) throw badGit(`${type} ${id}: ${head === '' ? 'git ended' : head}`);
    const bytes = out.subarray(end + 1, end + 1 + Number(size));
    const digest = createHash(id.length === 40 ? 'sha1' : 'sha256')
      .update(`${type} ${size}\0`)
      .update(bytes)
      .digest('hex');
    if (digest !== id) throw badGit(`${type} ${id} has the bytes of ${digest}`);
    objects.set(id, bytes);
    at = end + 2 + Number(size);
  }
  return objects;
}

function entriesOf(
  tree: Buffer,
  idBytes: number,
): readonly { readonly mode: string; readonly name: string; readonly id: string }[] {
  const entries: { mode: string; name: string; id: string }[] = [];
  for (let at = 0; at < tree.length;) {
    const [space, end] = [tree.indexOf(' ', at), tree.indexOf(0, at)];
    if (space < 0 || end < space) throw badGit('a tree that cannot be read');
    entries.push({
      mode: tree.subarray(at, space).toString('latin1'),
      name: tree.subarray(space + 1, end).toString('utf8'),
      id: tree.subarray(end + 1, end + 1 + idBytes).toString('hex'),
    });
    at = end + 1 + idBytes;
  }
  return entries;
}

/** The header `gpgsig`, whose further lines begin with a space, and the commit without it. */
function signatureIn(bytes: Buffer, head: string): Commit['signature'] {
  const found = /^gpgsig(?:-sha256)? (.*\n(?: .*\n)*)/m.exec(head);
  if (found === null) return undefined;
  const signed = Buffer.concat([bytes.subarray(0, found.index), bytes.subarray(found.index + found[0].length)]);
  return { text: (found[1] ?? '').replaceAll(/^ /gm, ''), signed };
}
