import type { PackageFile } from '../artifact.ts';
import { type JsonKey, jsonKeys } from './jsonKeys.ts';
import type { ManifestNotes } from './manifestNotes.ts';

export type JsonRecord = Readonly<Record<string, unknown>>;

export interface JsonManifest {
  readonly value: JsonRecord;
  /** The line of a key such as `/scripts/postinstall`. */
  lineOf(path: string): number | undefined;
}

/** Reads a manifest that must be a JSON object; what it is not is said with the line, and undefined. */
export function readJson(file: PackageFile, notes: ManifestNotes): JsonManifest | undefined {
  const text = notes.text(file);
  if (text === undefined) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    malformed(file, lineOfError(error, text), notes);
    return undefined;
  }
  if (!isRecord(value)) {
    malformed(file, 1, notes);
    return undefined;
  }
  const keys = jsonKeys(text);
  const lines = new Map(keys.map(({ path, line }) => [path, line]));
  for (const key of keys.filter(({ isRepeated }) => isRepeated)) repeated(file, key, notes);
  return { value, lineOf: (path) => lines.get(path) };
}

export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The entries of an object whose values are texts; everything else is passed over. */
export function textEntries(value: unknown): [string, string][] {
  if (!isRecord(value)) return [];
  return Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
}

export function textList(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
}

function malformed(file: PackageFile, line: number, notes: ManifestNotes): void {
  notes.find({
    rule: 'manifest.malformed',
    decision: 'review',
    file: file.path,
    line,
    text: '',
    what: 'is not the JSON object that it must be',
    why: 'The manifest cannot be read, so what it would do at install is not known.',
  });
  notes.unread(file.path, `line ${line}: is not the JSON object that it must be`);
}

function repeated(file: PackageFile, key: JsonKey, notes: ManifestNotes): void {
  notes.find({
    rule: 'manifest.disagrees',
    decision: 'review',
    file: file.path,
    line: key.line,
    text: key.path,
    what: 'stands there for the second time',
    why: `The manifest says ${key.path} twice; tools take one or the other.`,
  });
}

function lineOfError(error: unknown, text: string): number {
  const position = error instanceof Error ? /position (\d+)/.exec(error.message)?.[1] : undefined;
  const end = position === undefined ? text.length : Number(position);
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < end; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}
