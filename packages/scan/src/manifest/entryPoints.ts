import { shadowsCommand } from './commonCommands.ts';
import type { Command } from './manifest.ts';
import type { ManifestNotes } from './manifestNotes.ts';

const COMMAND_GROUPS: ReadonlySet<string> = new Set(['console_scripts', 'gui_scripts']);

/** One entry point of Python (packaging specification, entry points). */
export interface EntryPoint {
  readonly group: string;
  readonly name: string;
  readonly target: string;
  readonly line?: number;
}

/** Parts entry points into commands and what other programs load by themselves; a command with a common name is a finding. */
export function sortEntryPoints(
  file: string,
  points: readonly EntryPoint[],
  packageName: string | undefined,
  notes: ManifestNotes,
): { readonly commands: Command[]; readonly plugins: string[] } {
  const commands: Command[] = [];
  const plugins: string[] = [];
  for (const { group, name, target, line } of points) {
    if (!COMMAND_GROUPS.has(group)) {
      plugins.push(`${group}: ${name} = ${target}`);
      continue;
    }
    commands.push({ name, target, file });
    if (!shadowsCommand(name, packageName)) continue;
    notes.find({
      rule: 'manifest.shadowed-command',
      decision: 'review',
      file,
      line,
      text: `${name} = ${target}`,
      what: 'takes the place of a common command',
      why: `Where the package is on the path, typing ${name} starts its ${target}.`,
    });
  }
  return { commands, plugins };
}
