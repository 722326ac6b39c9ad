import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { CliFault } from '../../cliFault.ts';
import { boundedJson, registryJson } from './registryJson.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const read = (text: string): unknown => {
  const answer = boundedJson(bytes(text));
  return answer.is === 'read' ? answer.value : answer.why;
};

describe('an answer of a registry', () => {
  it('is read like JSON where it is as large as answers are', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 8 }), (value) => {
        const text = JSON.stringify(value);
        expect(read(text)).toEqual(JSON.parse(text));
      }),
      { seed: Number(process.env['SEED'] ?? 1) },
    );
  });

  it.each([
    ['lies deep', '['.repeat(65) + ']'.repeat(65), 'more than 64 objects and lists inside one another'],
    ['lies deeper than a stack bears', '{"a":'.repeat(2_000_000), 'more than 64 objects and lists inside one another'],
    ['has values without end', `[${'0,'.repeat(8_100_000)}0]`, 'more than 8000000 values'],
    ['is something else', '<html>', 'no JSON'],
    ['is cut off in a text', '{"a": "b\\', 'no JSON'],
  ])('is refused where it %s', (_, text, why) => {
    expect(read(text)).toBe(why);
  });

  it('does not take brackets in a text for depth', () => {
    expect(read(JSON.stringify({ a: `${'['.repeat(500)}\\"${'{'.repeat(500)}` }))).toHaveProperty('a');
  });

  it('is held against its schema, with what is wrong and where', () => {
    const schema = z.looseObject({ versions: z.record(z.string(), z.number()) });
    const told = { name: '@acme/wallet', message: 'No metadata.', expected: 'metadata' };
    expect(registryJson(bytes('{"versions": {"1": 2}, "more": []}'), schema, told).versions).toEqual({ 1: 2 });
    const fault = (text: string): string => {
      try {
        registryJson(bytes(text), schema, told);
        return 'not refused';
      } catch (error) {
        return error instanceof CliFault ? `${error.code} ${error.found ?? ''}` : String(error);
      }
    };
    expect(fault('{"versions": {"1": "2"}}')).toMatch(/^registry-refused @acme\/wallet: versions\.1: /);
    expect(fault('[')).toBe('registry-refused @acme/wallet: no JSON');
  });
});
