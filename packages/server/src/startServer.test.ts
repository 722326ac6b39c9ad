import { createPublicKey } from 'node:crypto';
import { rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { request } from 'node:http';
import { type Intent, intentId } from '@portcullis/model';
import { openJournal } from '@portcullis/journal';
import { verifyGateAnswer } from '@portcullis/respond';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { serverFixture, type ServerFixture, type Started } from './testing/serverFixture.ts';

const PARTS = `
policies:
  upgrade: {quorum: all}
  mint: {quorum: 2 of all}
  estate: {quorum: 2 of all}
  raise: {quorum: all}
chains: {}
gates:
  - {id: withdrawals, lever: hold}
`;
const ASSET = `eip155:56/erc20:0x${'1'.repeat(40)}` as never;

const ACCOUNT = `eip155:56:0x${'2'.repeat(40)}` as never;

let fixture: ServerFixture;
let running: Started;
beforeEach(async () => {
  fixture = serverFixture(PARTS);
  running = await fixture.start();
});
afterEach(async () => {
  await running.stop();
  rmSync(fixture.directory, { recursive: true });
});

const mint = () => fixture.intent({ kind: 'mint', asset: ASSET, to: '*', limit: '5', uses: 1 });
/** What intents of every kind have. */
const common = ({ v, estate, nonce, proposer, created, expires }: Intent) => ({
  v,
  estate,
  nonce,
  proposer,
  created,
  expires,
});
const gate = (kind: 'drop' | 'raise') => fixture.intent({ kind, gate: 'withdrawals' });

describe('sign-off through the API', () => {
  it('counts persons, and permits when the quorum is met', async () => {
    const { alice, bob } = fixture.keys;
    const intent = mint();
    expect(await running.propose(intent, alice)).toMatchObject({
      status: 201,
      json: { state: 'open', tally: { needed: 2, missing: ['bob', 'carol'] } },
    });
    expect(await running.sign(intent, alice)).toMatchObject({
      status: 422,
      json: { code: 'refused-signature', title: expect.stringContaining('person-counted') },
    });
    expect(await running.sign(intent, bob)).toMatchObject({
      status: 201,
      json: { state: 'permitted', permit: { until: intent.expires } },
    });
  });

  it.each([
    ['a stranger', () => running.sign(known, fixture.keys.stranger), 'unknown-key'],
    [
      'a signature over other bytes',
      () =>
        running.ask(`/v1/intents/${intentId(known)}/signatures`, {
          method: 'POST',
          body: { signature: fixture.keys.bob.sign('other') },
        }),
      'refused-signature',
    ],
    ['an unknown intent', () => running.sign(mint(), fixture.keys.bob), 'unknown-intent'],
    [
      'an intent of another estate',
      () => running.propose({ ...mint(), estate: `sha256:${'0'.repeat(64)}` as never }),
      'wrong-estate',
    ],
    [
      'an intent from the future',
      () => running.propose({ ...mint(), created: Date.now() + 3_600_000, expires: Date.now() + 7_200_000 }),
      'refused-intent',
    ],
    ['an expired intent', () => running.propose({ ...mint(), created: 1, expires: 2 }), 'refused-intent'],
    [
      'an intent by nobody of the estate',
      () => running.propose({ ...mint(), proposer: 'mallory' }),
      'unknown-proposer',
    ],
    [
      'an intent of a kind without a policy',
      () =>
        running.propose({
          ...common(mint()),
          kind: 'role',
          contract: ACCOUNT,
          role: 'owner',
          account: ACCOUNT,
          change: 'grant',
        }),
      'no-policy',
    ],
    [
      'an intent for a gate that is not there',
      () => running.propose({ ...common(mint()), kind: 'drop', gate: 'nowhere' }),
      'unknown-gate',
    ],
    [
      'an estate that nobody handed in',
      () => running.propose(fixture.intent({ kind: 'estate', to: `sha256:${'1'.repeat(64)}` as never })),
      'refused-intent',
    ],
  ])('refuses %s', async (_, ask, code) => {
    known = mint();
    await running.propose(known);
    const { status, json } = await ask();
    expect(status).toBeGreaterThanOrEqual(404);
    expect(json).toMatchObject({ code });
    expect(json['title']).not.toBe('');
  });
  let known: ReturnType<typeof mint>;

  it('leaves no proposal behind whose signature was refused', async () => {
    const intent = mint();
    expect(await running.propose(intent, fixture.keys.stranger)).toMatchObject({ status: 422 });
    expect(await running.ask(`/v1/intents/${intentId(intent)}`)).toMatchObject({ status: 404 });
  });

  it('keeps everything over a restart', async () => {
    const intent = mint();
    await running.propose(intent, fixture.keys.alice);
    await running.sign(intent, fixture.keys.carol);
    const before = running.server.status();
    await running.stop();
    running = await fixture.start();
    const after = running.server.status();
    expect(after.intents).toEqual(before.intents);
    expect(after.journal.size).toBe(before.journal.size + 2);
  });

  it('changes the estate only with the quorum of the old one', async () => {
    const text = fixture.rewrite((old) => old.replace('mint: {quorum: 2 of all}', 'mint: {quorum: all}'));
    const { json } = await running.ask('/v1/estates', { method: 'POST', body: { text } });
    const old = running.server.status().estate.digest;
    const intent = { ...fixture.intent({ kind: 'estate', to: json['digest'] as never }), estate: old as never };
    await running.propose(intent, fixture.keys.alice);
    expect(running.server.status().estate.digest).toBe(old);
    await running.sign(intent, fixture.keys.bob);
    expect(running.server.status().estate).toMatchObject({ digest: json['digest'], differs_on_disk: true });
    expect(await running.ask(`/v1/intents/${intentId(intent)}`)).toMatchObject({ json: { state: 'adopted' } });
  });

  it('takes a client its access with the estate that names it', async () => {
    const { alice, bob } = fixture.keys;
    const ask = async (): Promise<number> =>
      (await running.ask('/v1/gates/withdrawals', { token: 'desk-token' })).status;
    expect(await ask()).toBe(200);
    const adopt = async (change: (text: string) => string): Promise<void> => {
      const estate = running.server.status().estate.digest;
      const { json } = await running.ask('/v1/estates', { method: 'POST', body: { text: fixture.rewrite(change) } });
      const intent = { ...fixture.intent({ kind: 'estate', to: json['digest'] as never }), estate: estate as never };
      await running.propose(intent, alice);
      expect(await running.sign(intent, bob)).toMatchObject({ json: { state: 'adopted' } });
    };
    await adopt((text) =>
      text.replace(
        '{id: desk, token: {file: desk.token}, may: [gates]}',
        '{id: other, token: {file: gone.token}, may: [gates]}',
      ),
    );
    expect(await ask()).toBe(401);
    await adopt((text) =>
      text.replace(
        '{id: other, token: {file: gone.token}, may: [gates]}',
        '{id: desk, token: {file: desk.token}, may: [gates]}',
      ),
    );
    await expect.poll(ask).toBe(200);
  });

  it('refuses to hold a wrong estate file, naming the line', async () => {
    expect(await running.ask('/v1/estates', { method: 'POST', body: { text: 'estate: 1\n' } })).toMatchObject({
      status: 422,
      json: { code: 'refused-estate', found: expect.stringContaining('line 1') },
    });
  });
});

describe('gates through the API', () => {
  it('one person drops, and only the quorum raises', async () => {
    const { alice, bob, carol } = fixture.keys;
    const answers = createPublicKey({ key: (await running.ask('/v1/keys')).json['answers'] as never, format: 'jwk' });
    const state = async (): Promise<string> => {
      const { json } = await running.ask('/v1/gates/withdrawals?nonce=n1', { token: 'desk-token' });
      return verifyGateAnswer(
        json['answer'] as string,
        { gate: 'withdrawals', nonce: 'n1', key: answers, now: Date.now(), maxAge: 5000 } as never,
      ).state;
    };
    expect(await state()).toBe('up');
    await running.propose(gate('drop'), bob);
    expect(await state()).toBe('down');
    const raise = gate('raise');
    await running.propose(raise, alice);
    await running.sign(raise, bob);
    expect(await state()).toBe('down');
    await running.sign(raise, carol);
    await expect.poll(state).toBe('up');
  });

  it('lets a person drop it however many proposals wait unsigned', async () => {
    const flood = async (many: number): Promise<number[]> =>
      Promise.all(Array.from({ length: many }, async () => (await running.propose(mint())).status));
    for (let n = 0; n < 1000; n += 100) await flood(100);
    expect(await flood(1)).toEqual([422]);
    expect(await running.propose(gate('drop'))).toMatchObject({
      json: { code: 'refused-intent', title: expect.stringContaining('Too many') },
    });
    expect(await running.propose(gate('drop'), fixture.keys.stranger)).toMatchObject({ status: 422 });
    expect(await running.propose(gate('drop'), fixture.keys.bob)).toMatchObject({
      status: 201,
      json: { state: 'permitted' },
    });
    await expect.poll(() => running.server.status().gates[0]?.state).toBe('down');
  }, 30_000);

  it('raises nothing by sign-offs from before the last drop', async () => {
    const { alice, bob, carol } = fixture.keys;
    const state = (): string | undefined => running.server.status().gates[0]?.state;
    await running.propose(gate('drop'), bob);
    const raise = gate('raise');
    await running.propose(raise, alice);
    await running.sign(raise, bob);
    await expect.poll(state).toBe('down');
    await running.propose(gate('drop'), carol);
    expect(await running.sign(raise, carol)).toMatchObject({
      json: { tally: { lacks: [expect.stringContaining('Propose it again')] } },
    });
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(state()).toBe('down');
    const again = gate('raise');
    for (const key of [alice, bob, carol])
      await (key === alice ? running.propose(again, key) : running.sign(again, key));
    await expect.poll(state).toBe('up');
  });

  it('obeys no order that uses a spent permit to raise once more', async () => {
    const { alice, bob, carol } = fixture.keys;
    const state = (): string | undefined => running.server.status().gates[0]?.state;
    await running.propose(gate('drop'), bob);
    const raise = gate('raise');
    for (const key of [alice, bob, carol])
      await (key === alice ? running.propose(raise, key) : running.sign(raise, key));
    await expect.poll(state).toBe('up');
    await running.propose(gate('drop'), bob);
    await expect.poll(state).toBe('down');
    await running.stop();
    const journal = await openJournal({ directory: `${fixture.directory}/data/journal`, mode: 'write' });
    const body = {
      order: 'raise:once-more',
      gate: 'withdrawals',
      move: 'raise',
      by: { intent: intentId(raise) },
    } as const;
    await journal.append([
      {
        v: 1,
        type: 'gate.ordered',
        at: { ms: Date.now(), source: 'clock' },
        actor: 'server',
        causes: [],
        key: body.order,
        body,
      },
    ]);
    await journal.close();
    running = await fixture.start();
    await expect.poll(state).toBe('down');
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(state()).toBe('down');
  });

  it('answers about no gate that is not there', async () => {
    expect(await running.ask('/v1/gates/nowhere')).toMatchObject({
      status: 404,
      json: { code: 'unknown-gate', expected: 'withdrawals' },
    });
  });
});

describe('access', () => {
  it.each([
    ['/v1/health', null, 200],
    ['/v1/status', null, 401],
    ['/v1/status', 'wrong', 401],
    ['/v1/status', 'desk-token', 403],
    ['/v1/events', 'desk-token', 403],
    ['/v1/gates/withdrawals', 'desk-token', 200],
    ['/v1/keys', 'desk-token', 200],
    ['/metrics', 'desk-token', 403],
    ['/openapi.json', null, 401],
    ['/v1/nothing', null, 401],
  ])('%s with token %s gives %i', async (path, token, status) => {
    expect((await running.ask(path, { token })).status).toBe(status);
  });

  it('lets a paying service propose nothing', async () => {
    expect(
      await running.ask('/v1/intents', { method: 'POST', body: { intent: mint() }, token: 'desk-token' }),
    ).toMatchObject({ status: 403 });
  });

  it('refuses what is too large and what is no JSON', async () => {
    expect(await announced(3_000_000)).toBe(413);
    expect((await running.ask('/v1/intents', { method: 'POST', body: '{' })).status).toBe(400);
    expect(await running.ask('/v1/intents', { method: 'POST', body: { signature: 5 } })).toMatchObject({ status: 422 });
  });
});

describe('the journal through the API', () => {
  it('streams entries, and replays after Last-Event-ID', async () => {
    const token = await operatorToken();
    const read = async (headers: Record<string, string>, query: string, count: number): Promise<string[]> => {
      const stop = new AbortController();
      const response = await fetch(`${running.server.url}/v1/events${query}`, {
        headers: { authorization: `Bearer ${token}`, ...headers },
        signal: stop.signal,
      });
      let text = '';
      for await (const chunk of response.body ?? []) {
        text += Buffer.from(chunk).toString();
        if (text.split('\n\n').length > count) break;
      }
      stop.abort();
      return [...text.matchAll(/^id: (\d+)$/gm)].map((match) => match[1] ?? '');
    };
    expect(await read({}, '?from=0', 2)).toEqual(['0', '1']);
    expect(await read({ 'last-event-id': '0' }, '', 1)).toEqual(['1']);
    const live = read({}, '', 2);
    // The stream begins now; what is committed after its beginning arrives.
    await expect.poll(async () => running.propose(mint()).then(({ status }) => status)).toBe(201);
    await running.propose(mint());
    await running.propose(mint());
    expect(await live).toHaveLength(2);
  });

  it('proves its entries, and describes itself', async () => {
    expect(await running.ask('/v1/journal/proof/0')).toMatchObject({ status: 200 });
    expect((await running.ask('/v1/journal/proof/99')).status).toBeGreaterThanOrEqual(404);
    expect((await running.ask('/v1/journal/checkpoint')).text).toContain('portcullis/test-estate\n2\n');
    expect((await running.ask('/v1/journal/entries?limit=1')).json).toMatchObject({
      size: 2,
      entries: [{ index: 0, entry: { type: 'estate.adopted' } }],
    });
    const { json } = await running.ask('/openapi.json');
    expect(Object.keys(json['paths'] as object)).toContain('/v1/gates/{id}');
    expect((await running.ask('/metrics')).text).toContain('portcullis_gate_state{gate="withdrawals",state="up"} 1');
  });

  it('has one writer: a second server is refused with the holder named', async () => {
    await expect(fixture.start()).rejects.toMatchObject({
      code: 'held',
      found: expect.stringContaining(String(process.pid)),
    });
  });
});

async function operatorToken(): Promise<string> {
  return (await readFile(`${fixture.directory}/data/api-token`, 'utf8')).trim();
}

/** The status of a request that announces a body of so many bytes, before it sends any. */
async function announced(bytes: number): Promise<number | undefined> {
  const token = await operatorToken();
  return new Promise((resolve, reject) => {
    const asked = request(
      `${running.server.url}/v1/estates`,
      {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'content-length': bytes },
      },
      (response) => {
        resolve(response.statusCode);
        asked.destroy();
      },
    );
    asked.on('error', reject);
    asked.flushHeaders();
  });
}
