import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { keepCompiled } from './keepCompiled.ts';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** What was handed over, seen from outside: gone once nobody holds it. */
async function hand(kind: string, size: number): Promise<WeakRef<object>> {
  const seen = new WeakRef<object>({ size });
  keepCompiled(kind, size, [seen.deref()]);
  // A weak reference holds what it was asked for to the end of the turn.
  await new Promise((next) => setImmediate(next));
  return seen;
}

it('keeps the last of a kind and no other', async () => {
  const before = await hand('one kind', 1);
  const other = await hand('another kind', 1);
  collect();
  expect(before.deref()).toBeDefined();
  await new Promise((next) => setImmediate(next));
  const after = await hand('one kind', 1);
  collect();
  expect([before, after, other].map((one) => one.deref() !== undefined)).toEqual([false, true, true]);
});

it('never keeps what is large, and keeps what it had instead', async () => {
  const small = await hand('some kind', 100);
  const large = await hand('some kind', 10_000_000);
  collect();
  expect([small, large].map((one) => one.deref() !== undefined)).toEqual([true, false]);
});
