import type { z } from 'zod';
import { CliFault } from '../../cliFault.ts';

/** What a registry's answer is refused with. */
export interface Expectation {
  /** The package that was asked for. */
  readonly name: string;
  readonly message: string;
  readonly expected: string;
}

/** More than the largest packuments have, and what a process without limits still bears. */
const MOST_VALUES = 8_000_000;
const DEEPEST = 64;

/**
 * A registry's answer as far as `schema` describes it. It is parsed in this process and believed in nothing: how many values it has and how
 * deep they lie is counted before a parser sees it, and no text or member beyond the schema is used. Throws `registry-refused`.
 */
export function registryJson<T>(bytes: Uint8Array, schema: z.ZodType<T>, { name, message, expected }: Expectation): T {
  const read = boundedJson(bytes);
  if (read.is === 'refused') throw refused(read.why);
  const parsed = schema.safeParse(read.value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw refused(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);

  function refused(why: string): CliFault {
    return new CliFault('registry-refused', { message, found: `${name}: ${why.slice(0, 300)}`, expected });
  }
}

/** JSON that is no larger, in values and in depth, than a registry's answers are. Linear in the bytes. */
export function boundedJson(
  bytes: Uint8Array,
): { readonly is: 'read'; readonly value: unknown } | { readonly is: 'refused'; readonly why: string } {
  const why = tooMuch(bytes);
  if (why !== undefined) return { is: 'refused', why };
  try {
    return { is: 'read', value: JSON.parse(new TextDecoder().decode(bytes)) as unknown };
  } catch {
    return { is: 'refused', why: 'no JSON' };
  }
}

const [QUOTE, BACKSLASH, COMMA, COLON] = [0x22, 0x5c, 0x2c, 0x3a];
const OPENS: ReadonlySet<number> = new Set([0x5b, 0x7b]);
const CLOSES: ReadonlySet<number> = new Set([0x5d, 0x7d]);

function tooMuch(bytes: Uint8Array): string | undefined {
  let depth = 0;
  let values = 1;
  let isText = false;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    if (isText) {
      if (byte === BACKSLASH) at++;
      else if (byte === QUOTE) isText = false;
    } else if (byte === QUOTE) isText = true;
    else if (byte === COMMA || byte === COLON) values++;
    else if (OPENS.has(byte)) {
      values++;
      if (++depth > DEEPEST) return `more than ${DEEPEST} objects and lists inside one another`;
    } else if (CLOSES.has(byte)) depth--;
    if (values > MOST_VALUES) return `more than ${MOST_VALUES} values`;
  }
  return undefined;
}
