/**
 * A leaf is canonical JSON of an entry (RFC 8785): members in order, no space, so `key`,
 * `type` and `v` are its last three and no text inside a string can look like them (its
 * quotes are escaped). That lets verification read both without parsing the whole.
 */
const TAIL = /","type":"(?<type>[a-z.]{1,64})","v":[0-9]+\}$/;
const KEY = ',"key":"';

/** Idempotency key and type of a leaf, or `undefined` when the text is no leaf. */
export function readLeaf(leaf: string): { readonly key: string; readonly type: string } | undefined {
  const end = leaf.lastIndexOf('","type":"');
  const start = leaf.lastIndexOf(KEY, end);
  if (start < 0 || end < start + KEY.length) return undefined;
  const type = TAIL.exec(leaf.slice(end))?.groups?.['type'];
  if (type === undefined) return undefined;
  const raw = leaf.slice(start + KEY.length, end);
  return { key: raw.includes('\\') ? (JSON.parse(`"${raw}"`) as string) : raw, type };
}
