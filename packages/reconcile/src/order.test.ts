import type { Effect, Permit, Verdict } from '@portcullis/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createReconciler, type Change } from './createReconciler.ts';
import { account, effect, hash, permit, token } from './testing/samples.ts';

type Step = { readonly permit: Permit } | { readonly effect: Effect } | { readonly retract: string };

const digit = fc.constantFrom('1', '2');
const span = fc.record({
  from: fc.integer({ min: 100, max: 108 }),
  until: fc.integer({ min: 104, max: 114 }),
  nonce: fc.constantFrom('a', 'b', 'c', 'd'),
});
const units = fc.integer({ min: 0, max: 12 }).map(String);

const permits: fc.Arbitrary<Permit> = fc.oneof(
  fc
    .tuple(digit, digit, span)
    .map(([proxy, code, when]) => permit('upgrade', { proxy: account(proxy), codeHash: hash(code) }, when)),
  fc
    .tuple(digit, fc.option(digit), units, fc.integer({ min: 1, max: 3 }), span)
    .map(([asset, to, limit, uses, when]) =>
      permit('mint', { asset: token(asset), to: to === null ? '*' : account(to), limit, uses }, when),
    ),
  fc
    .tuple(digit, digit, units, fc.integer({ min: 1, max: 3 }), span)
    .map(([to, asset, limit, uses, when]) =>
      permit('transfer', { to: account(to), asset: token(asset), limit, uses }, when),
    ),
  fc
    .tuple(fc.constantFrom('grant', 'revoke'), digit, span)
    .map(([change, who, when]) => permit('role', { change, account: account(who) }, when)),
);

const where = fc.record({ block: fc.integer({ min: 0, max: 12 }), index: fc.nat(3) });
const effects = (id: string): fc.Arbitrary<Effect> =>
  fc.oneof(
    fc
      .tuple(digit, digit, where)
      .map(([proxy, code, at]) => effect('upgrade', id, { proxy: account(proxy), codeHash: hash(code) }, at)),
    fc
      .tuple(digit, fc.option(digit), units, where)
      .map(([asset, to, amount, at]) =>
        effect('mint', id, { asset: token(asset), to: to === null ? '*' : account(to), units: amount }, at),
      ),
    fc
      .tuple(fc.option(digit), digit, units, where)
      .map(([to, asset, amount, at]) =>
        effect('outflow', id, { to: to === null ? '*' : account(to), asset: token(asset), units: amount }, at),
      ),
    fc
      .tuple(digit, digit, where)
      .map(([who, before, at]) =>
        effect('admin', id, { account: who === '1' ? account('0') : account(who), before: account(before) }, at),
      ),
  );

interface World {
  readonly permits: readonly Permit[];
  readonly effects: readonly Effect[];
  readonly retracted: readonly string[];
}

const world: fc.Arbitrary<World> = fc
  .record({
    permits: fc.array(permits, { maxLength: 8 }),
    effects: fc
      .integer({ min: 0, max: 12 })
      .chain((count) => fc.tuple(...Array.from({ length: count }, (_, at) => effects(`e${at}`)))),
    retracted: fc.uniqueArray(
      fc.nat(11).map((at) => `e${at}`),
      { maxLength: 4 },
    ),
  })
  .map(({ retracted, ...rest }) => ({
    ...rest,
    retracted: retracted.filter((id) => rest.effects.some((one) => one.id === id)),
  }));

const stepsOf = (of: World): Step[] => [
  ...of.permits.map((one) => ({ permit: one })),
  ...of.effects.map((one) => ({ effect: one })),
  ...of.retracted.map((one) => ({ retract: one })),
];

function play(steps: readonly Step[]) {
  const reconciler = createReconciler();
  const told = new Map<string, Verdict>();
  const tell = (changes: readonly Change[]): void => {
    for (const { effect: one, before, after } of changes) {
      expect(told.get(one.id)).toEqual(before);
      if (after === undefined) told.delete(one.id);
      else told.set(one.id, after);
    }
  };
  for (const step of steps)
    tell(
      'permit' in step
        ? reconciler.permit(step.permit)
        : 'effect' in step
          ? reconciler.effect(step.effect)
          : reconciler.retract(step.retract),
    );
  return { reconciler, told };
}

function verdicts(of: World, steps: readonly Step[]): (Verdict | undefined)[] {
  const { reconciler } = play(steps);
  return of.effects.map((one) => reconciler.verdict(one.id));
}

/** Worlds together with one of their orders. */
const shuffled = world.chain((of) => {
  const steps = stepsOf(of);
  return fc.tuple(fc.constant(of), fc.shuffledSubarray(steps, { minLength: steps.length }));
});

describe('whatever the order of arrival', () => {
  it('the final verdicts are the same', () => {
    fc.assert(
      fc.property(shuffled, ([of, steps]) => {
        expect(verdicts(of, steps)).toEqual(verdicts(of, stepsOf(of)));
      }),
      { numRuns: 1500 },
    );
  });

  it('what was told of changes adds up to the verdicts', () => {
    fc.assert(
      fc.property(shuffled, ([of, steps]) => {
        const { reconciler, told } = play(steps);
        for (const one of of.effects) expect(told.get(one.id)).toEqual(reconciler.verdict(one.id));
      }),
      { numRuns: 500 },
    );
  });

  it('no permit gives more units or uses than were signed, nor outside its span', () => {
    fc.assert(
      fc.property(shuffled, ([of, steps]) => {
        const { reconciler } = play(steps);
        for (const one of of.permits) {
          const spenders = of.effects.filter((each) => {
            const verdict = reconciler.verdict(each.id);
            return verdict?.is === 'permitted' && verdict.permit === one.id;
          });
          const total = spenders.reduce((sum, each) => sum + ('units' in each ? BigInt(each.units) : 1n), 0n);
          expect(reconciler.spent(one)).toEqual({ units: total, uses: spenders.length });
          const { intent } = one;
          expect(total).toBeLessThanOrEqual('limit' in intent ? BigInt(intent.limit) : 1n);
          expect(spenders.length).toBeLessThanOrEqual('uses' in intent ? intent.uses : 1);
          for (const each of spenders) expect(each.at.ms >= one.from && each.at.ms < one.until).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });
});
