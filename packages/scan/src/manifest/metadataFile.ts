import type { PackageFile } from '../artifact.ts';
import { parseRequirement } from './dependencySource.ts';
import { sortEntryPoints } from './entryPoints.ts';
import { readIni } from './iniFile.ts';
import type { Dependency } from './manifest.ts';
import type { ManifestNotes } from './manifestNotes.ts';
import { type ManifestContext, type ManifestPart, pythonFacts } from './manifestPart.ts';
import { report } from './npmDependencies.ts';

/** The headers of a `METADATA`, `PKG-INFO` or `WHEEL` file: like those of a mail, up to the first empty line. */
export function metadataFields(
  text: string,
): { readonly name: string; readonly value: string; readonly line: number }[] {
  const fields: { name: string; value: string; line: number }[] = [];
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line === '') break;
    const field = /^([A-Za-z][A-Za-z0-9-]*):[ \t]*(.*)$/.exec(line);
    if (field !== null)
      fields.push({ name: (field[1] ?? '').toLowerCase(), value: (field[2] ?? '').trim(), line: index + 1 });
  }
  return fields;
}

/** `METADATA` of a wheel or `PKG-INFO` of a source archive (core metadata specification). */
export function readMetadata(file: PackageFile, { notes }: ManifestContext): ManifestPart {
  const text = notes.text(file);
  if (text === undefined) return {};
  const fields = metadataFields(text);
  const single = (name: string): string | undefined => {
    const all = fields.filter((field) => field.name === name);
    if (all.length > 1) repeated(file, name, all[1]?.line, notes);
    return all[0]?.value;
  };
  const name = single('name');
  const version = single('version');
  const urls = fields.filter((field) => field.name === 'project-url').map(({ value }) => value.split(/\s*,\s*/, 2));
  const source = urls.find(([label = '']) => /^(?:source|repository|code|github|source code)$/i.test(label)) ?? urls[0];
  const repository = source?.[1] ?? fields.find((field) => field.name === 'home-page')?.value;
  if (name === undefined || version === undefined) {
    notes.find({
      rule: 'manifest.malformed',
      decision: 'review',
      file: file.path,
      text: '',
      what: `has no ${name === undefined ? 'name' : 'version'}`,
      why: 'Metadata without name and version is refused by some tools and guessed by others.',
    });
  }
  return {
    ...(name === undefined ? {} : { name }),
    ...(version === undefined ? {} : { version }),
    ...(repository === undefined ? {} : { repository }),
    dependencies: fields
      .filter((field) => field.name === 'requires-dist')
      .flatMap(({ value, line }): Dependency[] => {
        const requirement = parseRequirement(value);
        if (requirement === undefined) return [];
        const { name: needed, range, from, isBrought } = requirement;
        report({ file: file.path, line, name: needed, range, from }, notes);
        return [{ name: needed, range, kind: isBrought ? 'runtime' : 'extra', from, file: file.path, line }];
      }),
  };
}

/** `entry_points.txt`, as an install reads it. */
export function readEntryPoints(
  file: PackageFile,
  packageName: string | undefined,
  { notes }: ManifestContext,
): ManifestPart {
  const text = notes.text(file);
  if (text === undefined) return {};
  const points = readIni(text).map(({ section, key, value, line }) => ({
    group: section,
    name: key,
    target: value,
    line,
  }));
  const { commands, plugins } = sortEntryPoints(file.path, points, packageName, notes);
  return { commands, python: pythonFacts({ plugins }) };
}

/** `top_level.txt`: one importable name a line. */
export function readTopLevel(file: PackageFile, { notes }: ManifestContext): ManifestPart {
  const names = (notes.text(file) ?? '').split(/\s+/).filter((name) => name !== '');
  return { entryPoints: names.slice(0, 1000), python: pythonFacts({ topLevel: names.slice(0, 1000) }) };
}

/** `WHEEL`: for which machines it was built. */
export function readWheelFile(file: PackageFile, { notes }: ManifestContext): ManifestPart {
  const fields = metadataFields(notes.text(file) ?? '');
  return {
    python: pythonFacts({
      tags: fields
        .filter(({ name }) => name === 'tag')
        .map(({ value }) => value)
        .slice(0, 100),
    }),
  };
}

function repeated(file: PackageFile, name: string, line: number | undefined, notes: ManifestNotes): void {
  notes.find({
    rule: 'manifest.disagrees',
    decision: 'review',
    file: file.path,
    line,
    text: name,
    what: 'stands there for the second time',
    why: `The metadata says ${name} twice; tools take one or the other.`,
  });
}
