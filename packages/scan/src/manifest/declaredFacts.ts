import type { DeclaredFacts } from '../judge/analysis.ts';
import type { Manifest } from './manifest.ts';

/** What the difference of two versions compares of their manifests. */
export function declaredFacts({ hooks, dependencies, workflows, npm }: Manifest): DeclaredFacts {
  const needed = dependencies.filter(({ kind }) => kind === 'runtime' || kind === 'optional');
  const protections = workflows.flatMap((workflow) => workflow.protections);
  if (npm?.publishConfig['provenance'] === true) protections.push('package.json asks for provenance');
  return {
    hooks: hooks
      .filter(({ when }) => when !== 'git-install')
      .map(({ file, name, command }) => (file === name ? `${file}: ${command}` : `${file} ${name}: ${command}`)),
    dependencies: Object.fromEntries(needed.map(({ name, range }) => [name, range])),
    protections,
  };
}
