import { chanceOf } from './chance.ts';
import { createFreshNames } from './freshNames.ts';
import { renameJavaScript } from './javascript/renameJavaScript.ts';
import type { PackageFiles } from './packageFiles.ts';
import { renamePython } from './python/renamePython.ts';
import { createHostNames } from './renameHosts.ts';

/** Gives every host, variable, inner member and inner file of a package a name that means nothing; the same for the same seed. */
export async function renamePackage(
  ecosystem: 'npm' | 'pypi',
  files: PackageFiles,
  seed: number | string,
): Promise<PackageFiles> {
  const chance = chanceOf(seed);
  const hosts = createHostNames(createFreshNames(chance.fork('hosts'), []));
  return ecosystem === 'npm' ? renameJavaScript(files, chance, hosts) : await renamePython(files, chance, hosts);
}
