import { describe, expect, it } from 'vitest';
import {
  type AccountId,
  type AssetId,
  type Contract,
  type Effect,
  type EvmAddress,
  findingSchema,
  type Hex,
  type Verdict,
} from '@portcullis/model';
import type { ContractFacts, ObservedBlock } from '../watch/chainEvent.ts';
import { contractOf } from './contractOf.ts';
import { detect } from './detect.ts';
import { needsPermit } from './needsPermit.ts';
import { unpermittedFinding } from './unpermittedFinding.ts';

const TOKEN = '0xe85afccdafbe7f2b096f268e31cce3da8da2990a' as EvmAddress;
const THIEF = 'eip155:56:0xf3a465c9fa6663ff50794c698f600faa4b05c777' as AccountId;
const AT = `eip155:56:${TOKEN}` as AccountId;
const ASSET = `eip155:56/erc20:${TOKEN}` as AssetId;
const HASH = `0x${'ab'.repeat(32)}` as Hex;
const TX = `0x${'cd'.repeat(32)}` as Hex;
const contract: Contract = {
  id: 'aBNBc',
  at: AT,
  kind: 'proxy-token',
  admin: undefined,
  supply: { backing: { account: THIEF, asset: 'eip155:56/slip44:714' as AssetId }, tolerance: '10' },
  interface: ['mint(address,uint256)'],
  assets: [],
  free: '100',
};
const common = {
  id: 'x',
  at: { ms: 1, source: 'block' as const },
  position: { chain: 'eip155:56' as never, block: 7, hash: HASH, index: 3, tx: TX },
  evidence: ['seen'],
};
const effects: Readonly<Record<Exclude<Effect['kind'], 'burn'>, Effect>> = {
  upgrade: { ...common, kind: 'upgrade', proxy: AT, implementation: THIEF, codeHash: HASH },
  code: { ...common, kind: 'code', contract: AT, codeHash: HASH, before: HASH },
  admin: { ...common, kind: 'admin', contract: AT, role: 'owner', account: THIEF },
  role: { ...common, kind: 'role', contract: AT, role: HASH, account: THIEF, change: 'grant' },
  mint: { ...common, kind: 'mint', asset: ASSET, to: THIEF, units: '10000000000000000000000000000000' },
  outflow: { ...common, kind: 'outflow', from: AT, to: '*', asset: ASSET, units: '60' },
};
const burn: Effect = { ...common, kind: 'burn', asset: ASSET, from: THIEF, units: '1' };
const permit = `sha256:${'ef'.repeat(32)}` as never;
const verdicts: readonly Exclude<Verdict, { is: 'permitted' }>[] = [
  { is: 'absent' },
  { is: 'spent', permit },
  { is: 'exceeded', permit, left: '4' },
  { is: 'expired', permit, when: 'after' },
  { is: 'mismatched', permit, difference: 'another code' },
];

describe('unpermittedFinding', () => {
  it.each(Object.keys(effects))('of %s is a breach that the journal takes, for every verdict', (kind) => {
    for (const verdict of verdicts) {
      const effect = effects[kind as keyof typeof effects];
      const finding = unpermittedFinding(effect, verdict, contractOf([contract], effect));
      expect(findingSchema.parse(finding)).toMatchObject({
        rule: `${kind}.unpermitted`,
        breach: true,
        id: `${kind}.unpermitted/x`,
      });
      expect(finding?.why).toContain('aBNBc');
      expect(finding?.why).toMatch(/[.!]$|another code$/);
    }
  });

  it('speaks plainly', () => {
    expect(unpermittedFinding(effects.upgrade, { is: 'absent' }, contract)?.why).toBe(
      'aBNBc (0xe85a…990a) runs new code 0xabababab… at 0xf3a4…c777 that no custodian signed.',
    );
    expect(unpermittedFinding(effects.mint, { is: 'absent' }, contract)?.why).toContain('about 1·10^31');
  });

  it('says nothing of what was permitted, nor of a burn', () => {
    expect(unpermittedFinding(effects.mint, { is: 'permitted', permit }, contract)).toBeUndefined();
    expect(unpermittedFinding(burn, { is: 'absent' }, contract)).toBeUndefined();
  });
});

describe('needsPermit', () => {
  it('frees burns and what a wallet may let go in one block', () => {
    expect(needsPermit(burn, contract)).toBe(false);
    expect(needsPermit(effects.outflow, contract)).toBe(false);
    expect(needsPermit(effects.outflow, contract, 41n)).toBe(true);
    expect(needsPermit(effects.outflow, undefined)).toBe(true);
    expect(needsPermit(effects.mint, contract)).toBe(true);
  });
});

function blockOf(
  number: number,
  supply: [bigint | undefined, bigint | undefined],
  backing: [bigint | undefined, bigint | undefined],
  more: Partial<ObservedBlock> = {},
): ObservedBlock {
  const facts: ContractFacts = {
    id: 'aBNBc',
    account: AT,
    implementation: undefined,
    codeHash: HASH,
    owner: undefined,
    paused: undefined,
    supply: { before: supply[0], after: supply[1] },
    backing: { before: backing[0], after: backing[1] },
  };
  return {
    chain: 'eip155:56' as never,
    number,
    hash: HASH,
    parentHash: HASH,
    time: common.at,
    effects: [],
    facts: [facts],
    entries: new Map(),
    ...more,
  };
}

describe('supply.unbacked', () => {
  const found = (block: ObservedBlock, recent: readonly ObservedBlock[] = []): readonly string[] =>
    detect(block, { contracts: [contract], recent }).map(
      (finding) => findingSchema.parse(finding).id.split('/').at(-1) ?? '',
    );

  it('finds growth beyond the tolerance, not growth that is backed', () => {
    expect(found(blockOf(1, [100n, 200n], [50n, 150n]))).toEqual([]);
    expect(found(blockOf(1, [100n, 110n], [50n, 50n]))).toEqual([]);
    expect(found(blockOf(1, [100n, 111n], [50n, 50n]))).toEqual(['block']);
    expect(found(blockOf(1, [100n, 100n], [50n, 39n]))).toEqual(['block']);
  });

  it('finds many small steps, once', () => {
    const step = blockOf(1, [100n, 110n], [50n, 50n]);
    expect(
      found(
        step,
        Array.from({ length: 7 }, () => step),
      ),
    ).toEqual([]);
    expect(
      found(
        step,
        Array.from({ length: 8 }, () => step),
      ),
    ).toEqual(['slow']);
    expect(
      found(
        step,
        Array.from({ length: 9 }, () => step),
      ),
    ).toEqual([]);
  });

  it('finds a supply that hides', () => {
    expect(found(blockOf(1, [100n, undefined], [50n, 50n]))).toEqual(['hidden']);
    expect(found(blockOf(1, [undefined, undefined], [50n, 50n]))).toEqual([]);
  });
});

describe('mint.unknown-selector', () => {
  const mints = [effects.mint, { ...effects.mint, id: 'y' }];
  const found = (to: EvmAddress, selector: string): number => {
    const block = blockOf(1, [1n, 1n], [1n, 1n], {
      effects: mints,
      entries: new Map([[TX, { to, selector: selector as Hex }]]),
    });
    const findings = detect(block, { contracts: [contract], recent: [] });
    for (const finding of findings) expect(findingSchema.parse(finding).effects).toEqual(['x', 'y']);
    return findings.length;
  };

  it('finds a mint sent straight to the token through a function nobody declared', () => {
    expect(found(TOKEN, '0x3b3a5522')).toBe(1);
    expect(found(TOKEN, '0x40c10f19')).toBe(0);
    expect(found('0x66bea595aefd5a65799a920974b377ed20071118' as EvmAddress, '0x3b3a5522')).toBe(0);
  });
});
