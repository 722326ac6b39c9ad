import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Hostile } from './hostileArchives.ts';

/**
 * Reads archives as pip does, with Python's own zipfile and tarfile: the content of every entry that is a file, by its
 * name and the SHA-256 of its bytes; a text is the error that ended it.
 */
const SCRIPT = String.raw`
import hashlib, json, sys, tarfile, zipfile
def digest(data): return hashlib.sha256(data).hexdigest()
def read(path):
    found = {}
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            for info in archive.infolist():
                if not info.filename.endswith('/'): found[info.filename] = digest(archive.open(info.filename).read())
        return found
    with tarfile.open(path, 'r:gz', encoding='utf-8') as archive:
        for member in archive.getmembers():
            if member.isdir() or member.issym(): continue
            data = archive.extractfile(member)
            if data is not None: found[member.name] = digest(data.read())
    return found
answers = []
for path in sys.stdin.read().splitlines():
    try: answers.append(read(path))
    except Exception as error: answers.append(type(error).__name__)
json.dump(answers, sys.stdout)
`;

export type PythonAnswer = Readonly<Record<string, string>> | string;

export function hasPython(): boolean {
  try {
    execFileSync('python3', ['-c', 'import zipfile, tarfile'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** One answer for each archive. They are never unpacked to the disk. */
export function pythonReads(archives: readonly Hostile[]): PythonAnswer[] {
  const folder = mkdtempSync(path.join(tmpdir(), 'archives-'));
  try {
    const paths = archives.map(({ name, bytes }, index) => {
      const file = path.join(folder, `${index}-${name}`);
      writeFileSync(file, bytes);
      return file;
    });
    const answer = execFileSync('python3', ['-c', SCRIPT], { input: paths.join('\n'), maxBuffer: 1 << 28 });
    return JSON.parse(answer.toString()) as PythonAnswer[];
  } finally {
    rmSync(folder, { recursive: true });
  }
}
