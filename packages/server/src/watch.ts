import { connectEvm, type EvmClient } from '@portcullis/evm';
import type { Journal } from '@portcullis/journal';
import type { ChainId, Clock, Estate, SecretRef } from '@portcullis/model';
import {
  type Authority,
  createLevers,
  createNtfyNotifier,
  createResponder,
  createWebhookNotifier,
  type Lever,
  orderId,
  type PendingOrder,
  readSecret,
  type Responder,
  sleepOrStop,
} from '@portcullis/respond';
import type { Logger } from 'pino';
import type { Committer } from './commit.ts';
import { endpointsOf } from './endpoints.ts';
import { judgeChanges } from './judge.ts';
import { cursorNameOf, type Sensor, startSensor } from './sensors.ts';
import type { ChainStatus } from './status.ts';
import type { World } from './world.ts';

/** Sensors and levers of the estate in force; made anew when another estate comes into force. */
export interface Watch {
  /** Resolves when every chain was looked at once or is known to be in a gap. Throws what only an operator can mend. */
  start(): Promise<void>;
  chains(): readonly ChainStatus[];
  secret(ref: SecretRef): Promise<string>;
  /** Rejects when a sensor ends on a fault. */
  readonly failed: Promise<never>;
  stop(): Promise<void>;
}

interface Running {
  readonly estate: Estate;
  readonly sensors: readonly Sensor[];
  readonly clients: readonly EvmClient[];
  readonly levers: ReadonlyMap<string, Lever>;
  readonly stop: AbortController;
}

export function createWatch(options: {
  readonly world: World;
  readonly journal: Journal;
  readonly committer: Committer;
  readonly clock: Clock;
  readonly log: Logger;
  readonly directory: string;
  readonly environment: NodeJS.ProcessEnv;
}): Watch {
  const { world, journal, committer, clock, log, environment } = options;
  const failed = Promise.withResolvers<never>();
  failed.promise.catch(() => undefined);
  const stopAll = new AbortController();
  const secret = (ref: SecretRef): Promise<string> =>
    readSecret(ref, { directory: options.directory, env: environment });
  let running: Running | undefined;
  let changing: Promise<void> = Promise.resolve();

  const responder: Responder = createResponder({
    state: () => world.respond,
    lever: (gate) => running?.levers.get(gate),
    levers: () => running?.levers ?? [],
    notifiers: { webhook: createWebhookNotifier(), ntfy: createNtfyNotifier() },
    append: (entries) => committer.commit(() => entries),
    authorise: (order) => Promise.resolve(authoriseByPermit(world, order, clock())),
    secret,
    clock,
    random: Math.random,
    log,
    signal: stopAll.signal,
  });

  /** Connects, makes the levers, starts a sensor for each chain. */
  async function run(estate: Estate): Promise<Running> {
    const stop = new AbortController();
    const clients = new Map<ChainId, EvmClient>();
    try {
      for (const chain of estate.chains)
        clients.set(
          chain.id,
          await connectEvm({
            chain: chain.id,
            endpoints: endpointsOf(chain, environment),
            clock,
            log,
            heads: false,
            onSent: (calls) => {
              if (calls.some(({ method }) => method === 'eth_sendRawTransaction')) tellSent(chain.id);
            },
          }),
        );
      const sensors: Sensor[] = [];
      const tellSent = (chain: ChainId): void => {
        const heard = sensors.find((sensor) => sensor.status().id === chain)?.alarmedAt() ?? null;
        const since = heard === null ? null : Math.round((performance.now() - heard) * 10) / 10;
        // Lines are written at once and wait for whoever reads them: after everything that leaves in this turn.
        setImmediate(() => log.info({ chain, head_to_sent_ms: since }, 'a lever sent its transaction'));
      };
      const rpc = (chain: ChainId) => (method: string, params: readonly unknown[]) => {
        const client = clients.get(chain);
        return client === undefined
          ? Promise.reject(new Error(`the estate has no chain ${chain}`))
          : client.call(method, params);
      };
      const levers = createLevers({ estate, rpc, secret, sleep: sleepOrStop });
      for (const chain of estate.chains) {
        const resume = await journal.cursor(cursorNameOf(chain));
        sensors.push(
          startSensor({
            chain,
            endpoints: endpointsOf(chain, environment),
            estate,
            world,
            committer,
            resume,
            clock,
            log,
            signal: stop.signal,
          }),
        );
      }
      for (const sensor of sensors) sensor.ended.catch(failed.reject);
      return { estate, sensors, clients: [...clients.values()], levers, stop };
    } catch (error) {
      for (const client of clients.values()) client.close();
      throw error;
    }
  }

  async function halt(): Promise<void> {
    if (running === undefined) return;
    const { stop, sensors, clients } = running;
    running = undefined;
    stop.abort();
    await Promise.allSettled(sensors.map((sensor) => sensor.ended));
    for (const client of clients) client.close();
  }

  /** Another estate came into force: its chains, contracts and levers take over where the cursors stand. */
  function change(): void {
    changing = changing
      .then(async () => {
        const { estate } = world.signoff;
        if (
          estate === undefined ||
          running === undefined ||
          running.estate.digest === estate.digest ||
          stopAll.signal.aborted
        )
          return;
        log.info({ estate: estate.digest }, 'another estate is in force');
        await halt();
        running = await run(estate);
      })
      .catch(failed.reject);
  }

  committer.beforeWrite((entries) => {
    for (const entry of entries) {
      if (entry.type === 'gate.ordered' && entry.body.move === 'drop')
        running?.levers.get(entry.body.gate)?.foresee?.();
    }
  });
  committer.subscribe((recorded) => {
    responder.onRecorded(recorded);
    if (recorded.some(({ entry }) => entry.type === 'estate.adopted')) change();
    settle();
  });

  /** Verdicts that changed because a permit came or was narrowed become findings, or take findings back. */
  function settle(): void {
    const changes = world.takeChanges();
    const { estate } = world.signoff;
    if (changes.length > 0 && estate !== undefined)
      committer.commit((now) => judgeChanges({ world, estate, now }, changes)).catch(failed.reject);
  }

  return {
    async start() {
      const { estate } = world.signoff;
      if (estate === undefined) return;
      settle();
      running = await run(estate);
      // What was pending before a crash does not wait for the first look at a chain.
      responder.start();
      await Promise.all(running.sensors.map((sensor) => sensor.looked));
    },
    chains: () => running?.sensors.map((sensor) => sensor.status()) ?? [],
    secret,
    failed: failed.promise,
    async stop() {
      stopAll.abort();
      await changing;
      await halt();
      await responder.idle();
    },
  };
}

/** Whether the permit that an order of people names stands now, derived from the signed entries anew. */
function authoriseByPermit(world: World, order: PendingOrder, now: number): Authority {
  if (!('intent' in order.by)) return { ok: false, why: 'the order names no intent' };
  // One permit, one order: under another id a spent permit would move the gate again.
  if (order.order !== orderId(order.move, order.gate, order.by))
    return { ok: false, why: `the order does not bear the id of an order of ${order.by.intent}` };
  const permit = world.signoff.intents.get(order.by.intent)?.permit;
  if (permit === undefined) return { ok: false, why: `the intent ${order.by.intent} is not fully signed` };
  const { intent } = permit;
  if (intent.kind !== order.move || intent.gate !== order.gate)
    return { ok: false, why: `the intent ${order.by.intent} does not allow to ${order.move} ${order.gate}` };
  // It must have been in its time when the order was given; carrying it out may take longer than that.
  if (order.at < permit.from || order.at >= permit.until || now < permit.from)
    return { ok: false, why: `the permit ${order.by.intent} was not in its time` };
  return { ok: true };
}
