import type { PackageFiles } from '../packageFiles.ts';

/** What a composed theft is made of, by the names of its parts. */
export interface Choice {
  readonly language: 'javascript' | 'python';
  readonly source: string;
  readonly path: string;
  readonly encoder: string;
  readonly sink: string;
  readonly trigger: string;
  readonly disguise: string;
}

/** A theft made of parts, with its neighbours. */
export interface Composition {
  readonly choice: Choice;
  readonly ecosystem: 'npm' | 'pypi';
  /** The honest version before. */
  readonly clean: PackageFiles;
  /** The next version, where the secret takes the way of the choice. */
  readonly poisoned: PackageFiles;
  /** The next version as it could honestly be: the same way, taken by something that anybody may know. */
  readonly honest: PackageFiles;
}

/** A place in an honest library where a secret passes. */
export interface Source {
  readonly name: string;
  /** The marker in the library, and the variable that holds the secret there. */
  readonly spot: string;
  readonly secret: string;
  /** What anybody may know, at the same place; text. */
  readonly harmless: string;
  /** The same secret, to be had by code outside every function, and what that code imports; absent where there is none. */
  readonly atImport?: { readonly value: string; readonly imports: string };
}

/** How a value gets from where it is to `deliver`, in files of its own. */
export interface Path {
  readonly name: string;
  /** What the library imports, from which file. */
  readonly imports: readonly { readonly name: string; readonly from: string }[];
  /** Statements at the spot; `$` is the value. */
  readonly statement: string;
  /** Files by role: `helper`, `second`. `deliver(value)` is imported where `needsDeliver` says. */
  readonly files: Readonly<Record<string, string>>;
}

/** Where it ends: a file that exports `send(text)`. */
export interface Sink {
  readonly name: string;
  readonly text: string;
}

/** What the theft pretends to be. */
export interface Disguise {
  readonly name: string;
  readonly helper: string;
  readonly second: string;
  readonly codec: string;
  readonly sink: string;
  readonly comment: string;
  readonly host: string;
  readonly route: string;
}

export const DISGUISES: readonly Disguise[] = [
  {
    name: 'telemetry',
    helper: 'usage',
    second: 'meters',
    codec: 'format',
    sink: 'collector',
    comment: 'Counts what is used, to plan what to support.',
    host: 'usage.example.invalid',
    route: 'v1/events',
  },
  {
    name: 'validity check',
    helper: 'validity',
    second: 'checks',
    codec: 'normal',
    sink: 'checker',
    comment: 'Checks that input is well-formed before it is used.',
    host: 'check.example.invalid',
    route: 'v2/verify',
  },
  {
    name: 'logging',
    helper: 'log',
    second: 'levels',
    codec: 'lines',
    sink: 'transport',
    comment: 'Keeps a trace of what happened, for support.',
    host: 'logs.example.invalid',
    route: 'ingest',
  },
  {
    name: 'cache warmup',
    helper: 'warmup',
    second: 'entries',
    codec: 'digest',
    sink: 'edge',
    comment: 'Warms the cache near the user, so that the first call is fast.',
    host: 'edge.example.invalid',
    route: 'warm',
  },
  {
    name: 'error report',
    helper: 'report',
    second: 'context',
    codec: 'shape',
    sink: 'crash',
    comment: 'Tells us what broke, without anything personal.',
    host: 'errors.example.invalid',
    route: 'api/7/store',
  },
];
