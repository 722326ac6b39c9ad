import { canonicalJson, type Digest, digestSchema, type Json } from '@portcullis/model';
import { z } from 'zod';
import { CAPABILITIES, type Capability } from '../flow/flowReport.ts';
import type { Analysis } from '../judge/analysis.ts';
import { ScanFault } from '../scanFault.ts';

/** What a person approved of one package. */
export interface LockedPackage {
  readonly version: string;
  readonly digest: Digest;
  readonly capabilities: readonly Capability[];
  /** What runs at install. */
  readonly hooks: readonly string[];
}

/** `portcullis.lock`: by package, what it may do. Deny by default: what is not in it is not approved. */
export interface CapabilityLock {
  readonly v: 1;
  /** By purl without a version. */
  readonly packages: Readonly<Record<string, LockedPackage>>;
}

const MAX_BYTES = 8 * 1024 * 1024;

const lockSchema: z.ZodType<CapabilityLock> = z.strictObject({
  v: z.literal(1),
  packages: z.record(
    z.string().startsWith('pkg:').max(512),
    z.strictObject({
      version: z.string().min(1).max(128),
      digest: digestSchema,
      capabilities: z.array(z.enum(CAPABILITIES)).max(CAPABILITIES.length),
      hooks: z.array(z.string().max(4096)).max(64),
    }),
  ),
});

/** Reads a lock file. Throws `bad-lock` with what is wrong where. */
export function parseLock(text: string): CapabilityLock {
  if (text.length > MAX_BYTES) throw badLock(`${text.length} characters`, `at most ${MAX_BYTES}`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw badLock(String(error), 'JSON as --write-lock writes it', error);
  }
  const parsed = lockSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw badLock(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`, 'a lock file as --write-lock writes it');
}

/** The text of a lock file: one line a member, sorted, so that its diff reads like the change it is. */
export function lockText(lock: CapabilityLock): string {
  const sorted: unknown = JSON.parse(canonicalJson(lock as unknown as Json));
  return `${JSON.stringify(sorted, null, 2)}\n`;
}

/** The lock with one version approved as it is; undefined where it has neither name nor version to be known by. */
export function approve(lock: CapabilityLock, analysis: Analysis): CapabilityLock | undefined {
  const name = lockName(analysis);
  if (name === undefined || analysis.version === undefined) return undefined;
  const entry: LockedPackage = {
    version: analysis.version,
    digest: analysis.digest,
    capabilities: [...new Set(analysis.uses.map(({ capability }) => capability))].toSorted(),
    hooks: [...analysis.declared.hooks],
  };
  return { v: 1, packages: { ...lock.packages, [name]: entry } };
}

/** The purl without its version, which the lock knows a package by. */
export function lockName({ name, ecosystem }: Pick<Analysis, 'name' | 'ecosystem'>): string | undefined {
  if (name === undefined) return undefined;
  return ecosystem === 'npm'
    ? `pkg:npm/${name.replace(/^@/, '%40')}`
    : `pkg:pypi/${name.toLowerCase().replaceAll(/[-_.]+/g, '-')}`;
}

function badLock(found: string, expected: string, cause?: unknown): ScanFault {
  return new ScanFault('bad-lock', {
    message: 'The lock file cannot be read.',
    found,
    expected,
    remedy: 'Mend it, or remove it and approve the packages anew with --write-lock.',
    cause,
  });
}
