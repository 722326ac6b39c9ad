import { type Entry, type Estate, parseEstate } from '@portcullis/model';
import { describe, expect, it } from 'vitest';
import { findingAuthority } from './authority.ts';
import { breachedAccounts } from './breachedAccounts.ts';
import { orderId } from './orderId.ts';
import { planResponse } from './planResponse.ts';
import { answerOf, gateOf } from './respondState.ts';
import { adopted, entryMaker, finding, foldAll, INTENT } from './testing/entries.ts';
import { estateText } from './testing/estateText.ts';

const text = estateText({ alice: ["{ntfy: 'http://127.0.0.1:9/alice'}", "{webhook: 'http://127.0.0.1:9/alice'}"] });
const parsed = parseEstate(text);
if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
const estate: Estate = parsed.estate;
const byFinding = (id: string) => ({ finding: id });
const byIntent = { intent: INTENT };

function story(): { readonly entries: Entry[]; add(...args: Parameters<ReturnType<typeof entryMaker>>): void } {
  const make = entryMaker();
  const entries = [make(adopted(text), 'estate')];
  return { entries, add: (...args) => void entries.push(make(...args)) };
}
type Story = ReturnType<typeof story>;
const raise = (to: Story, id: string, changes = {}): void =>
  to.add({ type: 'finding.raised', body: { finding: finding(id, changes) } }, id);
const order = (
  to: Story,
  move: 'drop' | 'raise',
  by: { finding: string } | { intent: typeof INTENT },
  gate = 'withdrawals',
): string => {
  const id = orderId(move, gate, by);
  to.add({ type: 'gate.ordered', body: { order: id, gate, move, by } }, id);
  return id;
};
const moved = (to: Story, id: string, state: 'up' | 'down', gate = 'withdrawals'): void =>
  to.add({ type: 'gate.moved', body: { order: id, gate, state, proof: ['read'] } }, `moved:${id}`, `lever:${gate}`);
const failed = (to: Story, id: string, attempt: number, final: boolean, actor = 'lever:withdrawals'): void =>
  to.add(
    { type: 'gate.failed', body: { order: id, gate: 'withdrawals', attempt, why: 'no answer', final } },
    `failed:${id}:${attempt}`,
    actor,
  );
const withdrawals = (of: Story) => gateOf(foldAll(of.entries), 'withdrawals');

describe('the plan for a finding', () => {
  it('drops, pages and tells what every matching playbook names, each once', () => {
    const plan = planResponse({ estate, finding: finding('f1', { rule: 'mint.unpermitted' }), state: foldAll([]) });
    expect(plan.orders).toEqual([
      { order: 'drop:withdrawals:f1', gate: 'withdrawals', move: 'drop', by: { finding: 'f1' } },
      { order: 'drop:desk:f1', gate: 'desk', move: 'drop', by: { finding: 'f1' } },
    ]);
    expect(plan.page).toEqual(['alice', 'bob']);
    expect(plan.tell).toEqual(['lender']);
  });

  it('passes over playbooks for worse findings and for other rules', () => {
    const mild = planResponse({
      estate,
      finding: finding('f1', { rule: 'mint.unpermitted', severity: 'medium' }),
      state: foldAll([]),
    });
    expect(mild.orders.map((one) => one.gate)).toEqual(['desk']);
    const other = planResponse({ estate, finding: finding('f1', { rule: 'supply.unbacked' }), state: foldAll([]) });
    expect(other).toEqual({ playbooks: [], orders: [], page: [], tell: [] });
  });

  it('orders no gate that is down, ordered down, or ordered down by the same commit', () => {
    const told = story();
    raise(told, 'f1');
    const first = order(told, 'drop', byFinding('f1'));
    const plan = () => planResponse({ estate, finding: finding('f2'), state: foldAll(told.entries) }).orders;
    expect(plan()).toEqual([]);
    moved(told, first, 'down');
    expect(plan()).toEqual([]);
    expect(
      planResponse({ estate, finding: finding('f2'), state: foldAll([]), ordered: new Set(['withdrawals']) }).orders,
    ).toEqual([]);
  });

  it('orders for itself where the drop under way rests on a finding that was taken back', () => {
    const told = story();
    raise(told, 'f1');
    order(told, 'drop', byFinding('f1'));
    told.add({ type: 'finding.retracted', body: { finding: 'f1', why: 'reorganised' } }, 'retracted:f1');
    const plan = planResponse({ estate, finding: finding('f2'), state: foldAll(told.entries) }).orders;
    expect(plan.map((one) => one.order)).toEqual(['drop:withdrawals:f2']);
  });

  it('leaves a drop its authority while a later finding that rests on it stands', () => {
    const told = story();
    raise(told, 'f0');
    raise(told, 'f1');
    const id = order(told, 'drop', byFinding('f1'));
    const authority = () => {
      const state = foldAll(told.entries);
      const pending = state.orders.get(id);
      return pending === undefined ? undefined : findingAuthority(state, pending).ok;
    };
    raise(told, 'f2');
    raise(told, 'other', { rule: 'supply.unbacked' });
    expect(authority()).toBe(true);
    told.add({ type: 'finding.retracted', body: { finding: 'f1', why: 'reorganised' } }, 'retracted:f1');
    expect(authority()).toBe(true);
    told.add({ type: 'finding.retracted', body: { finding: 'f2', why: 'reorganised' } }, 'retracted:f2');
    expect(authority()).toBe(false);
  });

  it('orders a gate down again that people are raising, but never twice for one finding', () => {
    const told = story();
    raise(told, 'f1');
    moved(told, order(told, 'drop', byFinding('f1')), 'down');
    const up = order(told, 'raise', byIntent);
    const plan = (id: string) =>
      planResponse({ estate, finding: finding(id), state: foldAll(told.entries) }).orders.map((one) => one.order);
    expect(plan('f2')).toEqual(['drop:withdrawals:f2']);
    expect(plan('f1')).toEqual([]);
    moved(told, up, 'up');
    expect(plan('f1')).toEqual([]);
    expect(plan('f2')).toEqual(['drop:withdrawals:f2']);
  });
});

describe('the state of a gate', () => {
  it('goes from up over dropping to down and over raising back, and names who moved it', () => {
    const told = story();
    expect(withdrawals(told)).toMatchObject({ state: 'up', since: 0 });
    raise(told, 'f1');
    const down = order(told, 'drop', byFinding('f1'));
    expect(withdrawals(told)).toMatchObject({ state: 'dropping', settled: 'up', by: { finding: 'f1' } });
    moved(told, down, 'down');
    expect(withdrawals(told)).toMatchObject({
      state: 'down',
      settled: 'down',
      by: { finding: 'f1' },
      order: down,
      proof: ['read'],
    });
    const up = order(told, 'raise', byIntent);
    expect(withdrawals(told)).toMatchObject({ state: 'raising', settled: 'down', by: byIntent });
    moved(told, up, 'up');
    expect(withdrawals(told)).toMatchObject({ state: 'up', settled: 'up', order: up });
  });

  it('is up for paying services in no other state than up', () => {
    const told = story();
    const answers = [answerOf(withdrawals(told))];
    const down = order(told, 'drop', byIntent);
    answers.push(answerOf(withdrawals(told)));
    moved(told, down, 'down');
    answers.push(answerOf(withdrawals(told)));
    const up = order(told, 'raise', byIntent);
    answers.push(answerOf(withdrawals(told)));
    moved(told, up, 'up');
    answers.push(answerOf(withdrawals(told)));
    expect(answers).toEqual(['up', 'down', 'down', 'down', 'up']);
  });

  it('is not opened by a move that nobody ordered, nor by one for another gate or the other way', () => {
    const told = story();
    const down = order(told, 'drop', byFinding('f1'));
    moved(told, 'raise:withdrawals:forged', 'up');
    moved(told, down, 'up');
    moved(told, down, 'down', 'desk');
    expect(withdrawals(told)).toMatchObject({ state: 'dropping' });
    expect(foldAll(told.entries).orders.has(down)).toBe(true);
  });

  it('calls off a raise when a drop is ordered, even if the raise reports back later', () => {
    const told = story();
    moved(told, order(told, 'drop', byFinding('f1')), 'down');
    const up = order(told, 'raise', byIntent);
    const again = order(told, 'drop', byFinding('f2'));
    moved(told, up, 'up');
    expect(withdrawals(told).state).toBe('dropping');
    moved(told, again, 'down');
    expect(withdrawals(told).state).toBe('down');
    expect(foldAll(told.entries).orders.size).toBe(0);
  });

  it('stays down when a raise that was called off reports back after the drop', () => {
    const told = story();
    moved(told, order(told, 'drop', byFinding('f1')), 'down');
    const up = order(told, 'raise', byIntent);
    moved(told, order(told, 'drop', byFinding('f2')), 'down');
    expect(withdrawals(told).state).toBe('down');
    moved(told, up, 'up');
    expect(withdrawals(told).state).toBe('down');
  });

  it('stays wanted down when the lever gives up, until people raise it', () => {
    const told = story();
    const down = order(told, 'drop', byFinding('f1'));
    failed(told, down, 1, false);
    expect(foldAll(told.entries).orders.get(down)?.attempts).toBe(1);
    failed(told, down, 2, true);
    expect(withdrawals(told)).toMatchObject({ state: 'dropping', stuck: true, failure: { attempt: 2, final: true } });
    const up = order(told, 'raise', byIntent);
    expect(withdrawals(told).state).toBe('raising');
    moved(told, up, 'up');
    expect(withdrawals(told)).toMatchObject({ state: 'up', stuck: false, failure: undefined });
  });

  it('goes back to where it was when an order is refused for want of authority', () => {
    const told = story();
    failed(told, order(told, 'drop', byFinding('f1')), 1, true, 'server');
    expect(withdrawals(told)).toMatchObject({ state: 'up', stuck: false });
    moved(told, order(told, 'drop', byFinding('f2')), 'down');
    failed(told, order(told, 'raise', byIntent), 1, true, 'server');
    expect(withdrawals(told).state).toBe('down');
  });
});

describe('pending notices', () => {
  const ids = (told: Story): string[] => [...foldAll(told.entries).notices.keys()];

  it('go to every way of reaching each custodian and to each integrator of the playbooks', () => {
    const told = story();
    raise(told, 'f1');
    expect(ids(told)).toEqual([
      'finding.raised:f1:page/alice/0',
      'finding.raised:f1:page/alice/1',
      'finding.raised:f1:tell/lender',
    ]);
  });

  it('end with delivery or a final failure, and count attempts until then', () => {
    const told = story();
    raise(told, 'f1');
    const [first = '', second = ''] = ids(told);
    told.add({ type: 'notice.delivered', body: { notice: first, to: 'alice', attempt: 1 } }, 'd1');
    told.add(
      { type: 'notice.failed', body: { notice: second, to: 'alice', attempt: 3, why: 'status 500', final: false } },
      'x3',
    );
    expect(ids(told)).not.toContain(first);
    expect(foldAll(told.entries).notices.get(second)?.attempts).toBe(3);
    told.add(
      { type: 'notice.failed', body: { notice: second, to: 'alice', attempt: 4, why: 'status 500', final: true } },
      'x4',
    );
    expect(ids(told)).toEqual(['finding.raised:f1:tell/lender']);
  });

  it('are taken back with the finding: who may have been told is told so, nobody is still told the finding', () => {
    const told = story();
    raise(told, 'f1');
    told.add({ type: 'finding.retracted', body: { finding: 'f1', why: 'its block was dropped' } }, 'r1');
    told.add({ type: 'finding.retracted', body: { finding: 'f1', why: 'again' } }, 'r2');
    expect(ids(told)).toEqual([
      'finding.retracted:f1:page/alice/0',
      'finding.retracted:f1:page/alice/1',
      'finding.retracted:f1:tell/lender',
    ]);
  });

  it('tell integrators where a gate went, and page people when it would not go', () => {
    const told = story();
    const down = order(told, 'drop', byIntent);
    moved(told, down, 'down');
    expect(ids(told)).toEqual([`gate.moved:${down}:tell/lender`]);
    const again = story();
    const stuck = order(again, 'drop', byIntent);
    failed(again, stuck, 1, true);
    expect(ids(again)).toEqual(
      ['page/alice/0', 'page/alice/1', 'tell/lender'].map((to) => `gate.failed:${stuck}:${to}`),
    );
  });
});

describe('the authority of a finding', () => {
  const judged = (told: Story, gate = 'withdrawals', move: 'drop' | 'raise' = 'drop') =>
    findingAuthority(foldAll(told.entries), { order: 'o', gate, move, by: byFinding('f1') });
  const raised = (changes = {}): Story => {
    const told = story();
    raise(told, 'f1', changes);
    return told;
  };

  it('drops a gate that a playbook of the estate drops for it', () => {
    expect(judged(raised())).toEqual({ ok: true });
  });

  it('keeps an order whose finding was taken back for one raised after it, which was given none of its own', () => {
    const told = raised();
    raise(told, 'f2', {});
    const retract = (id: string): unknown =>
      told.add({ type: 'finding.retracted', body: { finding: id, why: 'reorganised' } }, `r-${id}`);
    retract('f1');
    expect(judged(told)).toEqual({ ok: true });
    retract('f2');
    expect(judged(told)).toMatchObject({ ok: false });
  });

  it.each([
    ['a finding that no entry raises', () => judged(story()), /no entry/],
    ['a raise, whatever the finding', () => judged(raised(), 'withdrawals', 'raise'), /only drop/],
    ['a gate that no playbook drops for it', () => judged(raised(), 'desk'), /no playbook/],
    ['a gate that is not in the estate', () => judged(raised(), 'elsewhere'), /no gate/],
    ['a finding that is not bad enough', () => judged(raised({ severity: 'low' })), /no playbook/],
    [
      'a finding that was taken back',
      () => {
        const told = raised();
        told.add({ type: 'finding.retracted', body: { finding: 'f1', why: 'reorganised' } }, 'r');
        return judged(told);
      },
      /taken back/,
    ],
    [
      'a finding whose playbook left the estate since',
      () => {
        const told = raised();
        told.add(adopted(estateText({ playbooks: "  - {on: ['mint.*'], drop: [desk]}" })), 'estate-2');
        return judged(told);
      },
      /no playbook/,
    ],
    [
      'an order of people',
      () =>
        findingAuthority(foldAll(raised().entries), { order: 'o', gate: 'withdrawals', move: 'drop', by: byIntent }),
      /no finding/,
    ],
    [
      'any order before an estate',
      () =>
        findingAuthority(foldAll(raised().entries.slice(1)), {
          order: 'o',
          gate: 'withdrawals',
          move: 'drop',
          by: byFinding('f1'),
        }),
      /no estate/,
    ],
  ])('refuses %s', (_, run, why) => {
    expect(run()).toMatchObject({ ok: false, why: expect.stringMatching(why) as string });
  });
});

describe('accounts taken over', () => {
  const token = `eip155:31337:0x${'ab'.repeat(20)}`;
  const admin = `eip155:31337:0x${'cd'.repeat(20)}`;
  const withContract = estateText({
    extra: `contracts:\n  - {id: token, at: '${token}', kind: proxy-token, admin: '${admin}'}`,
  });

  it.each([
    ['an upgrade that nobody signed', { rule: 'upgrade.unpermitted', subject: token }, [token]],
    ['changed code', { rule: 'code.unpermitted', subject: token }, [token]],
    [
      'a new owner of the admin contract, with what it governs',
      { rule: 'admin.unpermitted', subject: admin },
      [admin, token],
    ],
    ['no mint', { rule: 'mint.unpermitted', subject: token }, []],
    ['nothing that is no breach', { breach: false, subject: token }, []],
    ['nothing that is no account', { subject: 'pkg:npm/left-pad@1.0.0' }, []],
  ])('count %s', (_, changes, expected) => {
    const make = entryMaker();
    const entries = [
      make(adopted(withContract), 'e'),
      make({ type: 'finding.raised', body: { finding: finding('f1', changes) } }, 'f1'),
    ];
    expect([...breachedAccounts(foldAll(entries))]).toEqual(expected);
    entries.push(make({ type: 'finding.retracted', body: { finding: 'f1', why: 'reorganised' } }, 'r'));
    expect(breachedAccounts(foldAll(entries)).size).toBe(0);
  });
});
