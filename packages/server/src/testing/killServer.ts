import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openJournal, verifyJournal } from '@portcullis/journal';
import type { Recorded } from '@portcullis/model';
import { gateOf, orderId, webhookSignature } from '@portcullis/respond';
import { afterEach, describe, expect, it } from 'vitest';
import { createWorld, type World } from '../world.ts';
import { gatehouseUnderFire, type GatehouseUnderFire, SECRET } from './gatehouseUnderFire.ts';
import { overtaken } from '../overtaken.ts';
import { seededNumbers } from './seededNumbers.ts';

const GATES = ['pool', 'withdrawals'] as const;

/** What a server left behind, read by somebody else. */
interface Left {
  readonly entries: readonly Recorded[];
  readonly world: World;
}

async function leftIn({ fixture }: GatehouseUnderFire): Promise<Left> {
  const journal = await openJournal({ directory: join(fixture.directory, 'data', 'journal'), mode: 'read' });
  try {
    const entries: Recorded[] = [];
    const world = createWorld();
    for await (const recorded of journal.read()) {
      entries.push(recorded);
      world.apply(recorded);
    }
    return { entries, world };
  } finally {
    await journal.close();
  }
}

/** Kills the server again and again, at a moment by chance, while people and a thief go on. */
async function underFire(house: GatehouseUnderFire, rounds: number, seed: number): Promise<void> {
  const random = seededNumbers(seed + 2_000_003);
  let over = false;
  let acting: Promise<void> = Promise.resolve();
  for (let round = 0; round < rounds; round++) {
    const server = house.start();
    // Now and then before it stands; the first one must have seen the chain before anything is done to it.
    if (round > 0 && random() < 0.3) await sleep(random() * 900);
    else {
      expect(await server.ready, server.said()).toBeDefined();
      if (round === 0) acting = actUntil(house, () => over);
      await sleep(random() * 1_500);
    }
    await server.kill();
  }
  const server = house.start();
  expect(await server.ready, server.said()).toBeDefined();
  over = true;
  await acting;
  // After the last raise was ordered, so that every gate has a reason to be down. A kill may fall
  // between the last sign-off and the order that follows from it, which then waits for the next look.
  await expect.poll(async () => unordered(await leftIn(house)), { timeout: 10_000 }).toEqual([]);
  await house.steal();
  expect(await server.stop(), server.said()).toBe(0);
}

/** Signed moves of gates that are owed an order and have none yet; a raise that a later finding overtook is owed none. */
function unordered({ world }: Left): string[] {
  return [...world.signoff.intents.values()].flatMap((record) => {
    const { id, intent, permit } = record;
    if (permit === undefined || (intent.kind !== 'drop' && intent.kind !== 'raise')) return [];
    const ordered = world.respond.ordered.has(orderId(intent.kind, intent.gate, { intent: id }));
    return ordered || overtaken(world, record) !== undefined ? [] : [id];
  });
}

async function actUntil(house: GatehouseUnderFire, over: () => boolean): Promise<void> {
  while (!over()) {
    await house.act();
    await sleep(20);
  }
}

/** Starts it a last time, lets it finish what is pending, and stops it in good order. */
async function comeToRest(house: GatehouseUnderFire): Promise<Left> {
  house.mend();
  const server = house.start();
  expect(await server.ready, server.said()).toBeDefined();
  await expect
    .poll(
      async () => {
        const { world } = await leftIn(house);
        const seen = new Set([...world.effects.values()].map(({ effect }) => effect.position.tx));
        return {
          orders: world.respond.orders.size,
          notices: world.respond.notices.size,
          unseen: house.deeds.filter(({ tx }) => !seen.has(tx)).length,
        };
      },
      { timeout: 60_000, interval: 300 },
    )
    .toEqual({ orders: 0, notices: 0, unseen: 0 });
  expect(await server.stop(), server.said()).toBe(0);
  return leftIn(house);
}

function checkFindings({ deeds, acknowledged }: GatehouseUnderFire, { entries, world }: Left): void {
  for (const { what, tx, permitted } of deeds) {
    const effects = [...world.effects.values()].filter(({ effect }) => effect.position.tx === tx);
    expect(effects, `${what} ${tx}`).toMatchObject([{ effect: { kind: what }, standing: true }]);
    const raised = entries.flatMap(({ entry }) =>
      entry.type === 'finding.raised' && effects.some(({ effect }) => entry.body.finding.effects.includes(effect.id))
        ? [entry.body.finding]
        : [],
    );
    expect(raised, `${what} ${tx}`).toMatchObject(permitted ? [] : [{ rule: `${what}.unpermitted`, breach: true }]);
  }
  expect(entries.filter(({ entry }) => entry.type === 'finding.raised')).toHaveLength(
    deeds.filter(({ permitted }) => !permitted).length,
  );
  expect(entries.filter(({ entry }) => entry.type === 'finding.retracted')).toEqual([]);
  for (const id of acknowledged)
    expect(world.signoff.permits.has(id as never), `the permit ${id} that was acknowledged`).toBe(true);
  expect(world.signoff.rejected).toEqual([]);
}

function checkMessages({ hooks, accepted }: GatehouseUnderFire, { entries }: Left): void {
  const ids = new Map<string, Set<string>>();
  for (const { headers, body } of hooks.received) {
    const message = JSON.parse(body) as {
      id: string;
      event: string;
      finding?: { id: string };
      gate?: { order: string };
    };
    expect(decodeURIComponent(String(headers['portcullis-delivery']))).toBe(message.id);
    const signed = String(headers['portcullis-signature']);
    expect(signed).toBe(webhookSignature(SECRET, Number(/^t=(\d+),/.exec(signed)?.[1]), body));
    const subject = `${message.event} ${message.event.startsWith('finding') ? message.finding?.id : message.gate?.order}`;
    ids.set(subject, (ids.get(subject) ?? new Set()).add(message.id));
  }
  for (const [subject, own] of ids) expect(own.size, `delivery ids of ${subject}`).toBe(1);
  for (const { entry } of entries) {
    if (entry.type !== 'finding.raised') continue;
    const [id = ''] = ids.get(`finding.raised ${entry.body.finding.id}`) ?? [];
    expect(accepted.has(id), `the receiver was told of ${entry.body.finding.id}`).toBe(true);
  }
  expect(entries.filter(({ entry }) => entry.type === 'notice.failed' && entry.body.final)).toEqual([]);
}

async function checkGates({ paused }: GatehouseUnderFire, { world }: Left): Promise<void> {
  for (const gate of GATES)
    expect(gateOf(world.respond, gate)).toMatchObject({ state: 'down', settled: 'down', stuck: false });
  expect(await paused()).toBe(true);
}

/** Every block from the first to the head is stated to have been read whole, once. */
async function checkCoverage({ chain }: GatehouseUnderFire, { entries }: Left): Promise<void> {
  const stated = entries.flatMap(({ entry }) => (entry.type === 'sensor.covered' ? [entry.body] : []));
  for (const [at, { from }] of stated.entries()) if (at > 0) expect(from).toBe((stated[at - 1]?.to.number ?? 0) + 1);
  expect(stated.at(-1)?.to).toEqual(await chain.block());
  expect(entries.filter(({ entry }) => entry.type === 'sensor.gap')).toEqual([]);
}

/** Kills a running product so many times, and looks at everything that it owed. */
export function killServer(rounds: number, seeds: readonly number[], timeout: number): void {
  describe(`a server killed ${rounds} times while it is robbed`, () => {
    let house: GatehouseUnderFire;
    afterEach(() => house.close());

    it.each(seeds)('owes nothing in the end (seed %i)', { timeout }, async (seed) => {
      house = await gatehouseUnderFire(seed);
      await underFire(house, rounds, seed);
      const left = await comeToRest(house);
      const report = await verifyJournal(join(house.fixture.directory, 'data', 'journal'));
      expect(report.size).toBe(left.entries.length);
      // Else nothing was shown: in every round people and the thief did something.
      expect(house.deeds.length).toBeGreaterThan(rounds);
      checkFindings(house, left);
      checkMessages(house, left);
      await checkGates(house, left);
      await checkCoverage(house, left);
    });
  });
}
