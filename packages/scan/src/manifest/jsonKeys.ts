/** Where a key of a JSON text stands. */
export interface JsonKey {
  /** From the top, joined by `/`; the index of a list is `*`. */
  readonly path: string;
  readonly line: number;
  /** The same object has had it before: readers take one or the other. */
  readonly isRepeated: boolean;
}

/** Deeper keys are of no manifest's concern. */
const DEPTH = 3;
const KEYS = 50_000;

/** The keys of a valid JSON text down to the third level, with their lines. */
export function jsonKeys(text: string): JsonKey[] {
  const keys: JsonKey[] = [];
  const stack: { readonly path: string; readonly seen: Set<string> | undefined }[] = [];
  let line = 1;
  let name = '';
  for (let at = 0; at < text.length && keys.length < KEYS; at += 1) {
    switch (text[at]) {
      case '\n':
        line += 1;
        break;
      case '{':
      case '[': {
        const parent = stack.at(-1);
        const path = parent === undefined ? '' : `${parent.path}/${parent.seen === undefined ? '*' : name}`;
        stack.push({ path, seen: text[at] === '{' ? new Set() : undefined });
        break;
      }
      case '}':
      case ']':
        stack.pop();
        break;
      case '"': {
        const end = stringEnd(text, at);
        const frame = stack.at(-1);
        if (frame?.seen !== undefined && /^\s*:/.test(text.slice(end, end + 100))) {
          name = decode(text.slice(at, end));
          if (stack.length <= DEPTH) {
            keys.push({ path: `${frame.path}/${name}`, line, isRepeated: frame.seen.has(name) });
            frame.seen.add(name);
          }
        }
        at = end - 1;
        break;
      }
      default:
    }
  }
  return keys;
}

function stringEnd(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at + 1;
}

function decode(quoted: string): string {
  try {
    return String(JSON.parse(quoted));
  } catch {
    return quoted;
  }
}
