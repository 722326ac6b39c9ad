import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { vectorsFolder } from '../../../testing/vectors.ts';
import { canonicalJson } from './canonical.ts';

const folder = vectorsFolder('jcs');
const refused = expect.objectContaining({ code: 'not-canonical' });

describe.skipIf(folder === undefined)(
  'the public vectors of RFC 8785 (skipped where the folder shared/vectors/jcs is absent)',
  () => {
    const home = join(folder ?? '', 'testdata');
    it.each(folder === undefined ? [] : readdirSync(join(home, 'input')))('%s', (name) => {
      const text = canonicalJson(JSON.parse(readFileSync(join(home, 'input', name), 'utf8')));
      expect(text).toBe(readFileSync(join(home, 'output', name), 'utf8').trimEnd());
    });
  },
);

describe('canonical JSON', () => {
  it('is JSON of the same value, and the same text whatever the order of members', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
        const text = canonicalJson(value);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(canonicalJson(reversed(value))).toBe(text);
      }),
    );
  });

  it.each(['"', '\\', '\n', '\u0000', '\u001f', '\u007f', ' ', '~', '[', ']', 'é', '漢', '\u2028', '😀', ''])(
    'writes the text %j as JSON does',
    (text) => {
      expect(canonicalJson(text)).toBe(JSON.stringify(text));
    },
  );

  it('orders members by UTF-16 code units, also those that look like numbers, and leaves out undefined', () => {
    expect(canonicalJson({ 10: 1, 9: 2, b: undefined, '\ue000': 3, '😀': 4, a: [] })).toBe(
      '{"10":1,"9":2,"a":[],"😀":4,"\ue000":3}',
    );
  });

  it.each([
    ['a number that is none', Number.NaN],
    ['an infinity', [Number.POSITIVE_INFINITY]],
    ['a lone surrogate', { text: 'a\ud800' }],
    ['a lone surrogate in a name', { '\udc00': 1 }],
    ['a bigint', 1n],
    ['a function', { run: () => 1 }],
    ['undefined in an array', [undefined]],
    ['nesting without end', nested(65)],
  ])('refuses %s', (_, value) => {
    expect(() => canonicalJson(value)).toThrow(refused);
  });
});

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([name, member]) => [name, reversed(member)]),
  );
}

function nested(depth: number): unknown {
  return depth === 0 ? 1 : [nested(depth - 1)];
}
