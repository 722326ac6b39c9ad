import type { PackageFile } from '../artifact.ts';
import type { ManifestContext, ManifestPart } from './manifestPart.ts';
import { isRecord, readJson } from './readJson.ts';

/**
 * `npm-shrinkwrap.json`, the lock file that a package brings with it and that installs obey. Packages from
 * another host than the rest, or without a hash, are findings.
 */
export function readShrinkwrap(file: PackageFile, { notes }: ManifestContext): ManifestPart {
  const json = readJson(file, notes);
  if (json === undefined) return {};
  const locked = isRecord(json.value['packages']) ? json.value['packages'] : json.value['dependencies'];
  if (!isRecord(locked)) return {};
  const resolved = Object.entries(locked).flatMap(([path, entry]) => {
    if (!isRecord(entry) || typeof entry['resolved'] !== 'string' || entry['link'] === true) return [];
    return [
      {
        name: path.replace(/^.*node_modules\//, ''),
        from: entry['resolved'],
        hasHash: typeof entry['integrity'] === 'string',
      },
    ];
  });
  const hosts = new Map<string, number>();
  for (const { from } of resolved) hosts.set(hostOf(from), (hosts.get(hostOf(from)) ?? 0) + 1);
  const usual = [...hosts].sort((a, b) => b[1] - a[1])[0]?.[0];
  for (const { name, from, hasHash } of resolved) {
    if (hostOf(from) === usual && from.startsWith('https:') && hasHash) continue;
    notes.find({
      rule: 'manifest.remote-dependency',
      decision: 'review',
      file: file.path,
      text: `${name}: ${from}`,
      what: hasHash ? 'comes from another place than the rest' : 'is locked without a hash',
      why: hasHash
        ? `The lock file that the package brings takes ${name} from another place than its other dependencies.`
        : `The lock file that the package brings takes whatever it is given as ${name}.`,
    });
  }
  return {};
}

function hostOf(address: string): string {
  return /^[a-z+]+:\/\/(?:[^/@]*@)?([^/:?#]+)/i.exec(address)?.[1]?.toLowerCase() ?? address.slice(0, 40);
}
