import { type AccountId, type AssetId, erc20Asset, type EvmAddress } from '@portcullis/model';
import type { ChainLog } from '../read/chainLog.ts';
import { unitsIn } from '../read/reading.ts';
import { TOPIC } from '../read/signatures.ts';
import { addressOfWord, isAddressWord, ZERO_ADDRESS } from '../read/words.ts';
import type { BlockChange } from './effectsOf.ts';
import type { EffectWriter } from './effectWriter.ts';
import { unitsText } from './unitsText.ts';

interface Transfer {
  readonly log: ChainLog;
  readonly token: EvmAddress;
  readonly from: EvmAddress;
  readonly to: EvmAddress;
  readonly units: bigint;
}

/** Mints and burns of watched tokens, and tokens that left watched wallets. */
export function tokenEffects(change: BlockChange, writer: EffectWriter): void {
  const transfers = change.reading.logs.flatMap((log) => transferOf(log) ?? []);
  for (const token of change.plan.tokens) {
    const own = transfers.filter((transfer) => transfer.token === token);
    supplyEffects(change, writer, token, own);
  }
  for (const wallet of change.plan.wallets) {
    for (const token of wallet.tokens) {
      const own = transfers.filter(
        (transfer) => transfer.token === token && (transfer.from === wallet.address || transfer.to === wallet.address),
      );
      walletEffects(change, writer, wallet.address, token, own);
    }
  }
}

function supplyEffects(
  { before, reading }: BlockChange,
  writer: EffectWriter,
  token: EvmAddress,
  transfers: readonly Transfer[],
): void {
  const key = `supply/${token}`;
  if (before[key] === undefined) return;
  const asset = erc20Asset(writer.account(token));
  let explained = 0n;
  for (const { log, from, to, units } of transfers) {
    if (units === 0n || from === to) continue;
    const evidence = [`Log ${log.index} of transaction ${log.tx}: Transfer of ${units} from ${from} to ${to}.`];
    if (from === ZERO_ADDRESS) {
      explained += units;
      writer.fromLog(log, { kind: 'mint', asset, to: writer.account(to), units: units.toString() }, evidence);
    } else if (to === ZERO_ADDRESS) {
      explained -= units;
      writer.fromLog(log, { kind: 'burn', asset, from: writer.account(from), units: units.toString() }, evidence);
    }
  }
  const then = unitsIn(before, key);
  const now = unitsIn(reading.state, key);
  if (then === undefined || now === undefined) return;
  const rest = now - then - explained;
  const evidence = [
    `totalSupply() of ${token} went from ${then} to ${now}; the Transfer events of the block explain ${explained} of it.`,
  ];
  if (rest > 0n) writer.fromState('supply', { kind: 'mint', asset, to: '*', units: unitsText(rest) }, evidence);
  if (rest < 0n) writer.fromState('supply', { kind: 'burn', asset, from: '*', units: unitsText(-rest) }, evidence);
}

function walletEffects(
  change: BlockChange,
  writer: EffectWriter,
  wallet: EvmAddress,
  token: EvmAddress,
  transfers: readonly Transfer[],
): void {
  const key = `balance/${wallet}/${token}`;
  if (change.before[key] === undefined) return;
  const asset: AssetId = erc20Asset(writer.account(token));
  const from: AccountId = writer.account(wallet);
  let explained = 0n;
  for (const transfer of transfers) {
    const { log, units } = transfer;
    if (units === 0n || transfer.from === transfer.to) continue;
    if (transfer.to === wallet) {
      explained += units;
      continue;
    }
    explained -= units;
    writer.fromLog(log, { kind: 'outflow', from, to: writer.account(transfer.to), asset, units: units.toString() }, [
      `Log ${log.index} of transaction ${log.tx}: Transfer of ${units} from ${wallet} to ${transfer.to}.`,
    ]);
  }
  const then = unitsIn(change.before, key);
  const now = unitsIn(change.reading.state, key);
  if (then === undefined || now === undefined) return;
  const rest = now - then - explained;
  if (rest >= 0n) return;
  writer.fromState(token, { kind: 'outflow', from, to: '*', asset, units: unitsText(-rest) }, [
    `The balance of ${wallet} in ${token} went from ${then} to ${now}; the Transfer events of the block explain ${explained} of it.`,
  ]);
}

/** Reads an ERC-20 transfer; other shapes of the same event (an ERC-721's) are left to the comparison of states. */
function transferOf(log: ChainLog): Transfer | undefined {
  const [topic, from, to] = log.topics;
  if (
    topic !== TOPIC.transfer ||
    log.topics.length !== 3 ||
    from === undefined ||
    to === undefined ||
    log.data.length !== 66
  )
    return undefined;
  if (!isAddressWord(from) || !isAddressWord(to)) return undefined;
  return { log, token: log.address, from: addressOfWord(from), to: addressOfWord(to), units: BigInt(log.data) };
}
