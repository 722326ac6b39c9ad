import type { ApiFacts } from '../catalog/apiFacts.ts';
import { WALLET_OBJECTS } from '../catalog/sourceCatalog.ts';

const ENVIRONMENT = /^(global|node):(process|Bun)\.env$|^py:os\.environb?$/u;
/** Reads of one variable by function. */
const READS_VARIABLE = /^py:os\.(getenv|environb?\.(get|pop|__getitem__))$|^global:Deno\.env\.get$/u;
const READS_STORAGE =
  /^global:(localStorage|sessionStorage)\.getItem$|^global:(chrome|browser)\.storage\.(local|sync)\.get$/u;
const WALLET_REQUESTS = new Set(WALLET_OBJECTS.map((root) => `${root}.request`));

/** What an API can be a source by. */
export interface SourceRoles {
  readonly facts: ApiFacts;
  /** Whether a call of it can be one at all: of nearly all APIs none can. */
  readonly called: boolean;
  readonly readsVariable: boolean;
  readonly readsStorage: boolean;
  readonly isEnvironment: boolean;
  readonly asksWallet: boolean;
}

/** Looks the roles of APIs up, each once: there are many more steps than APIs. */
export function createSourceRoles(
  factsOf: (api: number) => ApiFacts,
  withDownloads: boolean,
): (api: number) => SourceRoles {
  const known: (SourceRoles | undefined)[] = [];
  return (api) => (known[api] ??= rolesOf(factsOf(api), withDownloads));
}

function rolesOf(facts: ApiFacts, withDownloads: boolean): SourceRoles {
  const { path, source } = facts;
  const readsVariable = READS_VARIABLE.test(path);
  const readsStorage = READS_STORAGE.test(path);
  const asksWallet = WALLET_REQUESTS.has(path);
  return {
    facts,
    called:
      facts.keyUse !== undefined ||
      facts.origin !== undefined ||
      (source !== undefined && source.members !== '=') ||
      facts.readsFile ||
      (withDownloads && facts.isDownload) ||
      readsVariable ||
      readsStorage ||
      asksWallet,
    readsVariable,
    readsStorage,
    isEnvironment: ENVIRONMENT.test(path),
    asksWallet,
  };
}
