import { unitsIn } from '../read/reading.ts';
import type { BlockChange } from './effectsOf.ts';
import type { EffectWriter } from './effectWriter.ts';
import { unitsText } from './unitsText.ts';

/**
 * The chain's own coin that left watched wallets. A coin's move leaves no log, so this starts
 * from the balance. The value of each transaction that the wallet sent (or, being a Safe,
 * executed) is an outflow to whom it names; its fee is the price of sending, not an outflow;
 * what the balance lost beyond all that went to somebody unknown: `*`.
 *
 * Limit: coin that came in from inside a contract in the same block hides as much going out
 * to `*`; the wallet is then no poorer than before.
 */
export function coinEffects({ plan, before, reading }: BlockChange, writer: EffectWriter): void {
  for (const { address, native: asset } of plan.wallets) {
    const then = unitsIn(before, `native/${address}`);
    const now = unitsIn(reading.state, `native/${address}`);
    if (asset === undefined || then === undefined || now === undefined || then === now) continue;
    let explained = 0n;
    let place = 0;
    for (const move of reading.moves) {
      if (move.payer === address) explained -= move.fee;
      if (move.from === move.to || move.units === 0n) continue;
      if (move.to === address) explained += move.units;
      if (move.from !== address) continue;
      explained -= move.units;
      place += 1;
      const body = {
        kind: 'outflow',
        from: writer.account(address),
        to: writer.account(move.to),
        asset,
        units: move.units.toString(),
      } as const;
      writer.fromState(
        `coin-${place}`,
        body,
        [`Transaction ${move.tx} moved ${move.units} of the chain's coin from ${address} to ${move.to}.`],
        move.tx,
      );
    }
    const rest = now - then - explained;
    if (rest >= 0n) continue;
    writer.fromState(
      'coin',
      { kind: 'outflow', from: writer.account(address), to: '*', asset, units: unitsText(-rest) },
      [
        `The coin balance of ${address} went from ${then} to ${now}; its own transactions and their fees explain ${explained} of it.`,
      ],
    );
  }
}
