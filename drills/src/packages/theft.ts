import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { type PackageFiles, readPackageFiles } from './packageFiles.ts';

const decision = z.enum(['pass', 'review', 'hold']);

const theftFile = z.strictObject({
  /** The theft that was re-created, and when it happened. */
  of: z.string(),
  when: z.string(),
  ecosystem: z.enum(['npm', 'pypi']),
  package: z.string(),
  clean: z.string(),
  poisoned: z.string(),
  /** The way of what is stolen, in words. */
  way: z.string(),
  /** Files that differ because of the theft, and those that differ because of the version. */
  changed: z.array(z.string()),
  bumped: z.array(z.string()),
  expect: z.strictObject({
    update: decision,
    /** Of the poisoned package by itself, with nothing to compare it to. */
    alone: decision,
    /** Families of rules, one of which at least must find it. */
    families: z.array(z.string()).min(1),
    dependency: z
      .strictObject({ folder: z.string(), alone: decision, families: z.array(z.string()).min(1) })
      .optional(),
  }),
  /** Whether each publish came with provenance, where that is part of the theft. */
  provenance: z.strictObject({ clean: z.boolean(), poisoned: z.boolean() }).optional(),
  /** Hosts that the theft speaks to. */
  hosts: z.array(z.string()),
  /** Where the theft hides what it sends; `$(x)` in `to` stands for any encoder of `x`. */
  encoders: z.array(z.strictObject({ files: z.array(z.string()), from: z.string(), to: z.string() })),
  /** A test of the package by itself, without a network. */
  selfTest: z.string().optional(),
  /** The hidden part in the clear, beside the package. */
  payload: z.strictObject({ file: z.string(), key: z.string().optional() }).optional(),
});

/** A re-created theft: what `theft.json` says, and the packages beside it. */
export interface Theft extends z.infer<typeof theftFile> {
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
