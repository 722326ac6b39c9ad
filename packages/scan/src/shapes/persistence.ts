import type { PackageFinding, Place } from '../packageFinding.ts';
import { PROCESS } from './apiGroups.ts';
import { constantsOf } from './constantsOf.ts';
import { isTestPath, type ShapeFile } from './shapeFile.ts';
import { shapeFinding } from './shapeFinding.ts';
import { writtenPath } from './writtenPath.ts';

/** Files that something reads and obeys by itself, later. */
const PLACES: readonly (readonly [what: string, path: RegExp])[] = [
  [
    'a shell start file',
    /(?:^|[/\\])\.(?:bashrc|bash_profile|zshrc|zprofile|zshenv|profile|bash_login|kshrc)$|config\.fish$|(?:^|[/\\])etc[/\\]profile/u,
  ],
  ['a crontab', /(?:^|[/\\])(?:etc[/\\]cron|var[/\\]spool[/\\]cron)/u],
  ['a systemd unit', /systemd[/\\](?:system|user)\b/u],
  ['an autostart entry', /\bautostart\b|Start Menu[/\\]+Programs[/\\]+Startup|CurrentVersion\\+Run\b/iu],
  ['a launch agent', /\bLaunch(?:Agents|Daemons)\b/u],
  ['a git hook', /\.git[/\\]hooks\b/u],
  ['tasks of an editor', /\.vscode[/\\](?:tasks|settings|extensions)\b/u],
  [
    'instructions of a coding agent',
    /(?:^|[/\\])(?:\.cursorrules|\.windsurfrules|CLAUDE\.md|AGENTS\.md|GEMINI\.md)$|\.(?:claude|cursor|gemini)[/\\](?:settings|rules|mcp|commands|hooks)\b|copilot-instructions\.md/u,
  ],
  ['a start file of Python', /(?:^|[/\\])(?:sitecustomize|usercustomize)\.py$|site-packages[/\\][^/\\]+\.pth$/u],
  ['keys that may log in', /\.ssh[/\\]authorized_keys/u],
];
const COMMANDS: readonly (readonly [what: string, command: RegExp])[] = [
  ['a crontab', /\bcrontab\s+(?:-\s|-$|-u|\/)|\|\s*crontab\b/u],
  ['a systemd unit', /\bsystemctl\b[^\n]*\benable\b/u],
  ['a launch agent', /\blaunchctl\s+(?:load|bootstrap|submit)\b/u],
  ['an autostart entry', /\breg(?:\.exe)?\s+add\b[^\n]*\\Run\b/iu],
  ['a scheduled task', /\bschtasks(?:\.exe)?\b[^\n]*\/create\b/iu],
  ['git hooks elsewhere', /\bgit\s+config\b[^\n]*\bcore\.hooksPath\b/u],
];

/** Writes into what runs again without the package: start files, schedules, hooks, instructions of agents. */
export function persistence(file: ShapeFile): PackageFinding[] {
  const { view } = file;
  if (view === undefined) return [];
  const found = new Map<string, { place: Place; atLoad: boolean }>();
  for (const seen of view.notableCalls) {
    const { call, apis, in: index } = seen;
    const path = writtenPath(view, seen);
    const note = (what: string): void => {
      if (found.get(what)?.atLoad === true) return;
      found.set(what, { place: file.place(call.span, `writes ${what}`), atLoad: view.runsAtLoad(index) });
    };
    if (path !== undefined) {
      const words = constantsOf(view, path);
      for (const [what, pattern] of PLACES)
        if (
          words.some((one) => one.length < 500 && pattern.test(one)) ||
          pattern.test(words.toReversed().join('/').slice(0, 2_000))
        )
          note(what);
    } else if (apis.some((one) => PROCESS.test(one))) {
      const command = call.arguments
        .flatMap((one) => constantsOf(view, one.value))
        .join(' ')
        .slice(0, 10_000);
      for (const [what, pattern] of COMMANDS) if (pattern.test(command)) note(what);
    }
  }
  const isTest = isTestPath(file.path);
  return [...found].map(([what, { place, atLoad }]) => {
    // Hooks of git are what several honest tools install, and say so.
    const isGrave = atLoad && !what.includes('git');
    return shapeFinding(
      'shape.persistence',
      isTest ? 'low' : isGrave ? 'high' : 'medium',
      isTest ? 'note' : isGrave ? 'hold' : 'review',
      [place],
      `${file.path} writes ${what}${atLoad ? ' as soon as it is loaded' : ''}: it then runs without the package.`,
      what,
    );
  });
}
