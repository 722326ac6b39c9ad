import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, availableParallelism } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { NO_TRUST_RULES, parseFeed, parseLock, parseTrustRules, parseUserRules } from '@portcullis/scan';
import { CliFault } from '../cliFault.ts';
import type { ExitCode } from '../exitCode.ts';
import { readTextFile } from '../intent/intentFile.ts';
import { readEstate } from '../readEstate.ts';
import { type AnalysisCache, openAnalysisCache } from '../scan/analysisCache.ts';
import { judgeAll } from '../scan/judgeAll.ts';
import { createDependencyJudge, type JudgeDependencies, leaveDependencies } from '../scan/judgeDependencies.ts';
import type { JudgeSettings } from '../scan/judgeTarget.ts';
import { judgeVersion } from '../scan/judgeVersion.ts';
import { readPermits } from '../scan/readPermits.ts';
import { dependencyTargets } from '../scan/registry/dependencyTargets.ts';
import type { PurlContext } from '../scan/registry/purlTargets.ts';
import { createRegistries } from '../scan/registry/registries.ts';
import { reportScan } from '../scan/reportScan.ts';
import { runYara } from '../scan/runYara.ts';
import { findTargets } from '../scan/targets/findTargets.ts';
import { readSource, type SourceOptions } from '../scan/trust/readSource.ts';
import { readTrustRoots } from '../scan/trust/readTrustRoots.ts';
import type { GetRoots } from '../scan/trust/releaseQuestion.ts';
import { createJudgePool, JUDGE_LIMITS } from '../scan/worker/judgePool.ts';
import { writeLock } from '../scan/writeLock.ts';
import type { Shell } from '../shell.ts';

export interface ScanOptions extends SourceOptions {
  readonly since?: string;
  readonly lock?: string;
  readonly writeLock?: boolean;
  readonly rules?: readonly string[];
  readonly feed?: string;
  readonly permit?: readonly string[];
  readonly source?: string;
  readonly trust?: string;
  readonly trustRoot?: string;
  readonly yara?: readonly string[];
  readonly sarif?: string;
  readonly all?: boolean;
  readonly failOn: 'hold' | 'review';
  /** False with --no-cache. */
  readonly cache: string | boolean;
  readonly offline?: boolean;
  /** False with --no-dependencies. */
  readonly dependencies: boolean;
}

const ANALYSER = fileURLToPath(new URL('../scan/worker/analysePackage.ts', import.meta.url));
const MAX_RULES = 1_000_000;
const MAX_TRUST = 1_000_000;
const MAX_LOCK = 16_000_000;
const MAX_FEED = 512_000_000;
const YARA_MS = 120_000;

/** `scan TARGET…`: exit code 1 where something is held (or is to be reviewed, with --fail-on review). */
export async function scan(shell: Shell, args: readonly string[], options: ScanOptions): Promise<ExitCode> {
  const rules = (options.rules ?? []).map((name) => ({ name, text: readTextFile(name, MAX_RULES) }));
  // Every mistake of a rule is told before the first package is looked at.
  for (const { name, text } of rules) parseUserRules(text, name);
  const yara = yaraOf(options.yara);
  if (options.sarif === '-' && shell.json)
    throw new CliFault('bad-usage', {
      message: 'Two reports cannot go to stdout.',
      found: '--sarif - and --json',
      expected: 'one of them, or a file for --sarif',
    });
  const lockFile = options.lock ?? 'portcullis.lock';
  checkSourceOptions(options);
  let read: ReturnType<typeof readTrustRoots> | undefined;
  const roots: GetRoots = () => (read ??= readTrustRoots(options.trustRoot, shell.env));
  // A file that is named and cannot be used is told before anything is judged.
  if (options.trustRoot !== undefined) await roots();
  const settings: Omit<JudgeSettings, 'pool' | 'source' | 'sourceFindings'> = {
    cache: openCache(shell, options.cache),
    version: judgeVersion(),
    rules,
    trust: {
      rules:
        options.trust === undefined
          ? NO_TRUST_RULES
          : parseTrustRules(readTextFile(options.trust, MAX_TRUST), options.trust),
      roots,
      now: shell.clock(),
    },
    // Who approves what is there does not hold it against what was there.
    lock:
      options.lock === undefined || options.writeLock === true
        ? undefined
        : parseLock(readTextFile(options.lock, MAX_LOCK)),
    feed: options.feed === undefined ? undefined : parseFeed(readTextFile(options.feed, MAX_FEED)),
    permits:
      options.permit === undefined
        ? []
        : await readPermits(options.permit, readEstate(shell.estateFile), shell.clock()),
    yara,
  };
  const progress = shell.progress('Looking for packages');
  const workers = availableParallelism();
  const pool = createJudgePool({ analyser: ANALYSER, workers, limits: JUDGE_LIMITS });
  const context: PurlContext = {
    registries: createRegistries(shell.env, shell.signal),
    signal: shell.signal,
    isOffline: options.offline === true,
  };
  try {
    const targets = await findTargets(args, options.since, context);
    const source =
      options.source === undefined
        ? undefined
        : await readSource(options.source, sourceOptions(options), targets, roots, shell.env);
    progress.at(`Judging ${targets.length === 1 ? (targets[0]?.name ?? '') : `${targets.length} packages`}`);
    // One more than workers, so that the next is loaded while they work.
    const judged = await judgeAll(
      targets,
      {
        ...settings,
        source: source?.files,
        sourceFindings: source?.findings ?? [],
        pool,
        judgeDependencies: dependencyJudge(options, context, { ...settings, pool }),
      },
      workers + 1,
      (done) => progress.at(`Judged ${done} of ${targets.length} packages`),
    );
    progress.end();
    const locked = options.writeLock === true ? writeLock(lockFile, judged) : undefined;
    return reportScan(shell, judged, {
      confinement: pool.confinement(),
      failOn: options.failOn,
      showNotes: options.all === true,
      sarif: options.sarif,
      writeFile: writeWhole,
      folderOf: (target) => (target.folder === undefined ? undefined : relative(process.cwd(), target.folder)),
      locked,
    });
  } finally {
    progress.end();
    pool.close();
  }
}

function dependencyJudge(
  { dependencies, offline = false }: Pick<ScanOptions, 'dependencies' | 'offline'>,
  context: PurlContext,
  settings: Omit<JudgeSettings, 'source' | 'sourceFindings'>,
): JudgeDependencies {
  if (!dependencies) return leaveDependencies('--no-dependencies');
  if (offline) return leaveDependencies('--offline fetches nothing');
  // The source tree and the lock are about the package that was given.
  return createDependencyJudge(dependencyTargets(context), {
    ...settings,
    source: undefined,
    sourceFindings: [],
    lock: undefined,
  });
}

function yaraOf(given: readonly string[] | undefined): JudgeSettings['yara'] {
  if (given === undefined) return undefined;
  const [program, rules, ...rest] = given;
  if (program === undefined || rules === undefined || rest.length > 0)
    throw new CliFault('bad-usage', {
      message: '--yara takes a program and its rules.',
      found: given.join(' '),
      expected: '--yara /usr/bin/yara rules.yar',
    });
  return async (files) => await runYara(files, { program, rules, timeoutMs: YARA_MS });
}

function sourceOptions({ commit, commitBefore, branch, allowedSigners }: ScanOptions): SourceOptions {
  return {
    ...(commit === undefined ? {} : { commit }),
    ...(commitBefore === undefined ? {} : { commitBefore }),
    ...(branch === undefined ? {} : { branch }),
    ...(allowedSigners === undefined ? {} : { allowedSigners }),
  };
}

/** An option that would do nothing would be taken for a check that was made. */
function checkSourceOptions(options: ScanOptions): void {
  const [alone] = Object.keys(sourceOptions(options));
  if (alone === undefined || options.source !== undefined) return;
  throw new CliFault('bad-usage', {
    message: 'Commits, branches and signers are looked up in the source.',
    found: `--${alone.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)} without --source`,
    expected: '--source with a clone of git',
  });
}

/** Where the XDG base directories say; the key beside it and never in it, so that a copied cache is worth nothing. */
function openCache({ env }: Shell, given: string | boolean): AnalysisCache | undefined {
  if (given === false) return undefined;
  const home = env['HOME'] ?? homedir();
  const cache =
    typeof given === 'string'
      ? resolve(given)
      : join(env['XDG_CACHE_HOME'] ?? join(home, '.cache'), 'portcullis', 'scan');
  return openAnalysisCache({
    cache,
    state: join(env['XDG_STATE_HOME'] ?? join(home, '.local', 'state'), 'portcullis'),
  });
}

/** A report that is cut off must not be taken for a whole one. */
function writeWhole(file: string, text: string): void {
  const fresh = `${file}.${process.pid}.part`;
  try {
    writeFileSync(fresh, text);
    renameSync(fresh, file);
  } catch (cause) {
    rmSync(fresh, { force: true });
    throw new CliFault('unreadable-file', {
      message: 'A report cannot be written.',
      found: `${file}: ${(cause as NodeJS.ErrnoException).code ?? String(cause)}`,
      expected: 'a file in a folder that you can write to',
      cause,
    });
  }
}
