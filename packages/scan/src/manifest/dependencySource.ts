import { isBroughtByMarker } from './isBroughtByMarker.ts';
import type { Dependency } from './manifest.ts';

/** Where npm would take a dependency from, by what stands behind its name (npm-package-arg). */
export function npmSource(range: string): Dependency['from'] {
  if (/^npm:/i.test(range)) return 'alias';
  if (/^(?:git(?:\+[a-z]+)?:|git@|(?:github|gitlab|bitbucket|gist):)/i.test(range)) return 'git';
  if (/^https?:\/\/[^/]+\/.*\.git(?:#|$)/i.test(range)) return 'git';
  if (/^https?:/i.test(range)) return 'url';
  if (/^(?:file|link|portal|workspace):|^\.{1,2}\/|^~\/|^\/|^[a-z]:\\/i.test(range)) return 'file';
  // `owner/repository`, which npm takes from a public host.
  if (/^[\w.-]+\/[\w.-]+(?:#.*)?$/.test(range)) return 'git';
  return 'registry';
}

/** A requirement of Python (PEP 508): `name[extra] (range) ; marker`, or `name @ address`. Undefined for none. */
export function parseRequirement(text: string):
  | {
      readonly name: string;
      readonly range: string;
      readonly from: Dependency['from'];
      /** Whether an install brings it that nobody asks for more, on a machine as there are many. */
      readonly isBrought: boolean;
    }
  | undefined {
  const [, name, rest = ''] = /^\s*([A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?)\s*(?:\[[^\]]*\])?\s*([^]*)$/.exec(text) ?? [];
  if (name === undefined) return undefined;
  const [, address, behind = ''] = /^@\s*(\S+)\s*;?([^]*)$/.exec(rest) ?? [];
  if (address !== undefined) {
    const isBrought = isBroughtByMarker(behind);
    const from = /^(?:git|hg|svn|bzr)\+/i.test(address) ? 'git' : /^file:/i.test(address) ? 'file' : 'url';
    return { name, range: address, from, isBrought };
  }
  const border = rest.indexOf(';');
  const range = (border < 0 ? rest : rest.slice(0, border)).replace(/[()]/g, '').trim();
  return { name, range, from: 'registry', isBrought: border < 0 || isBroughtByMarker(rest.slice(border + 1)) };
}
