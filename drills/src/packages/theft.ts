import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { type PackageFiles, readPackageFiles } from './packageFiles.ts';

/** What a judge must say: nothing that stops, read it before the next release, or stop. */
export type Expected = 'pass' | 'review' | 'hold';

/** What a `theft.json` says. */
interface TheftFile {
  /** The theft that was re-created, and when it happened. */
  readonly of: string;
  readonly when: string;
  readonly ecosystem: 'npm' | 'pypi';
  /** The invented name, and the versions of `clean/` and `poisoned/`. */
  readonly package: string;
  readonly clean: string;
  readonly poisoned: string;
  /** The way of what is stolen, in words. */
  readonly way: string;
  /** Files that differ because of the theft, and those that differ because of the version. */
  readonly changed: readonly string[];
  readonly bumped: readonly string[];
  readonly expect: {
    readonly update: Expected;
    /** Of the poisoned package by itself, with nothing to compare it to. */
    readonly alone: Expected;
    /** Families of rules, one of which at least must find it. */
    readonly families: readonly string[];
    readonly dependency?:
      | {
          readonly folder: string;
          readonly alone: Expected;
          /** Of the update, where nothing but the dependency gives it away. */
          readonly update: Expected;
          readonly families: readonly string[];
        }
      | undefined;
  };
  /** Whether each publish came with provenance, where that is part of the theft. */
  readonly provenance?: { readonly clean: boolean; readonly poisoned: boolean } | undefined;
  /** Hosts that the theft speaks to. */
  readonly hosts: readonly string[];
  /** Where the theft hides what it sends; `$(x)` in `to` stands for any encoder of `x`. */
  readonly encoders: readonly { readonly files: readonly string[]; readonly from: string; readonly to: string }[];
  /** A test of the package by itself, without a network. */
  readonly selfTest?: string | undefined;
  /** The hidden part in the clear, beside the package. */
  readonly payload?: { readonly file: string; readonly key?: string | undefined } | undefined;
}

const expected = z.enum(['pass', 'review', 'hold']);
const texts = z.array(z.string());
const families = texts.min(1);

const theftFile: z.ZodType<TheftFile> = z.strictObject({
  of: z.string(),
  when: z.string(),
  ecosystem: z.enum(['npm', 'pypi']),
  package: z.string(),
  clean: z.string(),
  poisoned: z.string(),
  way: z.string(),
  changed: texts.min(1),
  bumped: texts,
  expect: z.strictObject({
    update: expected,
    alone: expected,
    families,
    dependency: z.strictObject({ folder: z.string(), alone: expected, update: expected, families }).optional(),
  }),
  provenance: z.strictObject({ clean: z.boolean(), poisoned: z.boolean() }).optional(),
  hosts: texts,
  encoders: z.array(z.strictObject({ files: texts.min(1), from: z.string(), to: z.string().regex(/\$\(.+\)/) })),
  selfTest: z.string().optional(),
  payload: z.strictObject({ file: z.string(), key: z.string().optional() }).optional(),
});

/** A re-created theft: what `theft.json` says, and the packages beside it. */
export interface Theft extends TheftFile {
  readonly id: string;
  readonly folder: string;
  readonly cleanFiles: PackageFiles;
  readonly poisonedFiles: PackageFiles;
  /** A package that the poisoned version newly depends on. */
  readonly dependencyFiles: PackageFiles | undefined;
}

/** The folder that the re-creations lie in. */
export const THEFTS: string = path.resolve(import.meta.dirname, '../../packages');

/** Reads all re-creations, in order of their names. Throws where a `theft.json` is not of its form. */
export function readThefts(folder: string = THEFTS): Theft[] {
  return readdirSync(folder)
    .filter((id) => existsSync(path.join(folder, id, 'theft.json')))
    .toSorted()
    .map((id) => {
      const at = (name: string): string => path.join(folder, id, name);
      const theft = theftFile.parse(JSON.parse(readFileSync(at('theft.json'), 'utf8')));
      const { dependency } = theft.expect;
      return {
        ...theft,
        id,
        folder: path.join(folder, id),
        cleanFiles: readPackageFiles(at('clean')),
        poisonedFiles: readPackageFiles(at('poisoned')),
        dependencyFiles: dependency === undefined ? undefined : readPackageFiles(at(dependency.folder)),
      };
    });
}
