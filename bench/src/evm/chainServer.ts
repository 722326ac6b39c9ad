import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { type ChainBlock, chainData, type ChainLogText, type ChainShape } from './chainData.ts';

/**
 * A JSON-RPC node of a fixed chain, in a process of its own: answers are ready before they are
 * asked for, so what is measured is who asks. Tells its parent `{port, watched, planted}` when
 * it listens. `bench_head` sets the newest block, `bench_calls` counts calls since last asked.
 */
const shape = JSON.parse(process.argv[2] ?? '{}') as ChainShape;
const { blocks, watched, planted } = chainData(shape);
const byHash = new Map(blocks.map((block) => [block.hash, block]));
const wholeLogs = new Map<number, string>();
const subscribers = new Set<WebSocket>();
let head = 0;
let calls = 0;

interface Call {
  readonly id: unknown;
  readonly method: string;
  readonly params: readonly unknown[];
}
interface LogQuery {
  readonly blockHash?: string;
  readonly fromBlock?: string;
  readonly toBlock?: string;
  readonly address?: string | readonly string[];
  readonly topics?: readonly (string | readonly string[] | null)[];
}

type BlockName = string | { readonly blockHash?: string } | undefined;

function blockOf(name: BlockName): ChainBlock | undefined {
  if (typeof name === 'object') return byHash.get(name.blockHash ?? '');
  if (name === 'latest' || name === 'pending' || name === undefined) return blocks[head];
  if (name === 'safe' || name === 'finalized') return blocks[Math.max(0, head - 10)];
  const block = name.length === 66 ? byHash.get(name) : blocks[Number(name)];
  return block !== undefined && block.number <= head ? block : undefined;
}

function blockText(block: ChainBlock | undefined, full: unknown): string {
  if (block === undefined) return 'null';
  const list = full === true ? block.transactions.join() : `"${block.hashes.join('","')}"`;
  return `{${block.head},"transactions":[${list}]}`;
}

function logsText(query: LogQuery): string {
  const block = blockOf(query.blockHash ?? query.fromBlock);
  if (block === undefined) return '[]';
  const topics = query.topics ?? [];
  if (query.address === undefined && topics.length === 0) {
    let text = wholeLogs.get(block.number);
    if (text === undefined) wholeLogs.set(block.number, (text = `[${block.logs.map((log) => log.json).join()}]`));
    return text;
  }
  const addresses = query.address === undefined ? [...block.byAddress.keys()] : [query.address].flat();
  const wanted = topics.map((topic) => (topic === null ? undefined : [topic].flat()));
  const found: string[] = [];
  for (const address of addresses) {
    for (const log of block.byAddress.get(address.toLowerCase()) ?? []) if (passes(log, wanted)) found.push(log.json);
  }
  return `[${found.join()}]`;
}

function passes(log: ChainLogText, wanted: readonly (readonly string[] | undefined)[]): boolean {
  return wanted.every((allowed, at) => allowed === undefined || allowed.includes(log.topics[at] ?? ''));
}

function receiptsText(block: ChainBlock | undefined): string {
  if (block === undefined) return 'null';
  const receipts = block.hashes.map((hash, at) => {
    const logs = block.logs.filter((log) => log.tx === at).map((log) => log.json);
    return `{"transactionHash":"${hash}","blockHash":"${block.hash}","status":"0x1","gasUsed":"0x5208","effectiveGasPrice":"0x3b9aca00","logs":[${logs.join()}]}`;
  });
  return `[${receipts.join()}]`;
}

const word = (value: bigint): string => value.toString(16).padStart(64, '0');

/** What one view call answers: the same whether it comes alone or inside a probe. */
function view(block: ChainBlock, to: string, data: string): string | undefined {
  const state = block.state.get(to);
  if (data.startsWith('0x18160ddd')) return state === undefined ? undefined : word(state.supply);
  if (data.startsWith('0x8da5cb5b')) return state === undefined ? undefined : word(0x1234n);
  return undefined;
}

const codeHash = (address: string): string => `c0de${address.slice(2).padStart(60, '0')}`;

type Step = { readonly is: 'code' | 'native' | 'call'; readonly address: string; readonly data: string };
const probes = new Map<string, readonly Step[]>();
const STEP =
  /73([0-9a-f]{40})(3f|31)62[0-9a-f]{6}52|63([0-9a-f]{8})60e01b600052(?:7f([0-9a-f]{64})600452)?602062[0-9a-f]{6}60(?:04|24)600073([0-9a-f]{40})62[0-9a-f]{6}fa3d601f101662[0-9a-f]{6}52/y;

/** `eth_call` of init code: the reads that it makes, each answered as it would be alone. */
function probe(block: ChainBlock, code: string): string {
  let steps = probes.get(code);
  if (steps === undefined) {
    const list: Step[] = [];
    STEP.lastIndex = 2;
    for (let match = STEP.exec(code); match !== null; match = STEP.exec(code)) {
      list.push(
        match[1] === undefined
          ? { is: 'call', address: `0x${match[5]}`, data: `0x${match[3]}${match[4] ?? ''}` }
          : { is: match[2] === '3f' ? 'code' : 'native', address: `0x${match[1]}`, data: '' },
      );
    }
    probes.set(code, (steps = list));
  }
  const words = steps.map(({ is, address, data }) => {
    if (is === 'code') return codeHash(address);
    if (is === 'native') return word(10n ** 18n);
    const value = view(block, address, data);
    return value === undefined ? word(0n) + word(0n) : word(1n) + value;
  });
  // The probe's output begins with a word of zeros.
  return `0x${word(0n)}${words.join('')}`;
}

function answer({ method, params }: Call): string {
  calls += 1;
  switch (method) {
    case 'eth_chainId':
      return '"0x38"';
    case 'net_version':
      return '"56"';
    case 'eth_blockNumber':
      return `"0x${head.toString(16)}"`;
    case 'eth_subscribe':
      return '"0x1"';
    case 'eth_getBlockByNumber':
    case 'eth_getBlockByHash':
      return blockText(blockOf(params[0] as BlockName), params[1]);
    case 'eth_getLogs':
      return logsText(params[0] as LogQuery);
    case 'eth_getBlockReceipts':
      return receiptsText(blockOf(params[0] as BlockName));
    case 'eth_getStorageAt': {
      const state = blockOf(params[2] as BlockName)?.state.get(String(params[0]));
      const slot = String(params[1]);
      return `"0x${state !== undefined && slot.startsWith('0x360894') ? state.implementation.slice(2).padStart(64, '0') : word(0n)}"`;
    }
    case 'eth_getBalance':
      return '"0xde0b6b3a7640000"';
    case 'eth_getCode':
      return '"0x6000"';
    case 'eth_call': {
      const { to, data } = params[0] as { to?: string; data: string };
      const block = blockOf(params[1] as BlockName) as ChainBlock;
      return to === undefined ? `"${probe(block, data)}"` : `"0x${view(block, to, data) ?? ''}"`;
    }
    case 'bench_head':
      calls -= 1;
      head = Number(params[0]);
      for (const socket of subscribers)
        socket.send(
          `{"jsonrpc":"2.0","method":"eth_subscription","params":{"subscription":"0x1","result":{${blocks[head]?.head}}}}`,
        );
      return 'true';
    case 'bench_calls': {
      const counted = calls - 1;
      calls = 0;
      return String(counted);
    }
    default:
      return 'null';
  }
}

function reply(text: string): string {
  const value = JSON.parse(text) as Call | readonly Call[];
  const one = (call: Call): string => `{"jsonrpc":"2.0","id":${JSON.stringify(call.id)},"result":${answer(call)}}`;
  return Array.isArray(value) ? `[${(value as readonly Call[]).map(one).join()}]` : one(value as Call);
}

const server = createServer((request, response) => {
  const parts: Buffer[] = [];
  request.on('data', (part: Buffer) => parts.push(part));
  request.on('end', () => {
    response.setHeader('content-type', 'application/json');
    response.end(reply(Buffer.concat(parts).toString('utf8')));
  });
});
const sockets = new WebSocketServer({ server, perMessageDeflate: false });
sockets.on('connection', (socket) => {
  socket.on('message', (data: Buffer) => {
    const text = data.toString('utf8');
    if (text.includes('eth_subscribe')) subscribers.add(socket);
    socket.send(reply(text));
  });
  socket.on('close', () => subscribers.delete(socket));
  socket.on('error', () => undefined);
});
server.listen(0, '127.0.0.1', () =>
  process.send?.({ port: (server.address() as AddressInfo).port, watched, planted: planted.keys }),
);
process.on('disconnect', () => process.exit(0));
