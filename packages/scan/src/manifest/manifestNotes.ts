import type { PackageFile } from '../artifact.ts';
import type { Confidence, Decision, PackageFinding } from '../packageFinding.ts';
import { RULES, type Rule } from '../rules.ts';
import { excerpt, textOf } from '../textOf.ts';

export type ManifestRule = Extract<Rule, `manifest.${string}`>;

export interface ManifestNote {
  readonly rule: ManifestRule;
  readonly decision: Decision;
  readonly file: string;
  readonly line?: number | undefined;
  /** What stands there, as written. */
  readonly text: string;
  readonly what: string;
  readonly why: string;
  readonly confidence?: Confidence;
}

/** Gathers what the readers of single manifests find. Bounded, whatever a manifest holds. */
export interface ManifestNotes {
  find(note: ManifestNote): void;
  unread(path: string, why: string): void;
  /** The text of a manifest; undefined, and named as unread, when it is too large to be one. */
  text(file: PackageFile): string | undefined;
  findings(): readonly PackageFinding[];
  unreadPaths(): readonly { readonly path: string; readonly why: string }[];
}

const FINDINGS = 200;
const UNREAD = 200;
/** The longest honest manifests are lists of files and published lock files. */
const LARGEST = 4 * 1024 * 1024;

export function createManifestNotes(): ManifestNotes {
  const found = new Map<string, PackageFinding>();
  const left: { path: string; why: string }[] = [];
  const unread = (path: string, why: string): void => {
    if (left.length < UNREAD) left.push({ path, why });
    else if (left.length === UNREAD) left.push({ path: '', why: 'more of the manifests was not read' });
  };
  return {
    find({ rule, decision, file, line, text, what, why, confidence = 'high' }) {
      const key = `${rule} ${file} ${excerpt(text)}`;
      if (found.has(key)) return;
      if (found.size === FINDINGS) {
        unread(file, 'holds more findings than are listed');
        return;
      }
      const { severity, advice } = RULES[rule];
      const place = { file, ...(line === undefined ? {} : { line }), text: excerpt(text), what };
      found.set(key, { rule, severity, confidence, decision, places: [place], why, advice, key });
    },
    unread,
    text(file) {
      if (file.bytes.length <= LARGEST) return textOf(file);
      unread(file.path, `has ${file.bytes.length} bytes, more than a manifest has`);
      return undefined;
    },
    findings: () => [...found.values()],
    unreadPaths: () => left,
  };
}
