import type { ApiFacts } from '../catalog/apiFacts.ts';
import type { SinkEntry } from '../catalog/sinkCatalog.ts';

/**
 * The catalogs as they are read where something can be guessed: it goes through hashes and encryption, and ends where a key
 * is made of it.
 */
export function createGuessFacts(factsOf: (api: number) => ApiFacts): (api: number) => ApiFacts {
  const known: (ApiFacts | undefined)[] = [];
  return (api) => {
    const facts = known[api];
    if (facts !== undefined) return facts;
    const { ends, isHash, makings, ...others } = factsOf(api);
    const [first] = makings;
    const sink: SinkEntry | undefined =
      first === undefined
        ? undefined
        : {
            root: rootOf(others.path),
            members: '*',
            kind: 'key',
            capability: 'key',
            positions: makings.map(({ position }) => position),
            names: makings.flatMap(({ name }) => name ?? []),
            under: new Map(makings.map(({ position, member }) => [position, member])),
          };
    return (known[api] = {
      ...others,
      makings,
      sink,
      isHash,
      ends: ends && !isHash,
      isDoubtfulEnd: false,
      isEncryption: false,
    });
  };
}

function rootOf(path: string): string {
  return path.slice(0, path.search(/[./(]|$/u));
}
