import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { artifact, type ContractName, type LocalNode, startLocalNode } from '@portcullis/contracts';
import { generatePrivateKey, privateKeyToAddress } from 'viem/accounts';
import { WebSocket } from 'ws';
import { type BenchmarkOptions, type Figure } from '../benchmark.ts';

const ENTRY = fileURLToPath(new URL('../../../bin/portcullis.cjs', import.meta.url));
const OWNER = `0x${'0'.repeat(36)}0a11`;
const BLOCK_SECONDS = 0.45;
/** The floor of both figures, milliseconds. */
const P50 = 5;
const P99 = 50;

interface Pair {
  readonly token: string;
  readonly pool: string;
}
/** When the onlooker's socket heard of a block, and what followed; milliseconds of one monotonic clock. */
interface Sample {
  readonly head: number;
  readonly finding: number;
  readonly pause: number;
}

/**
 * `portcullis up` as a user starts it, on a real node with 0.45 s blocks: one unpermitted mint
 * after another, each of another token with a gate of its own. From the moment an onlooker
 * beside it hears of the block, to the durable finding as the event stream tells it, and to
 * the guardian's transaction as the node tells it: the figures hold what both of these take.
 */
export async function measureLive({ quick, progress }: BenchmarkOptions): Promise<readonly Figure[]> {
  const count = quick ? 4 : 100;
  const home = mkdtempSync(join(tmpdir(), 'bench-live-'));
  const node = await startLocalNode({ chainId: 56, blockTime: BLOCK_SECONDS });
  try {
    const key = generatePrivateKey();
    const { guardian, pairs } = await build(node, privateKeyToAddress(key), count);
    writeFileSync(join(home, 'guardian.key'), key, { mode: 0o600 });
    writeFileSync(join(home, 'portcullis.yaml'), estateText(node, guardian, pairs));
    progress(`${count} tokens, pools and gates stand; starting the watch`);
    const samples = await run(node, home, pairs, progress);
    return [...figures('head → finding durable, told by the event stream', samples.map(({ head, finding }) => finding - head)), ...figures('head → pause in the node’s pool', samples.map(({ head, pause }) => pause - head))];
  } finally {
    await node.close();
    rmSync(home, { recursive: true, force: true });
  }
}

function figures(name: string, values: readonly number[]): Figure[] {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (part: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
  return [
    { name: `${name}, p50`, value: at(0.5), unit: 'ms', floor: { of: 'value', atMost: P50 } },
    { name: `${name}, p99 of ${values.length}`, value: at(0.99), unit: 'ms', floor: { of: 'value', atMost: P99 } },
  ];
}

async function build(node: LocalNode, pauser: string, count: number): Promise<{ guardian: string; pairs: readonly Pair[] }> {
  await node.rpc('anvil_autoImpersonateAccount', [true]);
  for (const account of [OWNER, pauser]) await node.rpc('anvil_setBalance', [account, '0x56bc75e2d63100000']);
  const guardian = await deployAll(node, [{ name: 'Guardian', args: word(OWNER) }]).then(([one]) => one ?? '');
  // Two empty strings, for name and symbol.
  const unnamed = ['0x40', '0x60', '0x0', '0x0'].map(word).join('');
  const tokens = await deployAll(node, Array.from({ length: count }, () => ({ name: 'StableToken' as const, args: unnamed })));
  const pools = await deployAll(node, Array.from({ length: count }, () => ({ name: 'StakingPool' as const, args: `${word(OWNER)}${word('0x0')}${word(guardian)}` })));
  const allow = artifact('Guardian').methods['setPauser(address,address,bool)'] ?? '';
  for (const pool of pools) await send(node, guardian, `${allow}${word(pool)}${word(pauser)}${word('0x1')}`);
  await node.rpc('evm_mine');
  return { guardian, pairs: tokens.map((token, at) => ({ token, pool: pools[at] ?? '' })) };
}

function word(hex: string): string {
  return hex.slice(2).toLowerCase().padStart(64, '0');
}

async function send(node: LocalNode, to: string | undefined, data: string): Promise<string> {
  return (await node.rpc('eth_sendTransaction', [{ from: OWNER, ...(to === undefined ? {} : { to }), data, gas: '0x2dc6c0', gasPrice: '0x3b9aca00' }])) as string;
}

async function deployAll(node: LocalNode, contracts: readonly { readonly name: ContractName; readonly args: string }[]): Promise<string[]> {
  const hashes: string[] = [];
  for (const { name, args } of contracts) {
    hashes.push(await send(node, undefined, `${artifact(name).bytecode}${args}`));
    if (hashes.length % 5 === 0) await node.rpc('evm_mine');
  }
  await node.rpc('evm_mine');
  return Promise.all(
    hashes.map(async (hash) => {
      const receipt = (await node.rpc('eth_getTransactionReceipt', [hash])) as { contractAddress: string; status: string } | null;
      if (receipt?.status !== '0x1') throw new Error(`a contract of the measurement was not deployed: ${hash}`);
      return receipt.contractAddress;
    }),
  );
}

function estateText(node: LocalNode, guardian: string, pairs: readonly Pair[]): string {
  const at = (address: string): string => `'eip155:56:${address}'`;
  const each = (line: (pair: Pair, at: number) => string): string => pairs.map(line).join('\n');
  return `estate: Measurement
custodians: [{id: alice, keys: ['ssh-ed25519 ${Buffer.concat([sized('ssh-ed25519'), sized(Buffer.alloc(32, 7))]).toString('base64')}']}]
policies: {}
chains: {local: {id: 'eip155:56', rpc: ['${node.ws}']}}
contracts:
${each(({ token }, n) => `  - {id: token-${n}, at: ${at(token)}, kind: token}`)}
gates:
${each(({ pool }, n) => `  - {id: pool-${n}, lever: evm-pause, key: {file: guardian.key}, targets: [{pauses: ${at(pool)}, via: ${at(guardian)}}]}`)}
playbooks:
${each((_, n) => `  - {on: [mint.unpermitted], of: [token-${n}], drop: [pool-${n}]}`)}
listen: 127.0.0.1:0
`;
}

function sized(text: string | Buffer): Buffer {
  const bytes = Buffer.from(text);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

async function run(node: LocalNode, home: string, pairs: readonly Pair[], progress: (line: string) => void): Promise<Sample[]> {
  const watch = spawn(process.execPath, [ENTRY, 'up', '--plain', '--estate', join(home, 'portcullis.yaml')], { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, PORTCULLIS_LOG: 'error' } });
  const ended = once(watch, 'exit');
  let onlooker: WebSocket | undefined;
  try {
    const [ready] = (await Promise.race([once(createInterface(watch.stdout), 'line'), ended.then(() => Promise.reject(new Error('the watch did not start')))])) as [string];
    const url = ready.split(' ')[1] ?? '';
    onlooker = new WebSocket(node.ws);
    await once(onlooker, 'open');
    const seen = await look(onlooker, url, readFileSync(join(home, '.portcullis', 'api-token'), 'utf8').trim());
    // The levers make ready in their own time after a start.
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    const samples: Sample[] = [];
    const mint = artifact('StableToken').methods['mint(address,uint256)'] ?? '';
    for (const { token } of pairs) {
      const hash = await send(node, token, `${mint}${word(OWNER)}${word('0x1')}`);
      samples.push(await seen.sample(hash));
      if (samples.length % 20 === 0) progress(`${samples.length} of ${pairs.length}`);
    }
    return samples;
  } finally {
    onlooker?.close();
    watch.kill('SIGINT');
    await ended;
  }
}

/** Listens to the node and to the watch at once, on one clock. */
async function look(socket: WebSocket, url: string, token: string): Promise<{ sample(mint: string): Promise<Sample> }> {
  const heads = new Map<string, number>();
  const pending: { hash: string; at: number }[] = [];
  const findings = new Map<string, { block: string; at: number }>();
  socket.on('message', (data: Buffer) => {
    const now = performance.now();
    const message = JSON.parse(data.toString()) as { params?: { result: { hash: string } | string } };
    const result = message.params?.result;
    if (typeof result === 'string') pending.push({ hash: result, at: now });
    else if (result !== undefined) heads.set(result.hash, now);
  });
  socket.send(JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'eth_subscribe', params: ['newHeads'] }));
  socket.send(JSON.stringify({ jsonrpc: '2.0', id: 2, method: 'eth_subscribe', params: ['newPendingTransactions'] }));
  const response = await fetch(`${url}/v1/events`, { headers: { authorization: `Bearer ${token}` } });
  void readFindings(response.body as ReadableStream<Uint8Array>, (tx, block) => findings.set(tx, { block, at: performance.now() })).catch(() => undefined);
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
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    },
  };
}

async function readFindings(body: ReadableStream<Uint8Array>, onFinding: (tx: string, block: string) => void): Promise<void> {
  let text = '';
  for await (const chunk of body) {
    text += Buffer.from(chunk).toString();
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const event = text.slice(0, end);
      text = text.slice(end + 2);
      if (!event.includes('event: finding.raised')) continue;
      const entry = JSON.parse(/^data: (.*)$/m.exec(event)?.[1] ?? '{}') as { body?: { finding: { position: { tx?: string; hash: string } } } };
      const position = entry.body?.finding.position;
      if (position?.tx !== undefined) onFinding(position.tx, position.hash);
    }
  }
}
