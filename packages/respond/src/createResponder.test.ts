import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canonicalJson, type Entry, type EntryBody, parseEntry } from '@portcullis/model';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Lever } from './lever.ts';
import { createHoldLever } from './levers/hold/holdLever.ts';
import { orderId } from './orderId.ts';
import { RespondFault } from './respondFault.ts';
import { gateOf } from './respondState.ts';
import { sleepOrStop } from './sleepOrStop.ts';
import { adopted, finding, INTENT } from './testing/entries.ts';
import { estateText } from './testing/estateText.ts';
import { type FileJournal, openFileJournal } from './testing/fileJournal.ts';
import { type HookServer, startHookServer } from './testing/hookServer.ts';
import { respondTo } from './testing/respondingWorld.ts';
import { until } from './testing/until.ts';

const never = new AbortController().signal;
const raised = (id: string, changes = {}): EntryBody => ({
  type: 'finding.raised',
  body: { finding: finding(id, changes) },
});
const ordered = (
  move: 'drop' | 'raise',
  by: { finding: string } | { intent: typeof INTENT },
  gate = 'withdrawals',
): EntryBody => ({
  type: 'gate.ordered',
  body: { order: orderId(move, gate, by), gate, move, by },
});

let directory: string;
let journal: FileJournal;
let hooks: HookServer;
const holds = (): Map<string, Lever> =>
  new Map([
    ['withdrawals', createHoldLever()],
    ['desk', createHoldLever()],
  ]);
const entries = <T extends Entry['type']>(type: T): Extract<Entry, { type: T }>[] =>
  journal.all().flatMap(({ entry }) => (entry.type === type ? [entry as Extract<Entry, { type: T }>] : []));
const text = (): string =>
  estateText({
    webhook: `${hooks.url}/lender`,
    alice: [`{webhook: '${hooks.url}/alice'}`, `{ntfy: '${hooks.url}/topic'}`],
  });

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'respond-'));
  journal = openFileJournal(join(directory, 'journal'));
  hooks = await startHookServer();
});
afterEach(async () => {
  journal.close();
  await hooks.close();
  rmSync(directory, { recursive: true });
});

describe('a responder', () => {
  it('drops the gate for a finding, proves it in the journal, and tells everybody once', async () => {
    const { responder, put, stop } = respondTo(journal, holds());
    await put(adopted(text()), raised('f1'), ordered('drop', { finding: 'f1' }));
    await responder.idle();
    expect(entries('gate.moved')).toMatchObject([
      {
        key: 'moved:drop:withdrawals:f1',
        actor: 'lever:withdrawals',
        causes: ['drop:withdrawals:f1'],
        body: { state: 'down' },
      },
    ]);
    expect(gateOf(responder.state(), 'withdrawals').state).toBe('down');
    expect(hooks.received.map(({ path }) => path).toSorted()).toEqual(['/alice', '/lender', '/lender', '/topic']);
    expect(
      entries('notice.delivered')
        .map((entry) => entry.body.notice)
        .toSorted(),
    ).toEqual([
      'finding.raised:f1:page/alice/0',
      'finding.raised:f1:page/alice/1',
      'finding.raised:f1:tell/lender',
      'gate.moved:drop:withdrawals:f1:tell/lender',
    ]);
    await stop();
  });

  it('records a failure whose words no journal could hold as they are', async () => {
    const broken: Lever = {
      ...createHoldLever(),
      drop: () => Promise.reject(new Error(`it would revert: \ud83d ${'x'.repeat(5000)}`)),
    };
    const { responder, put, stop } = respondTo(journal, new Map([['withdrawals', broken]]), {
      gateBackoff: { first: 1, most: 1, attempts: 1 },
    });
    await put(adopted(text()), raised('f1'), ordered('drop', { finding: 'f1' }));
    await responder.idle();
    expect(entries('gate.failed')).toHaveLength(1);
    for (const entry of entries('gate.failed')) expect(() => canonicalJson(parseEntry(entry))).not.toThrow();
    await stop();
  });

  it('writes messages that say what happened, in which state, and where to check it', async () => {
    const { responder, put, stop } = respondTo(journal, holds());
    await put(adopted(text()), raised('f1'), ordered('drop', { finding: 'f1' }));
    await responder.idle();
    const messages = hooks.received
      .filter(({ path }) => path === '/lender')
      .map(({ body }) => JSON.parse(body) as Record<string, unknown>);
    expect(messages.find(({ event }) => event === 'finding.raised')).toMatchObject({
      v: 1,
      id: 'finding.raised:f1:tell/lender',
      estate: 'Example Staking',
      severity: 'critical',
      title: expect.stringMatching(/^Breach: upgrade\.unpermitted on eip155:31337:0x/) as string,
      why: 'An upgrade that nobody signed.',
      advice: 'Drop the gate.',
      finding: { id: 'f1', rule: 'upgrade.unpermitted', severity: 'critical', breach: true },
      verify: {
        entry: 1,
        key: 'f1',
        proof: 'https://portcullis.example/v1/journal/proof/1',
        checkpoint: 'https://portcullis.example/v1/journal/checkpoint',
      },
    });
    expect(messages.find(({ event }) => event === 'gate.moved')).toMatchObject({
      gate: { id: 'withdrawals', state: 'down', by: { finding: 'f1' } },
      gates: [
        { id: 'withdrawals', state: 'down' },
        { id: 'desk', state: 'up' },
      ],
    });
    await stop();
  });

  it('does nothing twice while what it wrote has not come back from the journal', async () => {
    let drops = 0;
    const counting: Lever = {
      ...createHoldLever(),
      drop: (...args) => {
        drops++;
        return createHoldLever().drop(...args);
      },
    };
    const { responder, put, stop } = respondTo(journal, holds().set('withdrawals', counting), { late: 40 });
    await put(adopted(text()), raised('f1'), ordered('drop', { finding: 'f1' }));
    await until(
      () =>
        responder.state().ordered.size === 1 &&
        responder.state().orders.size === 0 &&
        responder.state().notices.size === 0,
    );
    expect(drops).toBe(1);
    expect(hooks.received).toHaveLength(4);
    await stop();
  });

  it('refuses orders without authority, and leaves the gate where it was', async () => {
    const { responder, put, stop } = respondTo(journal, holds());
    await put(adopted(text()), ordered('drop', { finding: 'unknown' }), ordered('raise', { intent: INTENT }, 'desk'));
    await responder.idle();
    expect(entries('gate.moved')).toEqual([]);
    expect(entries('gate.failed').map(({ actor, body }) => [actor, body.final, body.why])).toEqual([
      ['server', true, 'no authority: no entry of the journal raises the finding unknown'],
      ['server', true, 'no authority: no permit'],
    ]);
    expect(gateOf(responder.state(), 'withdrawals').state).toBe('up');
    await stop();
  });

  it('asks for the permit of an order of people, and carries it out where it stands', async () => {
    const asked: string[] = [];
    const { responder, put, stop } = respondTo(journal, holds(), {
      permit: (order) => {
        asked.push(order.order);
        return { ok: true };
      },
    });
    await put(adopted(text()), ordered('drop', { intent: INTENT }));
    await responder.idle();
    await put(ordered('raise', { intent: INTENT }));
    await responder.idle();
    expect(entries('gate.moved').map(({ body }) => body.state)).toEqual(['down', 'up']);
    expect(asked).toEqual([`drop:withdrawals:${INTENT}`, `raise:withdrawals:${INTENT}`]);
    await stop();
  });

  it('refuses a finding that was taken back before the lever moved', async () => {
    const { responder, put, stop } = respondTo(journal, holds());
    await put(
      adopted(text()),
      raised('f1'),
      { type: 'finding.retracted', body: { finding: 'f1', why: 'its block was dropped' } },
      ordered('drop', { finding: 'f1' }),
    );
    await responder.idle();
    expect(entries('gate.moved')).toEqual([]);
    expect(
      hooks.received.map(({ headers }) => decodeURIComponent(String(headers['portcullis-delivery'])).split(':')[0]),
    ).toEqual(Array(3).fill('finding.retracted'));
    expect(
      entries('notice.delivered')
        .map((entry) => entry.body.notice)
        .every((id) => id.startsWith('finding.retracted:f1:')),
    ).toBe(true);
    await stop();
  });

  it('tries a failing lever again, with every failure in the journal, and pages people when it gives up', async () => {
    const calls: number[] = [];
    const failing: Lever = {
      ...createHoldLever(),
      drop: () => {
        calls.push(performance.now());
        return Promise.reject(
          new RespondFault('rpc-failed', { message: 'The node is silent.', remedy: 'Look at it.' }),
        );
      },
    };
    const { responder, put, stop } = respondTo(journal, holds().set('withdrawals', failing));
    await put(adopted(text()), raised('f1'), ordered('drop', { finding: 'f1' }));
    await responder.idle();
    expect(calls).toHaveLength(4);
    expect(entries('gate.failed').map(({ body }) => [body.attempt, body.final])).toEqual([
      [1, false],
      [2, false],
      [3, false],
      [4, true],
    ]);
    expect(entries('gate.failed')[0]?.body.why).toBe('rpc-failed: The node is silent. Look at it.');
    expect(hooks.received.filter(({ path, body }) => path === '/alice' && body.includes('gate.failed'))).toHaveLength(
      1,
    );
    await stop();
  });

  it('says in the journal that a gate has no lever', async () => {
    const { responder, put, stop } = respondTo(journal, new Map());
    await put(adopted(text()), raised('f1'), ordered('drop', { finding: 'f1' }));
    await responder.idle();
    expect(entries('gate.failed').at(-1)?.body).toMatchObject({
      final: true,
      why: expect.stringMatching(/^no-lever:/) as string,
    });
    await stop();
  });

  it('says once, not every time, that a lever cannot make ready, and when it can again', async () => {
    const said: string[] = [];
    let works = false;
    const lever: Lever = {
      ...createHoldLever(),
      prepare: () =>
        works ? Promise.resolve() : Promise.reject(new RespondFault('rpc-failed', { message: 'The node is silent.' })),
    };
    const log = {
      info: (_: object, text: string) => void said.push(text),
      warn: (_: object, text: string) => void said.push(text),
      error: () => undefined,
    };
    const { stop } = respondTo(journal, holds().set('withdrawals', lever), { prepareEvery: 5, log });
    await sleepOrStop(60, never);
    works = true;
    await until(() => said.length === 2);
    expect(said).toEqual([
      'the lever could not make ready; it tries again, and when it must',
      'the lever is ready again',
    ]);
    await stop();
  });

  it('keeps no gate waiting for another whose lever hangs', async () => {
    const hanging: Lever = { ...createHoldLever(), drop: (_, signal) => sleepOrStop(60_000, signal).then(() => []) };
    const { put, stop, responder } = respondTo(journal, holds().set('withdrawals', hanging));
    await put(
      adopted(text()),
      raised('f1', { rule: 'mint.unpermitted' }),
      ordered('drop', { finding: 'f1' }),
      ordered('drop', { finding: 'f1' }, 'desk'),
    );
    await until(() => gateOf(responder.state(), 'desk').state === 'down' && entries('notice.delivered').length > 2);
    expect(gateOf(responder.state(), 'withdrawals').state).toBe('dropping');
    await stop();
    expect(entries('gate.failed')).toEqual([]);
    expect(responder.state().orders.size).toBe(1);
  });

  it('calls a waiting raise off when the gate is ordered down again', async () => {
    let raising = 0;
    const slow: Lever = {
      ...createHoldLever(),
      raise: (_, signal) => {
        raising++;
        return sleepOrStop(60_000, signal).then(() => []);
      },
    };
    const { put, stop, responder } = respondTo(journal, holds().set('withdrawals', slow), {
      permit: () => ({ ok: true }),
    });
    await put(adopted(text()), ordered('drop', { intent: INTENT }));
    await responder.idle();
    await put(ordered('raise', { intent: INTENT }));
    await until(() => raising === 1);
    await put(raised('f1'), ordered('drop', { finding: 'f1' }));
    await responder.idle();
    expect(gateOf(responder.state(), 'withdrawals')).toMatchObject({ state: 'down', by: { finding: 'f1' } });
    await stop();
  });

  it('takes up after a restart what was pending, and nothing that was done', async () => {
    const first = respondTo(journal, holds());
    await first.put(adopted(text()), raised('f1'), ordered('drop', { finding: 'f1' }));
    await first.responder.idle();
    await first.stop();
    const before = hooks.received.length;
    journal.close();
    journal = openFileJournal(join(directory, 'journal'));
    const second = respondTo(journal, holds());
    await second.responder.idle();
    expect(hooks.received).toHaveLength(before);
    await second.put(raised('f2'), ordered('drop', { finding: 'f2' }));
    await second.responder.idle();
    expect(entries('gate.moved').map(({ body }) => body.order)).toEqual(['drop:withdrawals:f1', 'drop:withdrawals:f2']);
    await second.stop();
  });

  it('does nothing any more once it was stopped', async () => {
    const { responder, put, stop } = respondTo(journal, holds());
    await stop();
    await put(adopted(text()), raised('f1'), ordered('drop', { finding: 'f1' }));
    await responder.idle();
    expect(entries('gate.moved')).toEqual([]);
    expect(hooks.received).toEqual([]);
  });

  it('acts again when the journal would not take what it did', async () => {
    let refusals = 3;
    const { put, stop, responder } = respondTo(journal, holds(), {
      append: (added) => (refusals-- > 0 ? Promise.reject(new Error('disk full')) : journal.append(added)),
    });
    await put(adopted(estateText()), raised('f1'), ordered('drop', { finding: 'f1' }));
    await until(() => gateOf(responder.state(), 'withdrawals').state === 'down');
    await stop();
  });
});

describe('notices', () => {
  it('are tried again until they are accepted, with one id, and each failure is an entry', async () => {
    const flaky = await startHookServer((response, count) => void response.writeHead(count < 3 ? 503 : 200).end());
    const { put, stop, responder } = respondTo(journal, holds());
    await put(adopted(estateText({ webhook: flaky.url })), raised('f1'));
    await responder.idle();
    expect(new Set(flaky.received.map(({ headers }) => headers['portcullis-delivery'])).size).toBe(1);
    expect(entries('notice.failed').map(({ body }) => [body.attempt, body.final])).toEqual([
      [1, false],
      [2, false],
    ]);
    expect(entries('notice.delivered').map(({ body }) => [body.to, body.attempt])).toEqual([['lender', 3]]);
    await stop();
    await flaky.close();
  });

  it('take a finding back only after it was told, where it is on its way already', async () => {
    const order: string[] = [];
    const slow = await startHookServer((response, _, { body }) => {
      const { event } = JSON.parse(body) as { event: string };
      order.push(`${event} came`);
      setTimeout(() => {
        order.push(`${event} was answered`);
        response.end();
      }, 40);
    });
    const { put, stop, responder } = respondTo(journal, holds());
    await put(adopted(estateText({ webhook: slow.url })), raised('f1'));
    await until(() => order.length > 0);
    await put({ type: 'finding.retracted', body: { finding: 'f1', why: 'its block was dropped' } });
    await responder.idle();
    expect(order).toEqual([
      'finding.raised came',
      'finding.raised was answered',
      'finding.retracted came',
      'finding.retracted was answered',
    ]);
    await stop();
    await slow.close();
  });

  it('are given up with an entry that says so, after the limit', async () => {
    const broken = await startHookServer((response) => void response.writeHead(500).end());
    const { put, stop, responder } = respondTo(journal, holds());
    await put(adopted(estateText({ webhook: broken.url })), raised('f1'));
    await responder.idle();
    expect(entries('notice.failed').map(({ body }) => body.final)).toEqual([false, false, false, true]);
    expect(broken.received).toHaveLength(4);
    await stop();
    await broken.close();
  });

  it('are given up at once for who has left the estate', async () => {
    const broken = await startHookServer((response) => void response.writeHead(500).end());
    const { put, stop, responder } = respondTo(journal, holds(), {
      noticeBackoff: { first: 100, most: 100, attempts: 9 },
    });
    await put(adopted(estateText({ webhook: broken.url })), raised('f1'));
    await until(() => broken.received.length > 0);
    await put(
      adopted(
        estateText({ webhook: broken.url })
          .replace(/integrators:\n.*\n/, '')
          .replaceAll(', tell: all', ''),
      ),
    );
    await responder.idle();
    expect(entries('notice.failed').at(-1)?.body).toMatchObject({
      final: true,
      why: expect.stringMatching(/^no-recipient:/) as string,
    });
    await stop();
    await broken.close();
  });

  it('keep nobody waiting for one who hangs, even in a storm of findings', async () => {
    const hanging = await startHookServer(() => undefined);
    const { put, stop } = respondTo(journal, holds());
    await put(
      adopted(estateText({ webhook: hanging.url, alice: [`{ntfy: '${hooks.url}/topic'}`] })),
      ...Array.from({ length: 100 }, (_, at) => raised(`f${at}`)),
    );
    await until(() => hooks.received.length === 100);
    // Four at once, which hang.
    expect(hanging.received.length).toBeLessThanOrEqual(4);
    await stop();
    await hanging.close();
  });

  it('keep nobody waiting for one who hangs', async () => {
    const hanging = await startHookServer(() => undefined);
    const { put, stop, responder } = respondTo(journal, holds());
    await put(
      adopted(estateText({ webhook: hanging.url, alice: [`{ntfy: '${hooks.url}/topic'}`] })),
      raised('f1'),
      ordered('drop', { finding: 'f1' }),
    );
    await until(() => hooks.received.length > 0);
    expect(gateOf(responder.state(), 'withdrawals').state).toBe('down');
    expect(hooks.received.map(({ path }) => path)).toEqual(['/topic']);
    await stop();
    await hanging.close();
  });
});
