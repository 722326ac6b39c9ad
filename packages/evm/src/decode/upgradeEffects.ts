import type { EvmAddress, Hex } from '@portcullis/model';
import type { ChainLog } from '../read/chainLog.ts';
import { addressIn, implementationIn, wordIn } from '../read/reading.ts';
import { TOPIC } from '../read/signatures.ts';
import { addressOfWord, EMPTY_CODE_HASH, ZERO_ADDRESS } from '../read/words.ts';
import type { BlockChange } from './effectsOf.ts';
import type { EffectWriter } from './effectWriter.ts';

/**
 * Upgrades: one per `Upgraded` or `BeaconUpgraded` event of a proxy or of its beacon, so that
 * an upgrade that is undone within the block is still seen; and one where the implementation
 * is not where the last event says, which is what an upgrade that hides its event looks like.
 */
export function upgradeEffects(change: BlockChange, writer: EffectWriter): void {
  const { plan, before, reading } = change;
  const proxies = [...plan.governed, ...plan.wallets.map((wallet) => wallet.address)];
  for (const proxy of proxies) {
    const first = implementationIn(before, proxy);
    let known = first;
    for (const log of reading.logs) {
      const next = upgradedBy(log, proxy, change);
      if (next === undefined) continue;
      if (wordIn(before, `code/${proxy}`) === undefined) continue;
      const name = log.topics[0] === TOPIC.upgraded ? 'Upgraded' : 'BeaconUpgraded';
      writer.fromLog(log, upgrade(change, writer, proxy, known, next), [
        `Log ${log.index} of transaction ${log.tx}: ${name}(${log.topics[1] === undefined ? '' : addressOfWord(log.topics[1])}) by ${log.address}.`,
      ]);
      known = next;
    }
    // Without a slot in the state before, this is the first sight of the proxy.
    if (before[`implementation/${proxy}`] === undefined && before[`singleton/${proxy}`] === undefined) continue;
    const now = implementationIn(reading.state, proxy);
    if (now === known) continue;
    writer.fromState('state', upgrade(change, writer, proxy, known, now ?? ZERO_ADDRESS), [
      `The implementation of ${proxy} read from storage is ${now ?? 'nothing'}; it was ${first ?? 'nothing'} in the block before, and no event says so.`,
    ]);
  }
}

/** The implementation that a log gives a proxy, if it does. */
function upgradedBy(log: ChainLog, proxy: EvmAddress, { before, reading }: BlockChange): EvmAddress | undefined {
  const [topic, word] = log.topics;
  if (word === undefined) return undefined;
  if (topic === TOPIC.upgraded) {
    const beacon = addressIn(before, `beacon/${proxy}`);
    const behind = addressIn(before, `implementation/${proxy}`) === undefined && beacon === log.address;
    return log.address === proxy || behind ? addressOfWord(word) : undefined;
  }
  if (topic !== TOPIC.beaconUpgraded || log.address !== proxy) return undefined;
  return addressIn(reading.state, `target/${addressOfWord(word)}`) ?? addressOfWord(word);
}

function upgrade(
  { before, reading }: BlockChange,
  writer: EffectWriter,
  proxy: EvmAddress,
  from: EvmAddress | undefined,
  to: EvmAddress,
) {
  const codeOf = (address: EvmAddress): Hex | undefined =>
    wordIn(reading.state, `code/${address}`) ?? wordIn(reading.passing, `code/${address}`);
  const old = from === undefined ? undefined : (wordIn(before, `code/${from}`) ?? codeOf(from));
  return {
    kind: 'upgrade',
    proxy: writer.account(proxy),
    implementation: writer.account(to),
    codeHash: codeOf(to) ?? EMPTY_CODE_HASH,
    ...(old === undefined ? {} : { before: old }),
  } as const;
}
