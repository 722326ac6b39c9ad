import type { PackageFile } from '../artifact.ts';
import { commandTraits, judgeCommand, startedFiles } from './commandTraits.ts';
import type { Hook } from './manifest.ts';
import type { ManifestContext, ManifestPart } from './manifestPart.ts';

/** `<!(command)` and `<!@(command)` run while the file is read, `>!` and `^!` in later phases (GYP, variable expansions). */
const EXPANSION = /[<>^]!@?\(/g;
const EXPANSIONS = 200;

/**
 * `binding.gyp`, whose mere presence makes npm compile at install, and which runs commands of its own while it is
 * read. Only these and its actions are looked for; the rest of the format tells a compiler what to compile.
 */
export function readBindingGyp(file: PackageFile, isImplicit: boolean, context: ManifestContext): ManifestPart {
  const text = context.notes.text(file);
  if (text === undefined) return {};
  const hooks: Hook[] = [];
  const has = (path: string): boolean => context.files.has(path);
  if (isImplicit) {
    hooks.push({ file: file.path, name: 'binding.gyp', when: 'install', command: 'node-gyp rebuild', runs: [] });
    context.notes.find({
      rule: 'manifest.install-hook',
      decision: 'note',
      file: file.path,
      text: 'node-gyp rebuild',
      what: 'is compiled at install',
      why: 'npm compiles the package at install because it has a binding.gyp, although no script says so.',
    });
  }
  for (const { command, line } of commandsOf(text)) {
    hooks.push({
      file: file.path,
      name: 'binding.gyp',
      when: 'install',
      command,
      line,
      runs: startedFiles(command, has),
    });
    const { decision, reason } = judgeCommand(commandTraits(command));
    context.notes.find({
      rule: 'manifest.build-command',
      decision,
      file: file.path,
      line,
      text: command,
      what: `runs while the file is read: ${reason}`,
      why: `The build file runs a command on every machine that compiles the package: ${reason}.`,
    });
  }
  return { hooks };
}

function commandsOf(text: string): { command: string; line: number }[] {
  const found: { command: string; line: number }[] = [];
  let line = 1;
  let counted = 0;
  for (const match of text.matchAll(EXPANSION)) {
    if (found.length === EXPANSIONS) break;
    const start = match.index + match[0].length;
    for (let at = text.indexOf('\n', counted); at !== -1 && at < start; at = text.indexOf('\n', at + 1)) {
      line += 1;
      counted = at + 1;
    }
    found.push({ command: text.slice(start, closing(text, start)), line });
  }
  return [...found, ...actionsOf(text)];
}

/** The bracket that closes the one before `start`; the end of the line where none does. */
function closing(text: string, start: number): number {
  let open = 1;
  for (let at = start; at < text.length && at < start + 4000; at += 1) {
    if (text[at] === '(') open += 1;
    if (text[at] === ')') open -= 1;
    if (open === 0) return at;
  }
  const end = text.indexOf('\n', start);
  return Math.min(end === -1 ? text.length : end, start + 4000);
}

/** `'action': ['program', 'argument', …]` of an action or rule. */
function actionsOf(text: string): { command: string; line: number }[] {
  const found: { command: string; line: number }[] = [];
  for (const match of text.matchAll(/['"]action['"]\s*:\s*\[([^\]]{1,4000})\]/g)) {
    if (found.length === EXPANSIONS) break;
    const words = [...(match[1] ?? '').matchAll(/'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"/g)];
    const command = words.map(([, single, double]) => single ?? double ?? '').join(' ');
    const line = text.slice(0, match.index).split('\n').length;
    // An expansion inside an action is already listed.
    if (command !== '' && !EXPANSION.test(command)) found.push({ command, line });
    EXPANSION.lastIndex = 0;
  }
  return found;
}
