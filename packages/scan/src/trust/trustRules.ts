import { type Millis, parseDuration } from '@portcullis/model';
import { z } from 'zod';
import type { Ecosystem } from '../artifact.ts';
import { ScanFault } from '../scanFault.ts';
import { readYamlFile } from '../yamlFile.ts';
import { normalName, type PackageNames } from './packageNames.ts';
import { WELL_KNOWN_NAMES } from './wellKnownNames.ts';

/** What an organisation says of the packages that it uses. */
export interface TrustRules {
  /** How long a version of this package must have been public before it is taken. */
  readonly cooldownOf: (ecosystem: Ecosystem, name: string, now: Millis) => Millis;
  readonly namesOf: (ecosystem: Ecosystem) => PackageNames;
  /** Whether a registry, by its address, is one that only the organisation writes to. */
  readonly isOwnRegistry: (address: string) => boolean;
}

const MAX_CHARACTERS = 500_000;

const duration = z.string().transform((text, context): Millis => {
  const parsed = parseDuration(text);
  if (parsed !== undefined) return parsed;
  context.addIssue({ code: 'custom', message: 'a duration such as 7d, 12h or 0d' });
  return z.NEVER;
});
const npmName = z
  .string()
  .max(214)
  .regex(
    /^(?:@[a-z0-9~_-][a-z0-9._~-]*\/)?[a-z0-9~_-][a-z0-9._~-]*$/,
    'a name of npm in lower case, such as @scope/name',
  );
const npmOwn = z.union([npmName, z.string().regex(/^@[a-z0-9~_-][a-z0-9._~-]*\/$/)], {
  error: 'a name of npm, or a scope with its slash, such as @acme/',
});
const pypiName = z
  .string()
  .max(128)
  .regex(/^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?$/, 'a name of PyPI, such as acme-keys');
const NO_NAMES: { readonly npm: string[]; readonly pypi: string[] } = { npm: [], pypi: [] };
const list = <T extends z.ZodType<string>>(one: T): z.ZodDefault<z.ZodArray<T>> => z.array(one).max(5000).default([]);

/** Ends in a slash, so that no other host or folder begins like it. */
const address = z
  .string()
  .regex(/^https?:\/\/[^\s?#@]+\/$/, 'an address that ends in a slash, such as https://packages.example.com/npm/');

const exceptionSchema = z
  .strictObject({
    npm: npmOwn.optional(),
    pypi: pypiName.optional(),
    cooldown: duration,
    until: z.iso.date('a date, such as 2027-01-31').optional(),
    why: z.string().min(1).max(500),
  })
  .superRefine(({ npm, pypi }, context) => {
    if ((npm === undefined) === (pypi === undefined))
      context.addIssue({ code: 'custom', message: 'exactly one of npm, pypi' });
  });

const fileSchema = z.strictObject({
  cooldown: duration.default(0),
  exceptions: z.array(exceptionSchema).max(1000).default([]),
  own: z
    .strictObject({ npm: list(npmOwn), pypi: list(pypiName), registries: list(address) })
    .default({ ...NO_NAMES, registries: [] }),
  known: z.strictObject({ npm: list(npmName), pypi: list(pypiName) }).default(NO_NAMES),
});
type TrustFile = z.infer<typeof fileSchema>;

/** Without a file: no wait, no names of one's own, and the well-known names. */
export const NO_TRUST_RULES: TrustRules = rulesOf(fileSchema.parse({}));

/**
 * Reads a file of trust rules (YAML, docs/scan-trust.md). Throws `bad-trust` with every mistake at once, each with its
 * line, what was found and what may stand there. `name` is what the file is called in them.
 */
export function parseTrustRules(text: string, name: string): TrustRules {
  const file = readYamlFile(text, name, fileSchema, MAX_CHARACTERS);
  if (!file.ok) throw badTrust(name, file.mistakes);
  const twice = file.value.exceptions.flatMap((one, index) =>
    file.value.exceptions.findIndex((other) => keyOf(other) === keyOf(one)) < index
      ? [file.tell({ path: ['exceptions', index], expected: 'a package that no exception before it has' })]
      : [],
  );
  if (twice.length > 0) throw badTrust(name, twice);
  return rulesOf(file.value);
}

function rulesOf({ cooldown, exceptions, own, known }: TrustFile): TrustRules {
  const names: Readonly<Record<Ecosystem, PackageNames>> = {
    npm: { own: own.npm, known: new Set([...WELL_KNOWN_NAMES.npm, ...known.npm]) },
    pypi: {
      own: own.pypi.map((one) => normalName('pypi', one)),
      known: new Set([...WELL_KNOWN_NAMES.pypi, ...known.pypi.map((one) => normalName('pypi', one))]),
    },
  };
  return {
    namesOf: (ecosystem) => names[ecosystem],
    isOwnRegistry: (given) => own.registries.some((one) => given.startsWith(one)),
    cooldownOf(ecosystem, name, now) {
      const normal = normalName(ecosystem, name);
      const fitting = exceptions.filter((one) => {
        const meant = ecosystem === 'npm' ? one.npm : one.pypi;
        if (meant === undefined || !isMeant(normalName(ecosystem, meant), normal)) return false;
        // Until the end of its day, in UTC.
        return one.until === undefined || now < Date.parse(`${one.until}T24:00:00Z`);
      });
      // The name itself goes before its scope.
      return (fitting.find(({ npm = '' }) => !npm.endsWith('/')) ?? fitting[0])?.cooldown ?? cooldown;
    },
  };
}

function isMeant(meant: string, name: string): boolean {
  return meant.endsWith('/') ? name.startsWith(meant) : name === meant;
}

function keyOf({ npm, pypi }: TrustFile['exceptions'][number]): string {
  return npm === undefined ? `pypi ${normalName('pypi', pypi ?? '')}` : `npm ${npm}`;
}

function badTrust(name: string, mistakes: readonly string[]): ScanFault {
  return new ScanFault('bad-trust', {
    message: `The file of trust rules has ${mistakes.length === 1 ? 'a mistake' : `${mistakes.length} mistakes`}.`,
    found: mistakes.join('\n            '),
    expected: 'trust rules as docs/scan-trust.md describes them',
    remedy: `Mend these lines of ${name} and run again.`,
  });
}
