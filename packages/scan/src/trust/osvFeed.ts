import { compare as comparePep440, valid as validPep440 } from '@renovatebot/pep440';
import { compare as compareSemver, valid as validSemver } from 'semver';
import { z } from 'zod';
import type { Ecosystem } from '../artifact.ts';
import type { PackageFinding } from '../packageFinding.ts';
import { RULES } from '../rules.ts';
import { ScanFault } from '../scanFault.ts';
import { excerpt } from '../textOf.ts';

const MAX_CHARACTERS = 512 * 1024 * 1024;
const ECOSYSTEMS: Readonly<Record<string, Ecosystem>> = { npm: 'npm', PyPI: 'pypi' };

const eventSchema = z.looseObject({
  introduced: z.string().max(256).optional(),
  fixed: z.string().max(256).optional(),
  last_affected: z.string().max(256).optional(),
});
/** As much of the OSV schema 1.x as says which versions of which package are meant. */
const recordSchema = z.looseObject({
  id: z.string().min(1).max(256),
  summary: z.string().max(65_536).optional(),
  withdrawn: z.string().optional(),
  affected: z
    .array(
      z.looseObject({
        package: z.looseObject({ ecosystem: z.string().max(64), name: z.string().min(1).max(512) }),
        ranges: z
          .array(z.looseObject({ type: z.string(), events: z.array(eventSchema).max(4096) }))
          .max(4096)
          .optional(),
        versions: z.array(z.string().max(256)).max(65_536).optional(),
      }),
    )
    .max(4096)
    .optional(),
});
type OsvRecord = z.infer<typeof recordSchema>;
type Affected = NonNullable<OsvRecord['affected']>[number];

/** Known-bad versions by package, from a file in the OSV format. */
export interface OsvFeed {
  readonly records: number;
  find(ecosystem: Ecosystem, name: string, version: string): readonly PackageFinding[];
}

/**
 * Reads a feed: one OSV record, a list of them, or one a line (OSV schema, https://ossf.github.io/osv-schema).
 * Records of other ecosystems and withdrawn ones are passed over. Throws `bad-feed` with the record that is wrong:
 * a feed that is half read would let the other half through.
 */
export function parseFeed(text: string): OsvFeed {
  if (text.length > MAX_CHARACTERS) throw badFeed(`${text.length} characters`, `at most ${MAX_CHARACTERS}`);
  const byName = new Map<string, { readonly record: OsvRecord; readonly affected: Affected }[]>();
  let records = 0;
  for (const value of valuesOf(text)) {
    const parsed = recordSchema.safeParse(value);
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      throw badFeed(`record ${records + 1}, ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`, 'an OSV record');
    }
    records += 1;
    const record = parsed.data;
    if (record.withdrawn !== undefined) continue;
    for (const affected of record.affected ?? []) {
      const ecosystem = ECOSYSTEMS[affected.package.ecosystem.split(':')[0] ?? ''];
      if (ecosystem === undefined) continue;
      const key = keyOf(ecosystem, affected.package.name);
      byName.set(key, [...(byName.get(key) ?? []), { record, affected }]);
    }
  }
  return {
    records,
    find: (ecosystem, name, version) =>
      (byName.get(keyOf(ecosystem, name)) ?? [])
        .filter(({ affected }) => isAffected(affected, ecosystem, version))
        .map(({ record }) => findingOf(record)),
  };
}

function valuesOf(text: string): readonly unknown[] {
  const trimmed = text.trim();
  if (trimmed === '') return [];
  try {
    const value: unknown = JSON.parse(trimmed);
    return Array.isArray(value) ? value : [value];
  } catch {
    return trimmed.split('\n').map((line, at): unknown => {
      try {
        return JSON.parse(line);
      } catch (error) {
        throw badFeed(`line ${at + 1}: ${String(error)}`, 'an OSV record, a list of them, or one a line', error);
      }
    });
  }
}

/** A version is meant when it is listed, or lies between an `introduced` and the next `fixed` or `last_affected`. */
function isAffected(affected: Affected, ecosystem: Ecosystem, version: string): boolean {
  if (affected.versions?.includes(version) === true) return true;
  const compare = ecosystem === 'npm' ? compareSemver : comparePep440;
  const isKnown = (one: string): boolean => (ecosystem === 'npm' ? validSemver(one) : validPep440(one)) !== null;
  // A version that its ecosystem does not know cannot be placed; a range with an open end still means it.
  const isAtLeast = (limit: string): boolean =>
    limit === '0' || (isKnown(version) && isKnown(limit) && compare(version, limit) >= 0);
  return (affected.ranges ?? []).some(({ type, events }) => {
    if (type !== 'SEMVER' && type !== 'ECOSYSTEM') return false;
    let inside = false;
    for (const { introduced, fixed, last_affected: last } of events) {
      if (introduced !== undefined && isAtLeast(introduced)) inside = true;
      if (fixed !== undefined && isAtLeast(fixed)) inside = false;
      if (last !== undefined && isKnown(version) && isKnown(last) && compare(version, last) > 0) inside = false;
    }
    return inside;
  });
}

function findingOf({ id, summary }: OsvRecord): PackageFinding {
  // The OpenSSF's list of malicious packages numbers its records so.
  const isMalware = id.startsWith('MAL-');
  const rule = isMalware ? 'trust.known-bad' : 'trust.known-vulnerable';
  const { severity, advice } = RULES[rule];
  return {
    rule,
    severity,
    confidence: 'high',
    decision: isMalware ? 'hold' : 'review',
    places: [{ file: 'the feed', what: id }],
    why: `${id}${summary === undefined ? '' : `: ${excerpt(summary)}`}`,
    advice,
    key: `${rule} ${id}`,
  };
}

function keyOf(ecosystem: Ecosystem, name: string): string {
  return ecosystem === 'pypi' ? `pypi ${name.toLowerCase().replaceAll(/[-_.]+/g, '-')}` : `npm ${name}`;
}

function badFeed(found: string, expected: string, cause?: unknown): ScanFault {
  return new ScanFault('bad-feed', {
    message: 'The feed cannot be read, so nothing is judged by it.',
    found,
    expected,
    remedy: 'Fetch it again, or leave it out.',
    cause,
  });
}
