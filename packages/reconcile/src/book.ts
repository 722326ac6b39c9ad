import type { Digest, Effect, Millis, Permit, Verdict } from '@portcullis/model';
import type { Demand } from './demand.ts';
import type { SpendIntent } from './offer.ts';

/** A permit that effects can spend. */
export type SpendPermit = Permit & { readonly intent: SpendIntent };

/** An effect that is counted, with its verdict so far. */
export interface Live {
  readonly effect: Effect;
  readonly at: Millis;
  readonly demand: Demand;
  readonly book: Book;
  verdict: Verdict;
}

/** Effects that compete for the same permits, in world order, and what they have spent. */
export interface Pool {
  readonly contenders: Live[];
  readonly spent: Map<Digest, { units: bigint; uses: number }>;
}

/** All permits and effects of one kind for one subject. Parts that most subjects never need are made when needed. */
export interface Book {
  /** By exact key; a single permit stands there bare, because most are alone and there may be a million. */
  readonly permits: Map<string, SpendPermit | Map<Digest, SpendPermit>>;
  /** The `NEAR` permits with the smallest ids: to say how an effect differs. A function of the set, so that arrival does not matter. */
  readonly near: SpendPermit[];
  pools: Map<string, Pool> | undefined;
  /** One pool for the whole subject, where an effect may spend under more than one key. */
  whole: Pool | undefined;
  /** Effects that no permit fits. */
  readonly unmatched: Set<Live>;
}

const NEAR = 32;

/** The permits under one key. */
export function permitsUnder(book: Book, key: string): Iterable<SpendPermit> {
  const found = book.permits.get(key);
  return found === undefined ? [] : found instanceof Map ? found.values() : [found];
}

/** Files a permit, or narrows the one with its id to the span that both allow; `undefined` when that changes nothing. */
export function filePermit(book: Book, key: string, permit: SpendPermit): SpendPermit | undefined {
  const found = book.permits.get(key);
  const before = found instanceof Map ? found.get(permit.id) : found?.id === permit.id ? found : undefined;
  // Two versions of one permit: the narrower span holds, whichever arrived first.
  const filed =
    before === undefined
      ? permit
      : { ...before, from: Math.max(before.from, permit.from), until: Math.min(before.until, permit.until) };
  if (before !== undefined && filed.from === before.from && filed.until === before.until) return undefined;
  if (found instanceof Map) found.set(filed.id, filed);
  else if (found === undefined || before !== undefined) book.permits.set(key, filed);
  else
    book.permits.set(
      key,
      new Map([
        [found.id, found],
        [filed.id, filed],
      ]),
    );
  keepNear(book.near, filed);
  return filed;
}

function keepNear(near: SpendPermit[], permit: SpendPermit): void {
  const same = near.findIndex((one) => one.id === permit.id);
  if (same >= 0) {
    near[same] = permit;
    return;
  }
  const last = near.at(-1);
  if (near.length >= NEAR && last !== undefined && last.id < permit.id) return;
  const at = near.findIndex((one) => one.id > permit.id);
  near.splice(at < 0 ? near.length : at, 0, permit);
  if (near.length > NEAR) near.pop();
}

/** The pool an effect competes in. */
export function poolOf(book: Book, key: string): Pool {
  if (book.whole !== undefined) return book.whole;
  book.pools ??= new Map();
  const found = book.pools.get(key);
  if (found !== undefined) return found;
  const made: Pool = { contenders: [], spent: new Map() };
  book.pools.set(key, made);
  return made;
}

/** World order of the effects of one subject: block, place in the block, then id. */
export function worldOrder(a: Live, b: Live): number {
  const [p, q] = [a.effect.position, b.effect.position];
  return p.block - q.block || p.index - q.index || (a.effect.id < b.effect.id ? -1 : a.effect.id > b.effect.id ? 1 : 0);
}
