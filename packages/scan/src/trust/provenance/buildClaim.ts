import { z } from 'zod';
import { ProvenanceFault } from './provenanceFault.ts';
import type { Statement } from './statement.ts';

/** What a build says of itself in the statement that it signs. */
export interface BuildClaim {
  readonly repository?: string;
  readonly commit?: string;
  readonly builder?: string;
}

export const SLSA_1 = 'https://slsa.dev/provenance/v1';
export const SLSA_0 = 'https://slsa.dev/provenance/v0.2';
/** That npm's registry took it in; says nothing of a build. */
export const NPM_PUBLISH = 'https://github.com/npm/attestation/tree/main/specs/publish/v0.1';
const PYPI = 'pypi';
/**
 * That a trusted publisher of PyPI uploaded it (PEP 740); the certificate says which. A name and no address: nothing is
 * fetched from it, and no registry's address stands in this code.
 */
export const PYPI_PUBLISH: string = `https://docs.${PYPI}.org/attestations/publish/v1`;

const text = z.string().max(2048);
const digest = z.record(z.string(), text);
const slsa1Schema = z.looseObject({
  buildDefinition: z.looseObject({
    externalParameters: z.looseObject({ workflow: z.looseObject({ repository: text.optional() }).optional() }),
    resolvedDependencies: z.array(z.looseObject({ uri: text.optional(), digest: digest.optional() })).optional(),
  }),
  runDetails: z.looseObject({ builder: z.looseObject({ id: text }) }),
});
const slsa0Schema = z.looseObject({
  builder: z.looseObject({ id: text }),
  invocation: z.looseObject({ configSource: z.looseObject({ uri: text, digest: digest.optional() }) }),
});

/** Reads the predicate of a statement. Throws `predicate` for a type that is not known, `malformed` for one that is wrong. */
export function buildClaim({ predicateType, predicate }: Statement): BuildClaim {
  switch (predicateType) {
    case SLSA_1: {
      const { buildDefinition, runDetails } = read(slsa1Schema, predicate);
      const source = buildDefinition.resolvedDependencies?.[0];
      const repository = buildDefinition.externalParameters.workflow?.repository ?? source?.uri;
      const commit = source?.digest?.['gitCommit'] ?? source?.digest?.['sha1'];
      return claim(repository, commit, runDetails.builder.id);
    }
    case SLSA_0: {
      const { builder, invocation } = read(slsa0Schema, predicate);
      return claim(invocation.configSource.uri, invocation.configSource.digest?.['sha1'], builder.id);
    }
    case PYPI_PUBLISH:
    case NPM_PUBLISH:
      return {};
    default:
      throw new ProvenanceFault('predicate', `it states ${predicateType.slice(0, 200)}, which nobody here understands`);
  }
}

/** One repository written in one way: without `git+`, `.git`, ref and the case that hosts ignore. */
export function sameRepository(a: string, b: string): boolean {
  return bare(a) === bare(b);
}

function bare(address: string): string {
  return address
    .replace(/^git\+/, '')
    .replace(/@refs\/.*$/, '')
    .replace(/(?:\.git)?\/*$/, '')
    .toLowerCase();
}

function claim(repository: string | undefined, commit: string | undefined, builder: string): BuildClaim {
  return {
    ...(repository === undefined ? {} : { repository }),
    ...(commit === undefined ? {} : { commit }),
    builder,
  };
}

function read<T>(schema: z.ZodType<T>, predicate: unknown): T {
  const parsed = schema.safeParse(predicate);
  if (parsed.success) return parsed.data;
  throw new ProvenanceFault('malformed', `its predicate is none: ${parsed.error.issues[0]?.path.join('.') ?? ''}`);
}
