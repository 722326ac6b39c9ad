import type { Ecosystem } from '../artifact.ts';
import type { Digest } from '@portcullis/model';
import type { CheckKind } from '../flow/catalog/checkCatalog.ts';
import type { Capability } from '../flow/flowReport.ts';
import type { PackageFinding, Place } from '../packageFinding.ts';
import type { Subject } from './judgement.ts';

/** A file as the difference sees it. */
export interface AnalysedFile {
  readonly path: string;
  readonly digest: Digest;
  readonly bytes: number;
}

/** One use of a capability, with its place as a reader finds it. */
export interface AnalysedUse {
  readonly capability: Capability;
  /** As imported: `node:https.request`, `py:requests.post`, `global:fetch`. */
  readonly api: string;
  readonly constants: readonly string[];
  /** It happens at import or install. */
  readonly atLoad: boolean;
  readonly place: Place;
}

/** A check that a function of the package makes. */
export interface AnalysedCheck {
  readonly kind: CheckKind;
  readonly api: string;
  readonly place: Place;
}

/** What the difference compares of the manifests, in comparable words. */
export interface DeclaredFacts {
  /** Commands and code that run at install, `name: command`. */
  readonly hooks: readonly string[];
  /** Name → range, of everything an install brings. */
  readonly dependencies: Readonly<Record<string, string>>;
  /** Protections of the release: `release.yml attests its artifacts`, `package.json asks for provenance`. */
  readonly protections: readonly string[];
}

/**
 * All that was seen in one version, by itself: plain data, kept by the digest of the bytes, so that the version
 * approved before is not read twice.
 */
export interface Analysis extends Subject {
  readonly ecosystem: Ecosystem;
  readonly name?: string;
  readonly version?: string;
  readonly files: readonly AnalysedFile[];
  readonly declared: DeclaredFacts;
  /** Files that run at install or at every start: those that hooks start, and what they load. */
  readonly atInstall: readonly string[];
  /** Its functions say by their names that they take keys. */
  readonly handlesKeys: boolean;
  readonly uses: readonly AnalysedUse[];
  /** Addresses at which somebody can be paid, that stand in it as text. */
  readonly addresses: readonly string[];
  /** Once for each function and kind. */
  readonly checks: readonly AnalysedCheck[];
  /** What each rule found, as if no earlier version were known. */
  readonly findings: readonly PackageFinding[];
  readonly unread: readonly { readonly file: string; readonly why: string }[];
}
