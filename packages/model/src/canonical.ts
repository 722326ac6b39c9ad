import { ModelFault } from './modelFault.ts';

/** A value that JSON can carry. Amounts travel as decimal strings, times as integers. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

const MAX_DEPTH = 64;

/**
 * Canonical JSON by RFC 8785 (JCS): members sorted by UTF-16 code units, numbers as
 * ECMAScript prints them, no white space. Equal values give equal text, so a digest or
 * a signature over the text is a digest or a signature over the value.
 *
 * Throws `not-canonical` for what JSON cannot carry without loss: a non-finite number,
 * a lone surrogate, a bigint, a function, `undefined` inside an array, nesting beyond 64.
 * Members whose value is `undefined` are left out, as by `JSON.stringify`.
 */
export function canonicalJson(value: unknown): string {
  // Pieces joined at the end make one flat text; text put together bit by bit stays a tree that everybody who reads it walks.
  const pieces: string[] = [];
  write(value, 0, pieces);
  return pieces.join('');
}

function write(value: unknown, depth: number, pieces: string[]): void {
  if (depth > MAX_DEPTH) throw refuse(`nesting deeper than ${MAX_DEPTH}`);
  switch (typeof value) {
    case 'string':
      pieces.push(writeString(value));
      return;
    case 'number':
      if (!Number.isFinite(value)) throw refuse(`the number ${value}`);
      pieces.push(JSON.stringify(value));
      return;
    case 'boolean':
      pieces.push(value ? 'true' : 'false');
      return;
    case 'object':
      if (value === null) pieces.push('null');
      else if (Array.isArray(value)) writeArray(value, depth, pieces);
      else writeObject(value, depth, pieces);
      return;
    default:
      throw refuse(`a value of type ${typeof value}`);
  }
}

function writeArray(items: readonly unknown[], depth: number, pieces: string[]): void {
  let before = '[';
  for (const item of items) {
    pieces.push(before);
    write(item, depth + 1, pieces);
    before = ',';
  }
  pieces.push(before === '[' ? '[]' : ']');
}

function writeObject(value: object, depth: number, pieces: string[]): void {
  const record = value as Readonly<Record<string, unknown>>;
  // Without a comparison of its own, sort goes by UTF-16 code units: the order of RFC 8785.
  const names = Object.keys(record).sort();
  let before = '{';
  for (const name of names) {
    const member = record[name];
    if (member === undefined) continue;
    pieces.push(before, writeString(name), ':');
    write(member, depth + 1, pieces);
    before = ',';
  }
  pieces.push(before === '{' ? '{}' : '}');
}

/** Printable ASCII without quote and backslash, which nearly every string here is, stands for itself. */
const PLAIN = /^[ !#-[\]-~]*$/;

function writeString(text: string): string {
  if (PLAIN.test(text)) return `"${text}"`;
  if (!text.isWellFormed()) throw refuse('a string with a lone surrogate');
  return JSON.stringify(text);
}

function refuse(found: string): ModelFault {
  return new ModelFault('not-canonical', {
    message: 'This value has no canonical JSON.',
    found,
    expected: 'null, booleans, finite numbers, well-formed strings, arrays and objects of these (RFC 8785)',
    remedy: 'Send amounts as decimal strings and bytes as hexadecimal strings.',
  });
}
