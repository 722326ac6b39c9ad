import type { Verdict } from '@portcullis/model';
import { type Live, permitsUnder, type Pool, type SpendPermit } from './book.ts';
import { differences } from './differences.ts';
import { limitOf, usesOf } from './offer.ts';

/**
 * Judges an effect against what the effects before it in world order left, and spends the
 * permit it fits best: the one with the least left that suffices, then the one that ends
 * first, then the smallest id.
 */
export function judge(live: Live, pool: Pool): Verdict {
  const { at, demand, effect } = live;
  let best: { permit: SpendPermit; left: bigint } | undefined;
  let short: { permit: SpendPermit; left: bigint } | undefined;
  let spent: SpendPermit | undefined;
  let timely: SpendPermit | undefined;
  for (const key of demand.keys) {
    for (const permit of permitsUnder(live.book, key)) {
      if (differences(permit.intent, effect).length > 0) continue;
      if (isEarly(live, permit) || at >= permit.until) {
        if (
          timely === undefined ||
          distance(permit, at) < distance(timely, at) ||
          (distance(permit, at) === distance(timely, at) && sooner(permit, timely))
        )
          timely = permit;
        continue;
      }
      const used = pool.spent.get(permit.id);
      const left = limitOf(permit.intent) - (used?.units ?? 0n);
      if (left <= 0n || (used?.uses ?? 0) >= usesOf(permit.intent)) {
        if (spent === undefined || sooner(permit, spent)) spent = permit;
      } else if (left < demand.units) {
        if (short === undefined || left > short.left || (left === short.left && sooner(permit, short.permit)))
          short = { permit, left };
      } else if (best === undefined || left < best.left || (left === best.left && sooner(permit, best.permit))) {
        best = { permit, left };
      }
    }
  }
  if (best !== undefined) {
    const used = pool.spent.get(best.permit.id) ?? { units: 0n, uses: 0 };
    pool.spent.set(best.permit.id, { units: used.units + demand.units, uses: used.uses + 1 });
    return { is: 'permitted', permit: best.permit.id };
  }
  if (short !== undefined) return { is: 'exceeded', permit: short.permit.id, left: short.left.toString() };
  if (spent !== undefined) return { is: 'spent', permit: spent.id };
  if (timely !== undefined)
    return { is: 'expired', permit: timely.id, when: isEarly(live, timely) ? 'before' : 'after' };
  return nearest(live);
}

/** The verdict of an effect that no permit fits: how the nearest one differs, or that there is none for its subject. */
export function nearest(live: Live): Verdict {
  const { book, effect, at } = live;
  let best: { permit: SpendPermit; words: readonly string[]; now: boolean } | undefined;
  for (const permit of book.near) {
    const words = differences(permit.intent, effect);
    const now = !isEarly(live, permit) && at < permit.until;
    if (
      best === undefined ||
      words.length < best.words.length ||
      (words.length === best.words.length && now && !best.now)
    )
      best = { permit, words, now };
  }
  return best === undefined
    ? { is: 'absent' }
    : {
        is: 'mismatched',
        permit: best.permit.id,
        difference: best.words.join('; ') || 'is reported from another chain',
      };
}

function sooner(a: SpendPermit, b: SpendPermit): boolean {
  return a.until < b.until || (a.until === b.until && a.id < b.id);
}

function distance(permit: SpendPermit, at: number): number {
  return at < permit.from ? permit.from - at : at - permit.until;
}

/** A block tells its time in whole seconds: what happened within the second in which a permit began may have happened after it began. */
function isEarly({ at, effect }: Live, permit: SpendPermit): boolean {
  return (effect.at.source === 'block' ? at + 999 : at) < permit.from;
}
