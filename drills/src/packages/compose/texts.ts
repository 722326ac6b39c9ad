import type { PackageFiles } from '../packageFiles.ts';
import type { Disguise } from './composition.ts';

/** Puts a statement in the place of a marker's line, as far in as the marker. Throws where there is none. */
export function putAt(text: string, marker: string, statement: string): string {
  const line = new RegExp(`^( *)${marker}$`, 'm');
  if (!line.test(text)) throw new Error(`there is no marker ${marker}`);
  return text.replace(line, (_, space: string) => indent(statement, space.length));
}

/** Takes out the markers that nothing was put at. */
export function withoutMarkers(text: string, sign: string): string {
  return text.replaceAll(new RegExp(`^ *${sign}([a-z]+)\n`, 'gm'), (_, word: string) =>
    word === 'imports' ? '\n' : '',
  );
}

export function indent(text: string, by: number): string {
  return text.replaceAll(/^(?=.)/gm, ' '.repeat(by));
}

/** Puts a disguise's names in the place of their markers. */
export function disguised(text: string, disguise: Disguise, nameOf: (role: string) => string): string {
  return text
    .replaceAll(/@(helper|second)/g, (_, role: string) => nameOf(role))
    .replaceAll('@host', disguise.host)
    .replaceAll('@route', disguise.route);
}

export function sortedFiles(files: Iterable<readonly [string, string]>): PackageFiles {
  return new Map([...files].toSorted(([left], [right]) => (left < right ? -1 : 1)));
}
