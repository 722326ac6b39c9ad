import { KEY_ORIGINS, KEY_USES, PASSWORD_DERIVATIONS } from '../flow/catalog/keyCatalog.ts';
import { SINKS, STORE_SINKS } from '../flow/catalog/sinkCatalog.ts';
import { DOWNLOADS, FILE_READS, SOURCES, WALLET_OBJECTS } from '../flow/catalog/sourceCatalog.ts';
import type { CatalogLine } from './catalogTerm.ts';
import { createInterestFinder, type InterestFinder } from './interest.ts';

const pair = ([root, members]: readonly [root: string, members: string, ...more: unknown[]]): CatalogLine => ({
  root,
  members,
});

/** Native code and single settings of the environment, which `capabilityUses` knows without a catalog. */
const BESIDE_CATALOGS: readonly CatalogLine[] = [
  { root: 'py:os', members: 'getenv' },
  { root: 'py:ctypes', members: '*' },
  { root: 'py:cffi', members: '*' },
  { root: 'global:process', members: '*' },
  { root: 'global:Deno', members: '*' },
  { root: 'npm:bindings', members: '*' },
  { root: 'npm:node-gyp-build', members: '*' },
  { root: 'npm:ffi-napi', members: '*' },
  { root: 'npm:koffi', members: '*' },
];

/**
 * The prefilter of the flow analysis: where none of its lines can be reached, the report has no flow and no use. Every
 * line of the catalogs extends it by itself.
 */
export function createFlowInterest(): InterestFinder {
  return createInterestFinder([
    ...SINKS,
    ...STORE_SINKS.map(pair),
    ...KEY_USES,
    ...KEY_ORIGINS,
    ...PASSWORD_DERIVATIONS.map(pair),
    ...SOURCES,
    ...FILE_READS.map(pair),
    ...DOWNLOADS.map(pair),
    ...WALLET_OBJECTS.map((root) => ({ root, members: '*' })),
    ...BESIDE_CATALOGS,
  ]);
}
