import type { Form } from '../artifact.ts';
import type { DeclaredFacts } from '../judge/analysis.ts';
import type { DependencyKind, Manifest } from './manifest.ts';

/** What an install brings, whether its user asked for it or not. Peers come since npm 7. */
const BROUGHT: ReadonlySet<DependencyKind> = new Set(['runtime', 'optional', 'peer']);

/**
 * What the difference of two versions compares of their manifests. A source archive is built where it is installed, so that
 * what builds it is brought too.
 */
export function declaredFacts({ hooks, dependencies, workflows, npm }: Manifest, form: Form = 'folder'): DeclaredFacts {
  const isBuilt = form === 'sdist';
  // What runs counts where both name a package; what comes from elsewhere counts before what a registry has under its name.
  const needed = [
    ...dependencies.filter(({ kind }) => isBuilt && kind === 'build'),
    ...dependencies.filter(({ kind }) => BROUGHT.has(kind)),
  ];
  const counted = [true, false].flatMap((isListed) => needed.filter(({ from }) => (from === 'registry') === isListed));
  const protections = workflows.flatMap((workflow) => workflow.protections);
  if (npm?.publishConfig['provenance'] === true) protections.push('package.json asks for provenance');
  return {
    hooks: hooks
      .filter(({ when }) => when !== 'git-install')
      .map(({ file, name, command }) => (file === name ? `${file}: ${command}` : `${file} ${name}: ${command}`)),
    dependencies: Object.fromEntries(counted.map(({ name, range }) => [name, range])),
    protections,
  };
}
