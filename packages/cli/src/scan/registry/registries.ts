import { npmAccess } from './npmAccess.ts';
import { type NpmPackument, npmPackument } from './npmRegistry.ts';
import { pipAccess } from './pipAccess.ts';
import type { RegistryAccess } from './registryAccess.ts';
import { type IndexProject, indexProject } from './simpleIndex.ts';

/** The registries that this machine's clients install from. Each package is asked for once in a run. */
export interface Registries {
  readonly npm: (name: string) => Promise<{ readonly access: RegistryAccess; readonly packument: NpmPackument }>;
  readonly pypi: (name: string) => Promise<{ readonly access: RegistryAccess; readonly project: IndexProject }>;
}

/** Asks the machine's own clients where packages come from when the first package is wanted. The answers throw what they throw. */
export function createRegistries(env: Readonly<Record<string, string | undefined>>, signal: AbortSignal): Registries {
  // A scope may have a registry of its own.
  const npmOf = once((scope: string) => npmAccess(scope === '' ? 'any' : `${scope}/any`, env));
  const pipOf = once(() => pipAccess(env));
  return {
    npm: once(async (name) => {
      const access = await npmOf(/^(@[^/]+)\//.exec(name)?.[1] ?? '');
      return { access, packument: await npmPackument(name, access, signal) };
    }),
    pypi: once(async (name) => {
      const access = await pipOf('');
      return { access, project: await indexProject(name, access, signal) };
    }),
  };
}

function once<T>(ask: (key: string) => Promise<T>): (key: string) => Promise<T> {
  const known = new Map<string, Promise<T>>();
  return (key) => {
    const asked = known.get(key) ?? ask(key);
    known.set(key, asked);
    return asked;
  };
}
