import { artifactOf } from '../../archive/artifactOf.ts';
import { packageFile } from '../../archive/assembleFiles.ts';
import type { Artifact } from '../../artifact.ts';
import type { Manifest } from '../manifest.ts';
import { readManifest } from '../readManifest.ts';

type Texts = Readonly<Record<string, string>>;

/** The manifest of an npm package of these files; `package.json` may be given as a value. */
export function npmManifest(json: string | Readonly<Record<string, unknown>>, files: Texts = {}): Manifest {
  const text = typeof json === 'string' ? json : JSON.stringify(json, null, 2);
  return readManifest(artifact({ 'package.json': text, ...files }, 'npm-tarball'));
}

/** The manifest of a Python package of these files. */
export function pythonManifest(form: 'wheel' | 'sdist', files: Texts): Manifest {
  return readManifest(artifact(files, form));
}

export function artifact(files: Texts, form: Artifact['form']): Artifact {
  const ecosystem = form === 'npm-tarball' ? 'npm' : 'pypi';
  const found = Object.entries(files).map(([path, text]) => packageFile(path, Buffer.from(text), false));
  return {
    ...artifactOf([], { form: 'folder', ecosystem }),
    form,
    files: found.sort((a, b) => (a.path < b.path ? -1 : 1)),
  };
}

/** What was found, as `rule decision line`. */
export function found({ findings }: Pick<Manifest, 'findings'>): string[] {
  return findings.map(({ rule, decision, places }) => `${rule} ${decision} ${places[0]?.line ?? '-'}`);
}
