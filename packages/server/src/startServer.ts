import { readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { type Journal, openJournal, originOf } from '@portcullis/journal';
import { type Clock, type Estate, parseEstate } from '@portcullis/model';
import type { Logger } from 'pino';
import { type Committer, createCommitter } from './commit.ts';
import { type DataDirectory, openDataDirectory } from './dataDirectory.ts';
import { createGateAnswers, type GateAnswers } from './gateAnswers.ts';
import { createGrants, type Grants } from './grants.ts';
import { createApp } from './http/app.ts';
import { listen, type Listening } from './http/listen.ts';
import { createIntents, type Intents } from './intents.ts';
import { entryOf } from './judge.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import { ServerFault } from './serverFault.ts';
import type { Status } from './status.ts';
import { statusOf } from './statusOf.ts';
import { VERSION } from './version.ts';
import { createWatch, type Watch } from './watch.ts';
import { createWorld, type World } from './world.ts';

export interface ServerOptions {
  readonly estateFile: string;
  readonly dataDirectory: string;
  readonly log: Logger;
  /** Stops the server in good order. */
  readonly signal: AbortSignal;
  readonly clock?: Clock | undefined;
}

/** A server that watches. */
export interface RunningServer {
  /** Where the API listens, such as `http://127.0.0.1:8780`. */
  readonly url: string;
  status(): Status;
  /** Called after each commit, and at least once a second. */
  subscribe(listener: (status: Status) => void): () => void;
  /** Resolves when it has stopped in good order; rejects with the fault that ended it. */
  readonly closed: Promise<void>;
}

/** The parts of a server that do not listen yet. */
interface Parts {
  readonly onDisk: Estate;
  readonly data: DataDirectory;
  readonly journal: Journal;
  readonly world: World;
  readonly committer: Committer;
  readonly metrics: Metrics;
  readonly watch: Watch;
  readonly intents: Intents;
  readonly answers: GateAnswers;
  readonly grants: Grants;
  /** Rejects when the journal refuses a write. */
  readonly failed: Promise<never>;
}

const TICK_MS = 1000;
const MAX_ESTATE_BYTES = 1_000_000;

/**
 * The composition root: opens the journal, folds it, starts sensors, responder and API, and
 * resolves when every chain was looked at once (or is known to be in a gap). Throws what
 * only an operator can mend: a wrong estate file, a held or damaged journal, a chain that is
 * not the one declared, a port in use.
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const parts = await openParts(options);
  const { journal, watch, world, committer, onDisk, log } = { ...parts, log: options.log };
  let http: Listening | undefined;
  try {
    await found(parts);
    const estate = world.signoff.estate ?? onDisk;
    if (estate.digest !== onDisk.digest)
      log.warn(
        { on_disk: onDisk.digest, in_force: estate.digest },
        'the estate file on disk is not the one in force: propose it with `portcullis propose estate`',
      );
    await watch.start();
    await parts.answers.refresh();
    const status = (): Status =>
      statusOf({
        world,
        chains: watch.chains(),
        now: (options.clock ?? Date.now)(),
        onDisk: onDisk.digest,
        root: parts.answers.root(),
      });
    await parts.grants.load(estate);
    http = await listen(appOf(parts, status, log).fetch, estate.listen);
    return running(parts, status, http, options);
  } catch (error) {
    http?.close();
    await watch.stop();
    await committer.settled();
    await journal.close();
    throw error;
  }
}

async function openParts({ estateFile, dataDirectory, log, clock = Date.now }: ServerOptions): Promise<Parts> {
  const onDisk = readEstateFile(estateFile);
  const data = openDataDirectory(dataDirectory);
  const journal = await openJournal({ directory: data.journal, mode: 'write', origin: originOf(onDisk.name) });
  try {
    const failure = Promise.withResolvers<never>();
    failure.promise.catch(() => undefined);
    const world = createWorld();
    for await (const recorded of journal.read()) world.apply(recorded);
    const committer = createCommitter({ journal, world, clock, onFailure: failure.reject });
    const metrics = createMetrics();
    committer.subscribe(metrics.observe);
    const watch = createWatch({
      world,
      journal,
      committer,
      clock,
      log,
      directory: dirname(resolve(estateFile)),
      environment: process.env,
    });
    return {
      onDisk,
      data,
      journal,
      world,
      committer,
      metrics,
      watch,
      intents: createIntents({ world, committer, data, clock }),
      answers: createGateAnswers({ world, journal, committer, clock, key: data.answerKey }),
      grants: createGrants({ token: data.token, secret: watch.secret, world, committer, log }),
      failed: failure.promise,
    };
  } catch (error) {
    await journal.close();
    throw error;
  }
}

/** Founds an empty journal on the estate file, and says that a server runs. */
async function found({ world, committer, onDisk }: Parts): Promise<void> {
  if (world.signoff.estate === undefined) {
    const body = { digest: onDisk.digest, text: onDisk.text, intent: null };
    await committer.commit((now) => [
      entryOf({ type: 'estate.adopted', body }, { actor: 'server', now, key: `estate:${onDisk.digest}` }),
    ]);
  }
  await committer.commit((now) => [
    entryOf(
      { type: 'server.started', body: { version: VERSION } },
      { actor: 'server', now, key: `started:${world.size}` },
    ),
  ]);
}

function appOf(
  { world, journal, committer, metrics, intents, answers, grants }: Parts,
  status: () => Status,
  log: Logger,
): ReturnType<typeof createApp> {
  return createApp(
    {
      version: VERSION,
      status,
      grants: grants.current,
      metrics: () => metrics.render(status()),
      intents: intents.list,
      intent: intents.view,
      propose: intents.propose,
      sign: intents.sign,
      holdEstate: (text) => Promise.resolve({ digest: intents.holdEstate(text) }),
      findings: () =>
        [...world.findings.values()].map((tracked) => ({ ...tracked, retracted: tracked.retracted ?? null })),
      gateAnswer: answers.answer,
      journal: {
        size: () => world.size,
        checkpoint: () => journal.checkpoint(),
        proof: (index) => journal.prove(index),
        read: (from, to) => journal.read(from, to),
      },
      keys: () => ({ journal: journal.verifierKey, answers: answers.key }),
      subscribe: committer.subscribe,
    },
    log,
  );
}

/** Ticks, tells listeners, and stops in good order when asked to or when something that must not fail did. */
function running(parts: Parts, status: () => Status, http: Listening, { signal, log }: ServerOptions): RunningServer {
  const { committer, intents, watch, journal, world } = parts;
  const listeners = new Set<(status: Status) => void>();
  const tell = (): void => {
    for (const listener of listeners) {
      try {
        listener(status());
      } catch (error) {
        // Whoever looks on must not be able to end the watch.
        log.error({ err: error }, 'a listener of the status failed');
      }
    }
  };
  committer.subscribe(tell);
  const timer = setInterval(() => {
    intents.tick().catch((error: unknown) => log.error({ err: error }, 'what permits allow could not be done'));
    tell();
  }, TICK_MS);

  async function stop(reason: string | undefined): Promise<void> {
    clearInterval(timer);
    await watch.stop();
    http.close();
    const body = { reason: reason ?? 'a fault' };
    // After a journal failure nothing can be recorded any more, not even this.
    await committer
      .commit((now) => [
        entryOf({ type: 'server.stopped', body }, { actor: 'server', now, key: `stopped:${world.size}` }),
      ])
      .catch(() => undefined);
    await journal.close();
  }
  const asked = new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
  const closed = Promise.race([asked, parts.failed, watch.failed]).then(
    () => stop('asked to'),
    async (fault: unknown) => {
      await stop(undefined);
      throw fault;
    },
  );
  closed.catch(() => undefined);
  return {
    url: http.url,
    status,
    closed,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function readEstateFile(path: string): Estate {
  let text: string;
  try {
    if (statSync(path).size > MAX_ESTATE_BYTES) throw new Error(`larger than ${MAX_ESTATE_BYTES} bytes`);
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    throw new ServerFault('estate-unreadable', {
      message: 'The estate file cannot be read.',
      found: cause instanceof Error ? cause.message : String(cause),
      expected: `an estate file at ${path}`,
      remedy: '`portcullis init` makes one.',
      cause,
    });
  }
  const parsed = parseEstate(text);
  if (parsed.ok) return parsed.estate;
  const faults = parsed.faults.map(
    (fault) =>
      `\n    ${path}:${fault.line}:${fault.column} ${fault.path}: found ${fault.found}; expected ${fault.expected}`,
  );
  throw new ServerFault('estate-invalid', {
    message: 'The estate file is wrong.',
    found: faults.join(''),
    remedy: 'Mend each of these; `portcullis check` shows the same.',
  });
}
