import { accountOn, effectSchema, type EvmAddress, type Hex, parseAssetId } from '@portcullis/model';
import { describe, expect, it } from 'vitest';
import { TOPIC } from '../read/signatures.ts';
import { watchPlan } from '../read/watchPlan.ts';
import { wordOf, ZERO_ADDRESS } from '../read/words.ts';
import { contractNamed } from '../testing/localEstate.ts';
import { effectsOf } from './effectsOf.ts';

const CHAIN = 'eip155:56' as never;
const TOKEN = `0x${'a1'.repeat(20)}` as EvmAddress;
const WALLET = `0x${'b2'.repeat(20)}` as EvmAddress;
const THIEF = `0x${'c3'.repeat(20)}` as EvmAddress;
const HASH = `0x${'d4'.repeat(32)}` as Hex;
const MOST = `0x${'f'.repeat(64)}` as Hex;

const plan = watchPlan(CHAIN, [
  contractNamed('cert', accountOn(CHAIN, TOKEN), { kind: 'token' }),
  contractNamed('hot', accountOn(CHAIN, WALLET), {
    kind: 'wallet',
    assets: [parseAssetId(`eip155:56/erc20:${TOKEN}`)],
  }),
]);
const state = { [`supply/${TOKEN}`]: wordOf(THIEF), [`balance/${WALLET}/${TOKEN}`]: wordOf(THIEF) };

/** What a token that says anything says: so many transfers of all that a word can hold, and a supply that never moves. */
function effects(from: EvmAddress, to: EvmAddress, times: number) {
  const logs = Array.from({ length: times }, (_, index) => ({
    address: TOKEN,
    topics: [TOPIC.transfer, wordOf(from), wordOf(to)],
    data: MOST,
    index,
    tx: HASH,
  }));
  const header = { number: 1, hash: HASH, parentHash: HASH, timestamp: 1, bloom: undefined, gasUsed: undefined };
  return effectsOf({
    plan,
    before: state,
    reading: { header, logs, state, passing: {}, moves: [], entries: new Map() },
  });
}

describe('a hijacked token that emits what cannot be', () => {
  it.each([
    ['mints', ZERO_ADDRESS, THIEF],
    ['burns', THIEF, ZERO_ADDRESS],
    ['moves to a watched wallet', THIEF, WALLET],
    ['moves from a watched wallet', WALLET, THIEF],
  ])('gives effects that the journal takes, however much it %s: one it refuses would end the watch', (_, from, to) => {
    const found = effects(from, to, 3);
    expect(found.length).toBeGreaterThan(0);
    for (const effect of found) expect(effectSchema.safeParse(effect).error).toBeUndefined();
  });
});
