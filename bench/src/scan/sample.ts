import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type PackageFiles, readThefts, renamePackage, type Theft } from '@portcullis/drills/packages';
import { packArchive } from './packArchive.ts';

/** One package to be judged, as archives on disk. */
export interface Sample {
  /** `xrpl-2025 poisoned`. */
  readonly about: string;
  readonly ecosystem: 'npm' | 'pypi';
  readonly isPoisoned: boolean;
  /** Part of the theft is that a publish lost its provenance: a registry tells that, and no archive does. */
  readonly needsRegistry?: boolean;
  readonly archive: string;
  /** The version approved before; absent for a first look. */
  readonly before?: string;
}

/**
 * Packs the re-creations into a folder: each theft as an update of its clean predecessor, the predecessor as an update
 * of itself under other names, and the dependency that a theft brings, alone.
 */
export async function writeRecreations(folder: string, most: number): Promise<readonly Sample[]> {
  const samples: Sample[] = [];
  for (const theft of readThefts().slice(0, most)) {
    const { id, ecosystem } = theft;
    const write = writer(path.join(folder, id), theft);
    const clean = write('clean', theft.clean, theft.cleanFiles);
    samples.push({
      about: `${id} poisoned`,
      ecosystem,
      isPoisoned: true,
      needsRegistry: theft.provenance !== undefined,
      archive: write('poisoned', theft.poisoned, theft.poisonedFiles),
      before: clean,
    });
    const renamed = await renamePackage(ecosystem, theft.cleanFiles, 1);
    const archive = write('renamed', theft.clean, renamed);
    samples.push({ about: `${id} clean, renamed`, ecosystem, isPoisoned: false, archive, before: clean });
    if (theft.dependencyFiles !== undefined) {
      const brought = write('dependency', '1.0.0', theft.dependencyFiles);
      samples.push({ about: `${id} dependency`, ecosystem, isPoisoned: true, archive: brought });
    }
  }
  return samples;
}

function writer(folder: string, { ecosystem, package: name }: Theft) {
  return (kind: string, version: string, files: PackageFiles): string => {
    const { file, bytes } = packArchive({ ecosystem, name, version, files });
    const target = path.join(folder, kind, file);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, bytes);
    return target;
  };
}
