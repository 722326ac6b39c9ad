import type { PackageFinding } from '../packageFinding.ts';

/**
 * When something runs without being asked for. `install`: whenever the package is installed; `git-install`: when it is
 * installed from its repository; `build`: when a source archive is built; `start`: at every start of Python.
 */
export type HookMoment = 'install' | 'git-install' | 'build' | 'start';

export interface Hook {
  readonly file: string;
  /** Such as `postinstall`, `binding.gyp`, `setup.py`. */
  readonly name: string;
  readonly when: HookMoment;
  /** As written; for a file that runs as a whole, its name. */
  readonly command: string;
  readonly line?: number;
  /** Files of the package that it starts, as far as the command says. */
  readonly runs: readonly string[];
}

/** Who needs it. `runtime`, `optional` and `peer` come with every install, `build` with every build, the others do not. */
export type DependencyKind = 'runtime' | 'optional' | 'peer' | 'development' | 'build' | 'extra';

export interface Dependency {
  readonly name: string;
  /** As written; empty for any version. */
  readonly range: string;
  readonly kind: DependencyKind;
  /** Where it comes from. `alias`: another package of the registry under this name. */
  readonly from: 'registry' | 'alias' | 'git' | 'url' | 'file';
  readonly file: string;
  readonly line?: number;
}

/** A program that an install puts on the path. */
export interface Command {
  readonly name: string;
  /** A file of the package, or `module:function`. */
  readonly target: string;
  readonly file: string;
}

/** A file that tells a build service what to do. */
export interface Workflow {
  readonly file: string;
  readonly triggers: readonly string[];
  /** `job scope: level`, `* scope: level` for all jobs. */
  readonly permissions: readonly string[];
  /** Actions and images by reference, as written. */
  readonly uses: readonly string[];
  /** How it publishes: the commands and actions, as written. */
  readonly publishes: readonly string[];
  /** What protects the release, in words that can be compared with another version's. */
  readonly protections: readonly string[];
}

/** What only npm's manifest says. */
export interface NpmFacts {
  /** All scripts as written, by name. */
  readonly scripts: Readonly<Record<string, string>>;
  /** Packages that lie inside the tarball. */
  readonly bundled: readonly string[];
  /** Versions forced on others, `name: range`; they count only in the package that is installed itself. */
  readonly overrides: readonly string[];
  readonly publishConfig: Readonly<Record<string, string | boolean>>;
  /** Native code is compiled at install although no script says so. */
  readonly compilesImplicitly: boolean;
}

/** What only Python's manifests say. */
export interface PythonFacts {
  readonly buildBackend?: string;
  /** Folders of the package that the build backend itself comes from. */
  readonly backendPath: readonly string[];
  /** Names that an install makes importable, as far as the package lists them. */
  readonly topLevel: readonly string[];
  /** Entry points that other programs load by themselves, `group: name = target`. */
  readonly plugins: readonly string[];
  /** Tags of a wheel. */
  readonly tags: readonly string[];
}

/** All that a package declares of itself, in the manifests of its ecosystem. */
export interface Manifest {
  readonly name?: string;
  readonly version?: string;
  readonly repository?: string;
  /** What runs without being asked for, in the order of the files. */
  readonly hooks: readonly Hook[];
  readonly commands: readonly Command[];
  /** Files and modules that others import by the package's name, as written. */
  readonly entryPoints: readonly string[];
  readonly dependencies: readonly Dependency[];
  readonly workflows: readonly Workflow[];
  readonly npm?: NpmFacts;
  readonly python?: PythonFacts;
  readonly findings: readonly PackageFinding[];
  readonly unread: readonly { readonly path: string; readonly why: string }[];
}
