import type { ModuleIr } from '../ir/moduleIr.ts';

/** Names by which the global object is known. */
const GLOBAL_OBJECTS = new Set(['globalThis', 'window', 'self', 'global', 'top', 'parent', 'frames']);
const NODE_MODULES = new Set(
  'assert async_hooks buffer child_process cluster crypto dgram dns dns/promises fs fs/promises http http2 https module net os path process stream timers tls url util v8 vm worker_threads zlib'.split(
    ' ',
  ),
);

/** What a name that no scope declares is, as the start of an API's name; the global object itself is `global:`. */
export function globalName(name: string): string {
  return GLOBAL_OBJECTS.has(name) ? 'global:' : `global:${name}`;
}

/** `fs` and `node:fs` are one module; what is relative is this package's own and no API. */
export function importedName(name: string, language: ModuleIr['language']): string {
  if (language === 'python') return `py:${name}`;
  if (name.startsWith('node:')) return name;
  return NODE_MODULES.has(name) ? `node:${name}` : `npm:${name}`;
}

/** A member of an API. */
export function memberOf(api: string, key: string): string {
  if (api === 'global:') return GLOBAL_OBJECTS.has(key) ? api : `global:${key}`;
  return key === 'default' || key === '__esModule' ? api : `${api}.${key}`;
}
