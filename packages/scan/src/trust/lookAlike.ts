/** How a name was made to look like another. */
export type Likeness =
  | 'one letter more, less or other'
  | 'two letters swapped'
  | 'other separators'
  | 'letters that look alike'
  | 'the scope written into the name'
  | 'an affix';

/** Shorter names are too close to each other by chance. */
const SHORTEST = 5;
const AFFIXES = /^(?:node|python|py|js|lib)[-_.]|[-_.](?:js|node|python|py|lib|api|sdk|cli|core|utils?)$/;
/** What a reader takes for the same, each mapped to one of its kind. */
const ALIKE: readonly (readonly [RegExp, string])[] = [
  [/[0]/g, 'o'],
  [/[1i|]/g, 'l'],
  [/rn/g, 'm'],
  [/vv/g, 'w'],
  [/5/g, 's'],
];

/**
 * The known name that a name looks like, and how; undefined where there is none or where the name is itself known.
 * Both are names as their ecosystem writes them, in lower case.
 */
export function lookAlike(
  name: string,
  known: ReadonlySet<string>,
): { readonly of: string; readonly by: Likeness } | undefined {
  if (known.has(name)) return undefined;
  for (const other of known) {
    const by = likeness(name, other);
    if (by !== undefined) return { of: other, by };
  }
  return undefined;
}

function likeness(name: string, other: string): Likeness | undefined {
  if (Math.min(name.length, other.length) < SHORTEST) return undefined;
  if (bare(name) === bare(other))
    return name.startsWith('@') === other.startsWith('@') ? 'other separators' : 'the scope written into the name';
  if (alike(name) === alike(other)) return 'letters that look alike';
  if (isSwapped(name, other)) return 'two letters swapped';
  if (isOneEdit(name, other)) return 'one letter more, less or other';
  return name.replace(AFFIXES, '') === other && name !== other ? 'an affix' : undefined;
}

function bare(name: string): string {
  return name.replaceAll(/[-_.@/]/g, '');
}

function alike(name: string): string {
  return ALIKE.reduce((text, [pattern, one]) => text.replaceAll(pattern, one), name);
}

function isSwapped(name: string, other: string): boolean {
  if (name.length !== other.length) return false;
  const at = firstDifference(name, other);
  return name[at] === other[at + 1] && name[at + 1] === other[at] && name.slice(at + 2) === other.slice(at + 2);
}

function isOneEdit(name: string, other: string): boolean {
  if (Math.abs(name.length - other.length) > 1) return false;
  const at = firstDifference(name, other);
  if (name.length === other.length) return name.slice(at + 1) === other.slice(at + 1);
  return name.length > other.length ? name.slice(at + 1) === other.slice(at) : name.slice(at) === other.slice(at + 1);
}

function firstDifference(name: string, other: string): number {
  let at = 0;
  while (at < name.length && name[at] === other[at]) at += 1;
  return at;
}
