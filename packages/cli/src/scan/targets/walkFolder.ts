import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_LIMITS, type FoundFile } from '@portcullis/scan';
import { CliFault } from '../../cliFault.ts';
import { nearPath } from '../../readEstate.ts';

export interface Walked {
  readonly files: readonly FoundFile[];
  readonly unread: readonly { readonly path: string; readonly why: string }[];
}

/**
 * All regular files below a folder, in the order of their paths. Links are not followed and are told as unread, as is
 * what passes the limits. `leavesOut` says of an entry, by its path from the folder, that it is no part of the package.
 * Throws `bad-target` for a folder that cannot be read.
 */
export function walkFolder(root: string, leavesOut: (path: string) => boolean = () => false): Walked {
  const files: FoundFile[] = [];
  const unread: { path: string; why: string }[] = [];
  let left = DEFAULT_LIMITS.totalBytes;

  function visit(folder: string, depth: number): void {
    for (const entry of entriesOf(join(root, folder)).toSorted()) {
      const path = folder === '' ? entry : `${folder}/${entry}`;
      if (leavesOut(path)) continue;
      if (files.length >= DEFAULT_LIMITS.files) {
        unread.push({ path, why: `there are more than ${DEFAULT_LIMITS.files} files` });
        return;
      }
      const found = lstatSync(join(root, path), { throwIfNoEntry: false });
      if (found === undefined) unread.push({ path, why: 'is gone since the folder was listed' });
      else if (found.isDirectory() && depth < DEFAULT_LIMITS.depth) visit(path, depth + 1);
      else if (found.isFile() && found.size <= Math.min(left, DEFAULT_LIMITS.fileBytes)) {
        const bytes = contentOf(join(root, path));
        if (bytes === undefined) unread.push({ path, why: 'cannot be read by this user' });
        else {
          left -= bytes.length;
          files.push({ path, bytes, isExecutable: (found.mode & 0o111) !== 0 });
        }
      } else unread.push({ path, why: whyNot(found) });
    }
  }

  visit('', 0);
  return { files, unread };
}

function entriesOf(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (cause) {
    throw new CliFault('bad-target', {
      message: 'A folder cannot be read, so nothing can be said of what is in it.',
      found: `${nearPath(folder)}: ${(cause as NodeJS.ErrnoException).code ?? String(cause)}`,
      expected: 'a folder that you can read whole',
      cause,
    });
  }
}

function contentOf(path: string): Uint8Array | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

function whyNot(found: ReturnType<typeof lstatSync> & object): string {
  if (found.isSymbolicLink()) return 'is a link, and links are not followed';
  if (found.isDirectory()) return `lies deeper than ${DEFAULT_LIMITS.depth} folders`;
  if (found.isFile()) return `has ${found.size} bytes, more than the limits allow`;
  return 'is neither file nor folder';
}
