import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { vectorsFolder } from '../../../testing/vectors.ts';
import { canonicalJson } from './canonical.ts';

const folder = vectorsFolder('jcs');
const data = join(folder ?? '', 'testdata');

describe.skipIf(folder === undefined)(
  `the public vectors of RFC 8785${folder === undefined ? ' (skipped: no folder vectors/jcs on this machine; set PORTCULLIS_VECTORS)' : ''}`,
  () => {
    it.each(folder === undefined ? [] : readdirSync(join(data, 'input')))(
      '%s gives exactly its canonical bytes',
      (name) => {
        const text = canonicalJson(JSON.parse(readFileSync(join(data, 'input', name), 'utf8')));
        const hex = readFileSync(join(data, 'outhex', name.replace('.json', '.txt')), 'utf8').replaceAll(/\s/g, '');
        expect(text).toBe(readFileSync(join(data, 'output', name), 'utf8'));
        expect(Buffer.from(text).toString('hex')).toBe(hex);
      },
    );
  },
);

describe('canonical JSON', () => {
  // From appendix B of RFC 8785: the bits of a double and how it is written.
  it.each([
    ['0000000000000000', '0'],
    ['8000000000000000', '0'],
    ['0000000000000001', '5e-324'],
    ['8000000000000001', '-5e-324'],
    ['7fefffffffffffff', '1.7976931348623157e+308'],
    ['4340000000000000', '9007199254740992'],
    ['4430000000000000', '295147905179352830000'],
    ['44b52d02c7e14af5', '9.999999999999997e+22'],
    ['44b52d02c7e14af6', '1e+23'],
    ['444b1ae4d6e2ef4f', '999999999999999900000'],
    ['444b1ae4d6e2ef50', '1e+21'],
    ['3eb0c6f7a0b5ed8c', '9.999999999999997e-7'],
    ['3eb0c6f7a0b5ed8d', '0.000001'],
    ['41b3de4355555555', '333333333.3333333'],
  ])('writes the double %s as %s', (bits, text) => {
    expect(canonicalJson(Buffer.from(bits, 'hex').readDoubleBE())).toBe(text);
  });

  it('reads back as the same value', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('is its own canonical form, whatever the order of the members', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue({ maxDepth: 3 })), (record) => {
        const text = canonicalJson(record);
        expect(canonicalJson(JSON.parse(text))).toBe(text);
        expect(canonicalJson(Object.fromEntries(Object.entries(record).toReversed()))).toBe(text);
      }),
    );
  });

  it('sorts members by UTF-16 code units, not by code points', () => {
    expect(canonicalJson({ '\u{fb33}': 1, '\u{1f600}': 2 })).toBe('{"\u{1f600}":2,"\u{fb33}":1}');
  });

  it('leaves out members that are undefined', () => {
    expect(canonicalJson({ a: undefined, b: null })).toBe('{"b":null}');
  });

  const deep = (levels: number): unknown => (levels === 0 ? 0 : [deep(levels - 1)]);
  it.each([
    ['NaN', Number.NaN],
    ['infinity', Infinity],
    ['a lone surrogate', 'a\ud800'],
    ['a lone surrogate in a name', { '\udc00': 1 }],
    ['a bigint', 1n],
    ['a function', () => 1],
    ['undefined', undefined],
    ['undefined in an array', [undefined]],
    ['a symbol', Symbol('s')],
    ['nesting beyond 64', deep(65)],
  ])('is refused for %s', (_, value) => {
    expect(() => canonicalJson(value)).toThrow(
      expect.objectContaining({ code: 'not-canonical', found: expect.any(String) }),
    );
  });

  it('takes nesting of 64', () => {
    expect(canonicalJson(deep(64))).toHaveLength(129);
  });
});
