import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { artifact, type LocalNode, startLocalNode } from '@portcullis/contracts';
import { intentId, intentText, parseEstate } from '@portcullis/model';
import { createIntent } from '@portcullis/signoff';
import { generatePrivateKey, privateKeyToAddress } from 'viem/accounts';
import { WebSocket } from 'ws';
import type { BenchmarkOptions, Figure } from '../benchmark.ts';
import { buildLiveEstate, type LiveEstate, liveEstateText, OWNER, PAIRS, send, word } from './liveEstate.ts';

const ENTRY = fileURLToPath(new URL('../../../bin/portcullis.cjs', import.meta.url));
const BLOCK_SECONDS = 0.45;
/** The floor of both figures, milliseconds. */
const P50 = 5;
const P99 = 50;

/** When the onlooker's socket heard of a block, and what followed; milliseconds of one monotonic clock. */
interface Sample {
  readonly head: number;
  readonly finding: number;
  readonly pause: number;
}

const SAMPLES = 100;
/** Mints that do not count: a watch runs for months before the day it is for. */
const WARM_UP = 15;

/**
 * `portcullis up` as a user starts it, on a real node with 0.45 s blocks and an estate of five
 * tokens: one unpermitted mint after another, each dropping its token's gate, which the
 * custodians sign up again and the guardian's owners raise on the chain. From the moment an
 * onlooker beside it hears of the block, to the durable finding as the event stream tells it,
 * and to the guardian's transaction as the node tells it; and the same as the watch itself logs
 * it, from the head it heard of to the durable entry and to the transaction it sends.
 */
export async function measureLive({ quick, progress }: BenchmarkOptions): Promise<readonly Figure[]> {
  const node = await startLocalNode({ chainId: 56, blockTime: BLOCK_SECONDS });
  const home = mkdtempSync(join(tmpdir(), 'bench-live-'));
  try {
    const key = generatePrivateKey();
    const estate = await buildLiveEstate(node, privateKeyToAddress(key));
    writeFileSync(join(home, 'guardian.key'), key, { mode: 0o600 });
    writeFileSync(join(home, 'portcullis.yaml'), liveEstateText(node, estate));
    const { samples, durable, sent } = await run({
      node,
      home,
      estate,
      warmUp: quick ? 1 : WARM_UP,
      count: quick ? 4 : SAMPLES,
      progress,
    });
    return [
      ...figures('head → finding durable', durable, true),
      ...figures('head → pause sent', sent, true),
      ...figures(
        'the same beside it: head → finding in the event stream',
        samples.map(({ head, finding }) => finding - head),
        false,
      ),
      ...figures(
        'the same beside it: head → pause in the node’s pool',
        samples.map(({ head, pause }) => pause - head),
        false,
      ),
    ];
  } finally {
    await node.close();
    rmSync(home, { recursive: true, force: true });
  }
}

function figures(name: string, values: readonly number[], held: boolean): Figure[] {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (part: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
  return [
    { name: `${name}, p50`, value: at(0.5), unit: 'ms', ...(held ? { floor: { of: 'value', atMost: P50 } } : {}) },
    {
      name: `${name}, p99 of ${values.length}`,
      value: at(0.99),
      unit: 'ms',
      ...(held ? { floor: { of: 'value', atMost: P99 } } : {}),
    },
  ];
}

/** What was seen from beside, and what the watch itself logged, milliseconds. */
interface LiveResult {
  readonly samples: readonly Sample[];
  readonly durable: readonly number[];
  readonly sent: readonly number[];
}

/** Collects the times that the watch logs: from the head it heard of to the durable finding, and to the pause it sends. */
function readLog(stream: Readable): { readonly durable: number[]; readonly sent: number[] } {
  const told = { durable: [] as number[], sent: [] as number[] };
  createInterface(stream).on('line', (line) => {
    const { head_to_durable_ms: durable, head_to_sent_ms: sent } = JSON.parse(line) as Readonly<Record<string, number>>;
    if (durable !== undefined) told.durable.push(durable);
    if (sent !== undefined) told.sent.push(sent);
  });
  return told;
}

interface LiveRun {
  readonly node: LocalNode;
  readonly home: string;
  readonly estate: LiveEstate;
  readonly warmUp: number;
  readonly count: number;
  readonly progress: (line: string) => void;
}

async function run({ node, home, estate, warmUp, count, progress }: LiveRun): Promise<LiveResult> {
  const watch = spawn(process.execPath, [ENTRY, 'up', '--plain', '--estate', join(home, 'portcullis.yaml')], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, PORTCULLIS_LOG: 'info' },
  });
  const ended = once(watch, 'exit');
  const told = readLog(watch.stderr);
  const onlookers: WebSocket[] = [];
  try {
    const [ready] = (await Promise.race([
      once(createInterface(watch.stdout), 'line'),
      ended.then(() => Promise.reject(new Error('the watch did not start'))),
    ])) as [string];
    const api = openApi(ready.split(' ')[1] ?? '', home);
    // Each kind of news on a socket of its own: behind other news on one socket the node would hold it back for its acknowledgement.
    onlookers.push(new WebSocket(node.ws), new WebSocket(node.ws));
    await Promise.all(onlookers.map((socket) => once(socket, 'open')));
    const seen = await look(onlookers, api);
    // The levers make ready in their own time after a start.
    await sleep(2_000);
    const samples: Sample[] = [];
    const mint = artifact('StableToken').methods['mint(address,uint256)'] ?? '';
    for (let turn = 0; turn < warmUp + count; turn++) {
      const gate = turn % PAIRS;
      await api.until(gate, 'up');
      const hash = await send(node, estate.pairs[gate]?.token, `${mint}${word(OWNER)}${word('0x1')}`);
      samples.push(await seen.sample(hash));
      // Raised while the next ones are measured; the last ones stay down.
      if (turn < warmUp + count - PAIRS)
        api
          .raise(gate, node, estate)
          .catch((error: unknown) => progress(`gate ${gate} was not raised: ${String(error)}`));
      if ((turn + 1) % 20 === 0) progress(`live: ${turn + 1} of ${warmUp + count} mints found and paused`);
    }
    return {
      samples: samples.slice(warmUp),
      durable: told.durable.slice(warmUp, warmUp + count),
      sent: told.sent.slice(warmUp, warmUp + count),
    };
  } finally {
    for (const socket of onlookers) socket.close();
    watch.kill('SIGINT');
    await ended;
  }
}

interface LiveApi {
  readonly url: string;
  readonly token: string;
  until(gate: number, state: 'up' | 'down'): Promise<void>;
  /** The custodians sign, the guardian's owner raises. */
  raise(gate: number, node: LocalNode, estate: LiveEstate): Promise<void>;
}

function openApi(url: string, home: string): LiveApi {
  const token = readFileSync(join(home, '.portcullis', 'api-token'), 'utf8').trim();
  const parsed = parseEstate(readFileSync(join(home, 'portcullis.yaml'), 'utf8'));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
  const ask = async (path: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(`${url}${path}`, {
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(text);
    return JSON.parse(text) as unknown;
  };
  const until = async (gate: number, state: 'up' | 'down'): Promise<void> => {
    for (;;) {
      const { gates } = (await ask('/v1/gates')) as { gates: readonly { id: string; state: string }[] };
      if (gates.find(({ id }) => id === `pool-${gate}`)?.state === state) return;
      await sleep(100);
    }
  };
  return {
    url,
    token,
    until,
    async raise(gate, node, { guardian, pairs, keys }) {
      await until(gate, 'down');
      const intent = createIntent(
        { kind: 'raise', gate: `pool-${gate}`, proposer: 'alice' },
        { now: Date.now(), nonce: crypto.randomUUID(), estate: parsed.estate },
      );
      await ask('/v1/intents', { intent, signature: keys[0].sign(intentText(intent)) });
      await ask(`/v1/intents/${intentId(intent)}/signatures`, { signature: keys[1].sign(intentText(intent)) });
      await send(
        node,
        guardian,
        `${artifact('Guardian').methods['raise(address)'] ?? ''}${word(pairs[gate]?.pool ?? '')}`,
      );
    },
  };
}

/** Listens to the node and to the watch at once, on one clock. */
async function look(
  [blocks, pool]: readonly WebSocket[],
  { url, token }: LiveApi,
): Promise<{ sample(mint: string): Promise<Sample> }> {
  const heads = new Map<string, number>();
  const pending: { hash: string; at: number }[] = [];
  const findings = new Map<string, { block: string; at: number }>();
  const news = (
    socket: WebSocket | undefined,
    kind: string,
    take: (result: string | { hash: string }, now: number) => void,
  ): void => {
    socket?.on('message', (data: Buffer) => {
      const now = performance.now();
      const { params } = JSON.parse(data.toString()) as { params?: { result: { hash: string } | string } };
      if (params !== undefined) take(params.result, now);
    });
    socket?.send(JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'eth_subscribe', params: [kind] }));
  };
  news(blocks, 'newHeads', (head, now) => typeof head === 'object' && heads.set(head.hash, now));
  news(pool, 'newPendingTransactions', (hash, at) => typeof hash === 'string' && pending.push({ hash, at }));
  const response = await fetch(`${url}/v1/events`, { headers: { authorization: `Bearer ${token}` } });
  void readFindings(response.body as ReadableStream<Uint8Array>, (tx, block) =>
    findings.set(tx, { block, at: performance.now() }),
  ).catch(() => undefined);
  let taken = 0;
  return {
    async sample(mint) {
      for (;;) {
        const finding = findings.get(mint);
        const head = heads.get(finding?.block ?? '');
        const pause = pending.slice(taken).find(({ hash, at }) => hash !== mint && head !== undefined && at > head);
        if (finding !== undefined && head !== undefined && pause !== undefined) {
          taken = pending.indexOf(pause) + 1;
          return { head, finding: finding.at, pause: pause.at };
        }
        await sleep(5);
      }
    },
  };
}

async function readFindings(
  body: ReadableStream<Uint8Array>,
  onFinding: (tx: string, block: string) => void,
): Promise<void> {
  let text = '';
  for await (const chunk of body) {
    text += Buffer.from(chunk).toString();
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const event = text.slice(0, end);
      text = text.slice(end + 2);
      if (!event.includes('event: finding.raised')) continue;
      const entry = JSON.parse(/^data: (.*)$/m.exec(event)?.[1] ?? '{}') as {
        body?: { finding: { position: { tx?: string; hash: string } } };
      };
      const position = entry.body?.finding.position;
      if (position?.tx !== undefined) onFinding(position.tx, position.hash);
    }
  }
}
