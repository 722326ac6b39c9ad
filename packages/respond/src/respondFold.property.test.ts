import type { Entry, EntryBody } from '@portcullis/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findingAuthority } from './authority.ts';
import { orderId } from './orderId.ts';
import { planResponse } from './planResponse.ts';
import { respondFold } from './respondFold.ts';
import { answerOf, gateOf, type RespondState } from './respondState.ts';
import { adopted, entryMaker, finding, foldAll, INTENT } from './testing/entries.ts';
import { estateText } from './testing/estateText.ts';

const TEXT = estateText({ alice: ["{ntfy: 'http://127.0.0.1:9/alice'}"] });
const RULES = ['upgrade.unpermitted', 'mint.unpermitted', 'supply.unbacked'];
const GATES = ['withdrawals', 'desk'];

/** What may happen next: the world, the planner, people, levers and notifiers in any order, honest or not. */
type Step =
  | { readonly do: 'find'; readonly id: number; readonly rule: number; readonly plan: boolean }
  | { readonly do: 'retract'; readonly id: number }
  | { readonly do: 'people'; readonly move: 'drop' | 'raise'; readonly gate: number; readonly intent: number }
  | { readonly do: 'carry'; readonly pick: number; readonly ok: boolean; readonly final: boolean }
  | { readonly do: 'forge'; readonly gate: number; readonly state: 'up' | 'down' }
  | { readonly do: 'notice'; readonly pick: number; readonly fate: 'delivered' | 'failed' | 'given-up' };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant('find' as const), id: fc.nat(5), rule: fc.nat(2), plan: fc.boolean() }),
  fc.record({ do: fc.constant('retract' as const), id: fc.nat(5) }),
  fc.record({
    do: fc.constant('people' as const),
    move: fc.constantFrom('drop' as const, 'raise' as const),
    gate: fc.nat(1),
    intent: fc.nat(3),
  }),
  fc.record({ do: fc.constant('carry' as const), pick: fc.nat(9), ok: fc.boolean(), final: fc.boolean() }),
  fc.record({
    do: fc.constant('forge' as const),
    gate: fc.nat(1),
    state: fc.constantFrom('up' as const, 'down' as const),
  }),
  fc.record({
    do: fc.constant('notice' as const),
    pick: fc.nat(9),
    fate: fc.constantFrom('delivered' as const, 'failed' as const, 'given-up' as const),
  }),
);

/** The entries that such steps leave in a journal, where a key stands only once. */
function play(steps: readonly Step[]): readonly Entry[] {
  const make = entryMaker();
  const entries: Entry[] = [];
  const keys = new Set<string>();
  let state = respondFold.init();
  const add = (body: EntryBody, key: string, actor?: string): void => {
    if (keys.has(key)) return;
    keys.add(key);
    const entry = make(body, key, actor);
    state = respondFold.step(state, { index: entries.length, entry });
    entries.push(entry);
  };
  add(adopted(TEXT), 'estate');
  for (const [at, one] of steps.entries()) {
    for (const [body, key, actor] of bodiesOf(one, state, at)) add(body, key, actor);
  }
  return entries;
}

function bodiesOf(one: Step, state: RespondState, at: number): (readonly [EntryBody, string, string?])[] {
  switch (one.do) {
    case 'find': {
      const found = finding(`f${one.id}`, { rule: RULES[one.rule] as string });
      const { estate } = state;
      const orders = one.plan && estate !== undefined ? planResponse({ estate, finding: found, state }).orders : [];
      return [
        [{ type: 'finding.raised', body: { finding: found } }, found.id],
        ...orders.map((body) => [{ type: 'gate.ordered', body }, body.order] as const),
      ];
    }
    case 'retract':
      return [[{ type: 'finding.retracted', body: { finding: `f${one.id}`, why: 'reorganised' } }, `r${one.id}`]];
    case 'people': {
      const by = { intent: INTENT.replace(/.$/, String(one.intent)) as typeof INTENT };
      const gate = GATES[one.gate] as string;
      const order = orderId(one.move, gate, by);
      return [[{ type: 'gate.ordered', body: { order, gate, move: one.move, by } }, order]];
    }
    case 'carry': {
      const order = [...state.orders.values()][one.pick % Math.max(state.orders.size, 1)];
      if (order === undefined) return [];
      const where = order.move === 'drop' ? 'down' : 'up';
      if (one.ok)
        return [
          [
            { type: 'gate.moved', body: { order: order.order, gate: order.gate, state: where, proof: [] } },
            `moved:${order.order}`,
            `lever:${order.gate}`,
          ],
        ];
      const attempt = order.attempts + 1;
      return [
        [
          { type: 'gate.failed', body: { order: order.order, gate: order.gate, attempt, why: 'no', final: one.final } },
          `failed:${order.order}:${attempt}`,
          one.final && at % 2 === 0 ? 'server' : `lever:${order.gate}`,
        ],
      ];
    }
    case 'forge':
      return [
        [
          {
            type: 'gate.moved',
            body: { order: 'raise:forged', gate: GATES[one.gate] as string, state: one.state, proof: [] },
          },
          `forged:${at}`,
        ],
      ];
    case 'notice': {
      const notice = [...state.notices.values()][one.pick % Math.max(state.notices.size, 1)];
      if (notice === undefined) return [];
      const body = { notice: notice.id, to: notice.to.id, attempt: notice.attempts + 1 };
      if (one.fate === 'delivered') return [[{ type: 'notice.delivered', body }, `delivered:${notice.id}`]];
      return [
        [
          { type: 'notice.failed', body: { ...body, why: 'no', final: one.fate === 'given-up' } },
          `undelivered:${notice.id}:${body.attempt}`,
        ],
      ];
    }
    default:
      return one satisfies never;
  }
}

const options = { numRuns: 300, seed: 20_221_202 };
const anyStory = fc.array(step, { maxLength: 60 });

describe('whatever happens', () => {
  it('the state is the same when it is dropped and folded again', () => {
    fc.assert(
      fc.property(anyStory, (steps) => {
        const entries = play(steps);
        expect(foldAll(entries)).toEqual(foldAll(structuredClone(entries)));
      }),
      options,
    );
  });

  it('an order is given once', () => {
    fc.assert(
      fc.property(anyStory, (steps) => {
        const orders = play(steps).flatMap((entry) => (entry.type === 'gate.ordered' ? [entry.body.order] : []));
        expect(new Set(orders).size).toBe(orders.length);
      }),
      options,
    );
  });

  it('a gate that was ever ordered down answers up only after an order of people to raise it was carried out, or a drop was refused', () => {
    fc.assert(
      fc.property(anyStory, (steps) => {
        const entries = play(steps);
        let state = respondFold.init();
        const was = new Map<string, 'up' | 'down'>();
        for (const [index, entry] of entries.entries()) {
          const orders = new Map(state.orders);
          state = respondFold.step(state, { index, entry });
          for (const gate of GATES) {
            const now = answerOf(gateOf(state, gate));
            if (was.get(gate) === 'down' && now === 'up') {
              if (entry.type === 'gate.moved')
                expect(orders.get(entry.body.order)).toMatchObject({
                  move: 'raise',
                  gate,
                  by: { intent: expect.any(String) as string },
                });
              else expect(entry).toMatchObject({ type: 'gate.failed', actor: 'server', body: { final: true } });
            }
            was.set(gate, now);
          }
        }
      }),
      options,
    );
  });

  it('no finding has the authority to raise, and none that was taken back to drop, but for a later one', () => {
    fc.assert(
      fc.property(anyStory, fc.nat(5), fc.nat(1), (steps, id, at) => {
        const state = foldAll(play(steps));
        const order = { order: 'o', gate: GATES[at] as string, by: { finding: `f${id}` } };
        expect(findingAuthority(state, { ...order, move: 'raise' }).ok).toBe(false);
        const index = state.findings.get(`f${id}`)?.index ?? Infinity;
        // A later finding that stands may have its place: it gave no order of its own.
        const stands = [...state.findings.values()].some((one) => !one.retracted && one.index >= index);
        if (!stands) expect(findingAuthority(state, { ...order, move: 'drop' }).ok).toBe(false);
      }),
      options,
    );
  });

  it('every notice that an event calls for is delivered, given up, taken back, or still pending', () => {
    fc.assert(
      fc.property(anyStory, (steps) => {
        const entries = play(steps);
        const state = foldAll(entries);
        const done = new Set(
          entries.flatMap((entry) =>
            entry.type === 'notice.delivered' || (entry.type === 'notice.failed' && entry.body.final)
              ? [entry.body.notice]
              : [],
          ),
        );
        for (const { finding: found, retracted } of state.findings.values()) {
          const told =
            found.rule === 'supply.unbacked'
              ? []
              : [
                  'page/alice/0',
                  ...(found.rule === 'upgrade.unpermitted' || found.rule === 'mint.unpermitted' ? ['tell/lender'] : []),
                ];
          const event = retracted ? 'finding.retracted' : 'finding.raised';
          for (const to of told)
            expect(done.has(`${event}:${found.id}:${to}`) || state.notices.has(`${event}:${found.id}:${to}`)).toBe(
              true,
            );
        }
      }),
      options,
    );
  });

  it('a finding that drops a gate leaves it down or on its way, however it was before', () => {
    fc.assert(
      fc.property(anyStory, (steps) => {
        const entries = [...play([...steps, { do: 'find', id: 9, rule: 0, plan: true }])];
        expect(answerOf(gateOf(foldAll(entries), 'withdrawals'))).toBe('down');
      }),
      options,
    );
  });
});
