import { describe, expect, it } from 'vitest';
import { artifact, type ContractName } from '@portcullis/contracts';
import { compareCode } from './compareCode.ts';
import { codeGraph } from './basicBlocks.ts';
import { dispatchTable } from './dispatchTable.ts';
import { readMetadata } from './metadata.ts';

const NAMES: readonly ContractName[] = [
  'CertBond',
  'CertToken',
  'CertTokenV2',
  'CertTokenV2Pausable',
  'Guardian',
  'Market',
  'Multisig',
  'Pair',
  'ProxyAdmin',
  'StableToken',
  'StakingPool',
  'WBNB',
];
const bytesOf = (name: ContractName): Uint8Array => new Uint8Array(Buffer.from(artifact(name).runtime.slice(2), 'hex'));

describe('functions found in code', () => {
  it.each(NAMES)('of %s are those of its ABI', (name) => {
    const found = [...dispatchTable(codeGraph(bytesOf(name))).functions.keys()].toSorted();
    expect(found).toEqual(Object.values(artifact(name).methods).toSorted());
  });

  it('reads the metadata of solc', () => {
    expect(readMetadata(bytesOf('CertToken'))).toMatchObject({
      solc: '0.8.37',
      source: expect.stringMatching(/^1220[0-9a-f]{64}$/),
    });
    expect(readMetadata(new Uint8Array([1, 2, 0, 1]))).toBeUndefined();
  });
});

describe('compareCode', () => {
  const names = Object.keys(artifact('CertTokenV2Pausable').methods);

  it('finds what a version adds and leaves what it does not touch', () => {
    const comparison = compareCode(artifact('CertToken').runtime, artifact('CertTokenV2').runtime, { names });
    expect(comparison.difference).toBe('code');
    expect(comparison.added.map(({ name }) => name).toSorted()).toEqual(['ratio()', 'ratioFeed()']);
    expect(comparison.removed).toEqual([]);
    expect(comparison.changed).toEqual([]);
    expect(comparison.unchanged).toBe(Object.keys(artifact('CertToken').methods).length);
    expect(comparison.fallbackChanged).toBe(false);
  });

  it('finds functions changed by code that they call inside', () => {
    const comparison = compareCode(artifact('CertTokenV2').runtime, artifact('CertTokenV2Pausable').runtime, { names });
    expect(comparison.changed.map(({ name }) => name).toSorted()).toEqual([
      'burn(address,uint256)',
      'mint(address,uint256)',
      'transfer(address,uint256)',
      'transferFrom(address,address,uint256)',
    ]);
  });

  it('shows a back door in the fallback', () => {
    const comparison = compareCode(artifact('CertToken').runtime, artifact('CertTokenUnguarded').runtime);
    expect(comparison.added).toEqual([{ selector: '0x3b3a5522', name: undefined, where: 'fallback' }]);
    expect(comparison.fallbackChanged).toBe(true);
    expect(comparison.notes.join(' ')).toContain('0x3b3a5522');
  });

  it('tells metadata, immutables and constants from code', () => {
    const { runtime, immutableReferences } = artifact('CertTokenV2');
    const bytes = Buffer.from(runtime.slice(2), 'hex');
    const metadata = Buffer.from(bytes);
    metadata[bytes.length - 20] = 0x77;
    expect(compareCode(runtime, `0x${metadata.toString('hex')}`)).toMatchObject({
      difference: 'metadata',
      changed: [],
      added: [],
    });
    const immutable = Buffer.from(bytes);
    immutable.fill(0x11, 654, 686);
    const other = `0x${immutable.toString('hex')}`;
    expect(compareCode(runtime, other, { immutables: immutableReferences })).toMatchObject({
      difference: 'immutables',
      changed: [],
    });
    expect(compareCode(runtime, other)).toMatchObject({ difference: 'constants', changed: [] });
    expect(compareCode(runtime, runtime)).toMatchObject({ difference: 'same', changed: [], added: [], removed: [] });
  });

  it('says so when there is nothing to compare functions by', () => {
    expect(compareCode('0x', artifact('CertToken').runtime).notes.join(' ')).toContain('no old code');
    expect(() => compareCode('0x1', '0x')).toThrow('not code');
  });
});
