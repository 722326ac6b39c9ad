import * as builtins from 'node:module';

/** Names of options and members of browsers that Node's own objects do not show. */
const FURTHER =
  'headers method body signal mode key format type host hostname port path ' +
  'timeout encoding onload onerror onmessage onopen setRequestHeader readyState responseText localStorage sessionStorage ethereum ' +
  'request clipboard readText writeText sendBeacon document navigator window postMessage value done get ' +
  'set enumerable configurable writable default __esModule cause detached stdio';

let known: ReadonlySet<string> | undefined;

/** Members that the language and the platform give: a member of ours with such a name keeps it. */
export function knownMembers(): ReadonlySet<string> {
  if (known !== undefined) return known;
  const names = new Set(FURTHER.split(' '));
  const seen = new Set<unknown>();
  const collect = (value: unknown, depth: number): void => {
    if ((typeof value !== 'object' && typeof value !== 'function') || value === null || seen.has(value) || depth > 3)
      return;
    seen.add(value);
    for (const [name, property] of Object.entries(Object.getOwnPropertyDescriptors(value))) {
      names.add(name);
      collect(property.value, depth + 1);
    }
    collect(Object.getPrototypeOf(value), depth + 1);
  };
  collect(globalThis, 0);
  for (const module of [
    'crypto',
    'fs',
    'fs/promises',
    'path',
    'os',
    'http',
    'https',
    'net',
    'dns',
    'zlib',
    'events',
    'stream',
    'child_process',
    'module',
    'url',
  ]) {
    collect(process.getBuiltinModule(module), 0);
  }
  collect(builtins, 0);
  for (const one of [
    new URL('https://a.invalid'),
    Buffer.alloc(0),
    new Response(''),
    new Headers(),
    new Map(),
    [],
    '',
    /a/,
  ]) {
    collect(Object(one), 0);
  }
  known = names;
  return known;
}
