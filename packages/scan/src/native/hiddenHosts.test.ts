import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hiddenHosts } from './hiddenHosts.ts';
import { nativeSource } from './nativeSource.ts';

const HOST = 'check.example.invalid';
const bytes = (text: string, key = 0): number[] => Array.from(text, (letter) => letter.charCodeAt(0) ^ key);
const hosts = (text: string): string[] => hiddenHosts(text).map(({ host, how }) => `${host} ${how}`);

describe('a host that is hidden', () => {
  test.each([
    ['by XOR', `const Z: [u8; 21] = [${bytes(HOST, 0x5c).join(', ')}];`, `${HOST} XOR with 0x5c`],
    [
      'in hexadecimal numbers of C',
      `char z[] = {${bytes(HOST, 7)
        .map((one) => `0x${one.toString(16)}`)
        .join(',')}};`,
      `${HOST} XOR with 0x07`,
    ],
    ['as plain numbers', `vec![${bytes(HOST).join(', ')}]`, `${HOST} numbers`],
    ['with its end of a text', `char z[] = {${[...bytes(HOST), 0].join(', ')}};`, `${HOST} numbers`],
    ['in base64', `"${btoa(`https://${HOST}/v1`)}"`, `https://${HOST}/v1 base64`],
    ['in hexadecimal', `"${Buffer.from(`https://${HOST}`).toString('hex')}"`, `https://${HOST} hexadecimal`],
  ])('%s is seen', (_, text, expected) => {
    expect(hosts(text)).toEqual([expected]);
  });

  test.each([
    ['a table of a cipher', '[99, 124, 119, 123, 242, 107, 111, 197, 48, 1, 103, 43, 254, 215, 171, 118]'],
    ['a table of two values', '[1, 64, 1, 1, 1, 1, 64, 1, 1, 1, 64, 1, 1, 1]'],
    ['numbers in a row', `{${Array.from({ length: 64 }, (_, n) => n).join(', ')}}`],
    ['a text without an address', `"${btoa('a text that is not a place at all')}"`],
    ['a digest', `"${'0123456789abcdef'.repeat(4)}"`],
    ['a host that anybody can read', `"${HOST}"`],
  ])('%s is none', (_, text) => {
    expect(hosts(text)).toEqual([]);
  });

  test('bytes without a meaning are none', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 12, maxLength: 64 }), (list) => {
        expect(hosts(`[${list.join(', ')}]`)).toEqual([]);
      }),
      { numRuns: 2000, seed: Number(process.env['SEED'] ?? 1) },
    );
  });
});

test('it is held where the file reaches the network, to be read elsewhere, and a note in tests', () => {
  const list = `const Z: [u8; 21] = [${bytes(HOST, 0x5c).join(', ')}];`;
  const decision = (file: string, text: string): string[] =>
    (nativeSource(file, text)?.findings ?? []).map((one) => `${one.rule} ${one.decision}`);
  expect(decision('src/a.rs', `${list}\nfn f() { ureq::post(&zone()); }`)).toEqual(['native.hidden-host hold']);
  expect(decision('src/a.rs', list)).toEqual(['native.hidden-host review']);
  expect(decision('tests/a.rs', `${list}\nfn f() { ureq::post(&zone()); }`)).toEqual(['native.hidden-host note']);
});
