import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type MeasuredRun, runMeasured } from './runMeasured.ts';
import type { Sample } from './sample.ts';

const PEER = path.join(import.meta.dirname, '..', '..', 'peers', 'guarddog');
const HOME = path.join(PEER, '.venv');
const PROGRAM = path.join(HOME, 'bin', 'guarddog');
const REQUIREMENTS = path.join(PEER, 'requirements.txt');
const STAMP = path.join(HOME, 'installed');
const INSTALL_MS = 300_000;

/** What GuardDog said of one package. */
export interface PeerAnswer {
  readonly run: MeasuredRun;
  /** Rules that hit, of capabilities and of threats. */
  readonly hits: number;
  /** Risks that it tells a user of, made of hits that belong together. */
  readonly risks: number;
}

/** Installs the peer, pinned to the last dependency, into a virtual environment beside its requirements. Gives the reason where that does not work. */
export async function installGuardDog(): Promise<string | undefined> {
  const wanted = readFileSync(REQUIREMENTS, 'utf8');
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted) return undefined;
  rmSync(HOME, { recursive: true, force: true });
  const steps: readonly [string, readonly string[]][] = [
    ['python3', ['-m', 'venv', HOME]],
    [
      path.join(HOME, 'bin', 'python'),
      ['-m', 'pip', 'install', '-q', '--disable-pip-version-check', '--only-binary=:all:', '-r', REQUIREMENTS],
    ],
  ];
  for (const [command, args] of steps) {
    try {
      const { code, err, out } = await runMeasured(command, args, { patienceMs: INSTALL_MS });
      if (code !== 0) {
        const [said = ''] = `${err}\n${out}`.split('\n').filter((line) => /error/i.test(line));
        return `${args.slice(0, 3).join(' ')} ended with ${code ?? 'a signal'}: ${said}`;
      }
    } catch (error) {
      return `${command} cannot be started: ${error instanceof Error ? error.message : String(error)}`;
    }
  }
  writeFileSync(STAMP, wanted);
  return undefined;
}

/** `guarddog npm|pypi scan ARCHIVE`, in its own sandbox, as a user starts it. Throws where it gave no answer. */
export async function runGuardDog({ ecosystem, archive }: Sample): Promise<PeerAnswer> {
  const run = await runMeasured(PROGRAM, [ecosystem, 'scan', archive, '--output-format', 'json']);
  const start = run.out.indexOf('{"package"');
  if (run.code !== 0 || start === -1)
    throw new Error(`guarddog ended with ${run.code ?? 'a signal'}: ${(run.err + run.out).slice(-500)}`);
  const { results, errors, risks } = JSON.parse(run.out.slice(start)) as {
    readonly results: Readonly<Record<string, unknown>>;
    readonly errors: Readonly<Record<string, unknown>>;
    readonly risks: readonly unknown[];
  };
  // A rule that could not run is no rule that did not hit.
  if (Object.keys(errors).length > 0) throw new Error(`guarddog could not apply ${Object.keys(errors).join(', ')}`);
  return { run, hits: Object.values(results).filter(isHit).length, risks: risks.length };
}

function isHit(found: unknown): boolean {
  if (found === null || found === undefined || found === false || found === '') return false;
  return typeof found !== 'object' || Object.keys(found).length > 0;
}
