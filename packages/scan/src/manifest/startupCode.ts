import type { PackageFile } from '../artifact.ts';
import { commandTraits } from './commandTraits.ts';
import type { Hook } from './manifest.ts';
import type { ManifestContext, ManifestPart } from './manifestPart.ts';

/** Where a wheel puts files on the path that Python looks through at its start. */
const SITE = /^(?:[^/]+\.data\/(?:purelib|platlib)\/)?([^/]+)$/;
/** What a start file has no business with. */
const GRAVE =
  /\b(?:exec|eval|compile)\s*\(|\b__import__\s*\(\s*(?!['"]\w+['"]\s*\))|\bbase64\b|\bzlib\b|\bmarshal\b|\bsubprocess\b|\bos\s*\.\s*(?:system|popen|spawn|exec)|\bsocket\b|\burllib\b|\brequests\b|\bhttp\s*\.\s*client\b|\bctypes\b|\bfromhex\b/;
const LINES = 200;

/**
 * Files that Python runs at every start, whatever program is started: lines of `.pth` files that begin with `import`,
 * `sitecustomize.py` and `usercustomize.py`.
 */
export function readStartupCode(context: ManifestContext): ManifestPart {
  const hooks: Hook[] = [];
  for (const file of context.files.values()) {
    const name = SITE.exec(file.path)?.[1];
    if (name === undefined) continue;
    if (/\.pth$/i.test(name)) hooks.push(...pathFile(file, context));
    else if (name === 'sitecustomize.py' || name === 'usercustomize.py') hooks.push(wholeFile(file, context));
  }
  return { hooks };
}

function pathFile(file: PackageFile, { files, notes }: ManifestContext): Hook[] {
  const hooks: Hook[] = [];
  for (const [index, line] of (notes.text(file) ?? '').split(/\r\n|\r|\n/).entries()) {
    // Other lines only add a folder to the path.
    if (!/^import[ \t]/.test(line)) continue;
    if (hooks.length === LINES) {
      notes.unread(file.path, `has more than ${LINES} lines of code`);
      break;
    }
    const modules = [...line.matchAll(/\b(?:import|from)\s+([\w.]+)/g)].map(([, module = '']) =>
      module.replaceAll('.', '/'),
    );
    const runs = modules
      .flatMap((module) => [`${module}.py`, `${module}/__init__.py`])
      .filter((path) => files.has(path));
    hooks.push({ file: file.path, name: file.path, when: 'start', command: line, line: index + 1, runs });
    const { hidden, network } = commandTraits(line);
    const grave = GRAVE.exec(line)?.[0] ?? hidden ?? network;
    found(file, index + 1, line, grave, notes);
  }
  return hooks;
}

function wholeFile(file: PackageFile, { notes }: ManifestContext): Hook {
  found(file, undefined, file.path, undefined, notes);
  return { file: file.path, name: file.path, when: 'start', command: file.path, runs: [file.path] };
}

function found(
  file: PackageFile,
  line: number | undefined,
  text: string,
  grave: string | undefined,
  notes: ManifestContext['notes'],
): void {
  notes.find({
    rule: 'manifest.startup-code',
    decision: grave === undefined ? 'review' : 'hold',
    file: file.path,
    line,
    text,
    what:
      grave === undefined ? 'runs at every start of Python' : 'runs at every start of Python and loads or sends code',
    why: 'Once installed, this runs in every Python program of the machine, whether it uses the package or not.',
  });
}
