import type { Effect } from '@portcullis/model';
import type { BlockReading } from '../read/blockReading.ts';
import type { ChainState } from '../read/reading.ts';
import type { WatchPlan } from '../read/watchPlan.ts';
import { codeEffects } from './codeEffects.ts';
import { coinEffects } from './coinEffects.ts';
import { effectWriter } from './effectWriter.ts';
import { powerEffects } from './powerEffects.ts';
import { tokenEffects } from './tokenEffects.ts';
import { upgradeEffects } from './upgradeEffects.ts';

/** What effects are worked out from: the block as read, and the state of the block before it. */
export interface BlockChange {
  readonly plan: WatchPlan;
  readonly before: ChainState;
  readonly reading: BlockReading;
}

/**
 * The effects of one block. Events tell what happened in between; the states before and
 * after tell what is true: what the events do not explain becomes an effect of its own.
 * Something seen for the first time has no state before and gives no effect. Pure.
 */
export function effectsOf(change: BlockChange): readonly Effect[] {
  const writer = effectWriter(change.plan.chain, change.reading.header);
  upgradeEffects(change, writer);
  codeEffects(change, writer);
  powerEffects(change, writer);
  tokenEffects(change, writer);
  coinEffects(change, writer);
  const effects = writer.effects();
  const logged = effects.filter((effect) => effect.position.index < 1_000_000);
  return [...logged.toSorted((a, b) => a.position.index - b.position.index), ...effects.slice(logged.length)];
}
