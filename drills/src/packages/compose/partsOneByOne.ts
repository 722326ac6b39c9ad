import { PARTS } from './compose.ts';
import type { Choice } from './composition.ts';

/** Every part once with the plainest of everything else: which part alone a judge does not see through. */
export function partsOneByOne(language: Choice['language']): Partial<Choice>[] {
  const { sources, paths, encoders, sinks, triggers } = PARTS[language];
  const plain: Partial<Choice> = {
    source: 'constructor',
    path: 'direct',
    encoder: 'base64',
    sink: sinks[0]?.name ?? '',
    trigger: 'at once',
  };
  const vary = (kind: keyof Choice, names: readonly string[]): Partial<Choice>[] =>
    names.map((name) => ({ ...plain, [kind]: name }));
  const named = (list: readonly { readonly name: string }[]): string[] => list.map(({ name }) => name);
  return [
    ...vary('source', named(sources)),
    ...vary('path', named(paths)),
    ...vary('encoder', named(encoders)),
    ...vary('sink', named(sinks)),
    ...vary(
      'trigger',
      triggers.filter((name) => name !== 'import'),
    ),
    { ...plain, source: 'environment', trigger: 'import' },
  ];
}
