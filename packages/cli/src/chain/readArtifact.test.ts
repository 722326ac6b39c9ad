import { parseHex } from '@portcullis/model';
import { describe, expect, it } from 'vitest';
import { fillImmutables, functionsOf, readArtifact } from './readArtifact.ts';

const places = { 7: [{ start: 1, length: 32 }] };
const code = `60${'00'.repeat(32)}00`;

describe('a compiler artifact', () => {
  it.each([
    ['solc', { evm: { deployedBytecode: { object: code, immutableReferences: places } } }],
    ['Foundry', { deployedBytecode: { object: `0x${code}`, immutableReferences: places } }],
    ['Hardhat', { deployedBytecode: `0x${code}`, immutableReferences: places }],
  ])('of %s is read', (_, value) => {
    const artifact = readArtifact(value, 'x.json');
    expect(artifact.code).toBe(`0x${code}`);
    expect(fillImmutables(artifact, { 7: parseHex(`0x${'0'.repeat(62)}ff`) }, 'x.json')).toBe(
      `0x60${'00'.repeat(31)}ff00`,
    );
    expect(() => fillImmutables(artifact, {}, 'x.json')).toThrow(
      expect.objectContaining({ code: 'bad-artifact', expected: '--immutable 7=0x…' }),
    );
    expect(() => fillImmutables(artifact, { 7: parseHex('0x01'), 8: parseHex('0x01') }, 'x.json')).toThrow(
      expect.objectContaining({ code: 'bad-artifact' }),
    );
  });

  it.each([
    ['an interface', { deployedBytecode: '0x' }],
    ['creation code only', { bytecode: `0x${code}` }],
    ['a library that is not linked', { deployedBytecode: { object: `60__$${'a'.repeat(34)}$__00` } }],
    ['something else', []],
  ])('is refused where it is %s', (_, value) => {
    expect(() => readArtifact(value, 'x.json')).toThrow(expect.objectContaining({ code: 'bad-artifact' }));
  });

  it('names functions with tuples written out', () => {
    expect(
      functionsOf([
        {
          type: 'function',
          name: 'f',
          inputs: [{ type: 'tuple[]', components: [{ type: 'uint256' }, { type: 'address' }] }, { type: 'bytes' }],
        },
        { type: 'event', name: 'E' },
      ]),
    ).toEqual(['f((uint256,address)[],bytes)']);
  });
});
