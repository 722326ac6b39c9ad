import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { type FoundFile, type PackageFinding, RULES } from '@portcullis/scan';
import { CliFault } from '../cliFault.ts';

export interface YaraOptions {
  /** Path of `yara` or of `yr` (YARA-X). */
  readonly program: string;
  /** Path of the rules. */
  readonly rules: string;
  readonly timeoutMs: number;
}

const MAX_OUTPUT = 4 * 1024 * 1024;

/**
 * What a user's YARA rules say of the files of a package: one finding a rule and file. The program is started
 * without a shell and with an empty environment, on copies in a folder that only this user may enter; the copies have
 * names of ours, so that no name of the package reaches its command line or its output, and are removed again.
 * Throws `bad-yara` where the program is absent, refuses the rules or takes too long.
 */
export async function runYara(files: readonly FoundFile[], options: YaraOptions): Promise<PackageFinding[]> {
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-yara-'));
  try {
    const copies = join(folder, 'files');
    mkdirSync(copies, { mode: 0o700 });
    files.forEach(({ bytes }, index) => writeFileSync(join(copies, String(index)), bytes, { mode: 0o600, flag: 'wx' }));
    const isYaraX = /^yr(\.exe)?$/.test(basename(options.program));
    const told = await run(
      options.program,
      // Both paths are absolute, so neither can be taken for an option.
      [...(isYaraX ? ['scan', '--recursive'] : ['-w', '-r']), resolve(options.rules), copies],
      options.timeoutMs,
    );
    return matchesIn(told, files, options.rules);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** One `rule path` a line; the path ends with the number of the copy. */
function matchesIn(told: string, files: readonly FoundFile[], rules: string): PackageFinding[] {
  const matches = told.split('\n').flatMap((line) => {
    const match = /^([A-Za-z_][A-Za-z0-9_]{0,127}) .*[/\\](\d+)$/.exec(line.trim());
    const file = files[Number(match?.[2] ?? -1)];
    return match?.[1] === undefined || file === undefined ? [] : [{ rule: match[1], path: file.path }];
  });
  return matches
    .toSorted((a, b) => (a.rule + a.path < b.rule + b.path ? -1 : 1))
    .map(({ rule, path }) => ({
      rule: 'user.yara' as const,
      severity: RULES['user.yara'].severity,
      confidence: 'medium' as const,
      decision: 'hold' as const,
      places: [{ file: path, what: `matches ${rule}` }],
      why: `Your YARA rule ${rule} of ${basename(rules)} matches ${path}.`,
      advice: RULES['user.yara'].advice,
      key: `user.yara ${rule} ${path}`,
    }));
}

async function run(program: string, args: readonly string[], timeoutMs: number): Promise<string> {
  return await new Promise((done, fail) => {
    const child = spawn(program, [...args], {
      env: {},
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: timeoutMs,
      killSignal: 'SIGKILL',
    });
    let out = '';
    let err = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text;
      if (out.length > MAX_OUTPUT) child.kill('SIGKILL');
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => (err = (err + text).slice(0, 2000)));
    child.once('error', (cause: NodeJS.ErrnoException) =>
      fail(badYara(`${program}: ${cause.code ?? cause.message}`, cause)),
    );
    child.once('close', (code, signal) => {
      if (code === 0) done(out);
      else if (out.length > MAX_OUTPUT) fail(badYara(`more than ${MAX_OUTPUT} characters of matches`));
      else if (signal !== null) fail(badYara(`no answer within ${timeoutMs / 1000} s`));
      else fail(badYara(`exit code ${code ?? 'unknown'}: ${err.trim().split('\n')[0] ?? ''}`));
    });
  });
}

function badYara(found: string, cause?: unknown): CliFault {
  return new CliFault('bad-yara', {
    message: 'YARA did not do its work, so nothing is judged by it.',
    found,
    expected: 'a `yara` or `yr` program that takes your rules',
    remedy: 'Try the rules with the program itself, or leave --yara out.',
    cause,
  });
}
