import type { Effect, Permit, Verdict } from '@portcullis/model';
import { type Book, filePermit, type Live, type Pool, poolOf, type SpendPermit, worldOrder } from './book.ts';
import { demandOf, type SpendKind } from './demand.ts';
import { judge, nearest } from './judge.ts';
import { offerOf } from './offer.ts';

/** A verdict that became, changed or ceased (`after` undefined: the effect was retracted). */
export interface Change {
  readonly effect: Effect;
  readonly before: Verdict | undefined;
  readonly after: Verdict | undefined;
}

/** What was spent of a permit. Units of an upgrade or a role count 1. */
export interface Spent {
  readonly units: bigint;
  readonly uses: number;
}

/**
 * Permits against effects. Whatever the order in which permits, effects and retractions
 * arrive, the final verdicts are the same: those of judging the effects in world order
 * against all permits.
 */
export interface Reconciler {
  /** Adds a permit. The same permit again with another span keeps what both spans allow. */
  permit(permit: Permit): readonly Change[];
  /** Adds an effect. The same id again changes nothing while the effect stands. */
  effect(effect: Effect): readonly Change[];
  /** Takes an effect back, also one that is yet to arrive; what it spent is free again. */
  retract(effectId: string): readonly Change[];
  /** `undefined` for an unknown effect and for one that needs no permit. */
  verdict(effectId: string): Verdict | undefined;
  spent(permit: Permit): Spent;
}

/**
 * Makes an empty reconciler. One effect costs one look-up in the permits of its subject, and
 * a walk over those with exactly its key. An effect that belongs before others re-judges
 * only those that compete for the same permits.
 */
export function createReconciler(): Reconciler {
  const books: Readonly<Record<SpendKind, Map<string, Book>>> = {
    upgrade: new Map(),
    mint: new Map(),
    role: new Map(),
    transfer: new Map(),
  };
  const live = new Map<string, Live | undefined>();
  const retractedFirst = new Set<string>();
  return {
    permit(permit) {
      const offer = offerOf(permit.intent);
      if (offer === undefined) return [];
      const book = bookOf(books[offer.kind], offer.subject, offer.kind);
      if (filePermit(book, offer.key, permit as SpendPermit) === undefined) return [];
      if (offer.kind === 'mint' && offer.key === '*') joinPools(book);
      return settlePermit(book, offer.key);
    },
    effect(effect) {
      if (live.has(effect.id) || retractedFirst.delete(effect.id)) return [];
      const demand = demandOf(effect);
      if (demand === undefined) {
        live.set(effect.id, undefined);
        return [];
      }
      const one: Live = {
        effect,
        at: effect.at.ms,
        demand,
        book: bookOf(books[demand.kind], demand.subject, demand.kind),
        verdict: { is: 'absent' },
      };
      live.set(effect.id, one);
      return enter(one);
    },
    retract(effectId) {
      const one = live.get(effectId);
      if (!live.delete(effectId)) retractedFirst.add(effectId);
      return one === undefined ? [] : leave(one);
    },
    verdict: (effectId) => live.get(effectId)?.verdict,
    spent(permit) {
      const offer = offerOf(permit.intent);
      const book = offer === undefined ? undefined : books[offer.kind].get(offer.subject);
      const pool = book?.whole ?? book?.pools?.get(offer?.key ?? '');
      return pool?.spent.get(permit.id) ?? { units: 0n, uses: 0 };
    },
  };
}

function bookOf(books: Map<string, Book>, subject: string, kind: SpendKind): Book {
  const found = books.get(subject);
  if (found !== undefined) return found;
  // A role effect may be spent from two sides; a subject has few upgrades and grants, so they share a pool.
  const whole: Pool | undefined = kind === 'role' ? { contenders: [], spent: new Map() } : undefined;
  const made: Book = { permits: new Map(), near: [], pools: undefined, whole, unmatched: new Set() };
  books.set(subject, made);
  return made;
}

/** Once a mint to anybody is permitted, all mints of the asset compete with one another. */
function joinPools(book: Book): void {
  if (book.whole !== undefined) return;
  const contenders = [...(book.pools?.values() ?? [])].flatMap((pool) => pool.contenders).toSorted(worldOrder);
  book.whole = { contenders, spent: new Map() };
  book.pools = undefined;
}

function settlePermit(book: Book, key: string): Change[] {
  const changes: Change[] = [];
  const pool = book.whole ?? book.pools?.get(key);
  if (pool !== undefined) rejudge(pool, changes);
  for (const one of book.unmatched) settle(one, nearest(one), changes);
  return changes;
}

function enter(one: Live): Change[] {
  const [key] = one.demand.keys;
  const changes: Change[] = [];
  if (key === undefined) {
    one.verdict = nearest(one);
    one.book.unmatched.add(one);
    return [{ effect: one.effect, before: undefined, after: one.verdict }];
  }
  const pool = poolOf(one.book, key);
  const { contenders } = pool;
  const last = contenders.at(-1);
  if (last === undefined || worldOrder(last, one) < 0) {
    contenders.push(one);
    mark(one, judge(one, pool));
  } else {
    contenders.splice(placeOf(contenders, one), 0, one);
    rejudge(pool, changes, one);
  }
  changes.push({ effect: one.effect, before: undefined, after: one.verdict });
  return changes;
}

function leave(one: Live): Change[] {
  const [key] = one.demand.keys;
  const changes: Change[] = [{ effect: one.effect, before: one.verdict, after: undefined }];
  one.book.unmatched.delete(one);
  if (key === undefined) return changes;
  const pool = poolOf(one.book, key);
  const at = placeOf(pool.contenders, one);
  pool.contenders.splice(at, 1);
  if (one.verdict.is !== 'permitted') return changes;
  const used = pool.spent.get(one.verdict.permit);
  // The usual reorganisation takes back the newest: nobody after it, so nobody to judge again.
  if (at < pool.contenders.length || used === undefined) rejudge(pool, changes);
  else pool.spent.set(one.verdict.permit, { units: used.units - one.demand.units, uses: used.uses - 1 });
  return changes;
}

function placeOf(contenders: readonly Live[], one: Live): number {
  let low = 0;
  let high = contenders.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (worldOrder(contenders[middle] as Live, one) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

function rejudge(pool: Pool, changes: Change[], fresh?: Live): void {
  pool.spent.clear();
  for (const one of pool.contenders) {
    const verdict = judge(one, pool);
    if (one === fresh) mark(one, verdict);
    else settle(one, verdict, changes);
  }
}

function settle(one: Live, after: Verdict, changes: Change[]): void {
  const before = one.verdict;
  if (equal(before, after)) return;
  mark(one, after);
  changes.push({ effect: one.effect, before, after });
}

function mark(one: Live, verdict: Verdict): void {
  one.verdict = verdict;
  if (verdict.is === 'absent' || verdict.is === 'mismatched') one.book.unmatched.add(one);
  else one.book.unmatched.delete(one);
}

function equal(a: Verdict, b: Verdict): boolean {
  if (a.is !== b.is) return false;
  const [p, q] = [a as Readonly<Record<string, unknown>>, b as Readonly<Record<string, unknown>>];
  return ['permit', 'left', 'when', 'difference'].every((name) => p[name] === q[name]);
}
