import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Chain, type Contract, type EvmAddress, explainFault } from '@portcullis/model';
import { EvmFault } from '../evmFault.ts';
import { callData, contractNamed, type LocalEstate, localEstate } from '../testing/localEstate.ts';
import { type Answer, type Call, type FaultyNode, faultyNode, type Misbehaviour } from '../testing/faultyNode.ts';
import { type Watching, watching } from '../testing/watching.ts';

const THIEF = '0xf3a465c9fa6663ff50794c698f600faa4b05c777' as EvmAddress;

let estate: LocalEstate;
let chain: Chain;
let proxy: EvmAddress;
let contracts: Contract[];
let node: FaultyNode;
let watch: Watching | undefined;

beforeAll(async () => {
  estate = await localEstate(56);
  chain = { name: 'bsc', id: estate.chain, rpc: [], depth: undefined };
  const token = await estate.token();
  proxy = token.proxy;
  contracts = [
    contractNamed('aBNBc', estate.account(proxy), {
      kind: 'proxy-token',
      admin: estate.account(token.admin),
      interface: ['mint(address,uint256)'],
    }),
  ];
});
beforeEach(async () => {
  node = await faultyNode(estate.node);
});
afterEach(async () => {
  await watch?.stop();
  watch = undefined;
  await node.close();
});
afterAll(() => estate.node.close());

const mint = (units = 1n): Promise<unknown> =>
  estate.send(proxy, callData('CertToken', 'mint(address,uint256)', THIEF, units));
const failure = async (started: Watching): Promise<string> => {
  const error = await started.ended;
  return error instanceof EvmFault ? `${error.code} ${error.kind}` : String(error);
};

describe('refused at the start', () => {
  it('an endpoint of another chain, though another one is right', async () => {
    const other = await localEstate(97);
    const wrong = watching(chain, [estate.node.ws, other.node.http], contracts);
    expect(await failure(wrong)).toBe('wrong-chain operator');
    expect(wrong.events).toEqual([]);
    await other.node.close();
  });

  it('a cursor of another chain, and one that is no cursor', async () => {
    expect(await failure(watching(chain, [estate.node.ws], contracts, { resume: '{"v":1,"chain":"eip155:1"}' }))).toBe(
      'bad-cursor operator',
    );
    expect(await failure(watching(chain, [estate.node.ws], contracts, { resume: 'nonsense' }))).toBe(
      'bad-cursor operator',
    );
  });

  it('an address that is no endpoint, without showing what is in it', async () => {
    const error = await watching(chain, ['ftp://user:secret@node.example/key'], contracts).ended;
    expect(error).toMatchObject({ code: 'bad-endpoint' });
    expect(`${explainFault(error as EvmFault)} ${JSON.stringify(error)}`).not.toMatch(/secret|key/);
  });

  it('a node that no longer has the state where the watch stopped', async () => {
    const first = watching(chain, [estate.node.ws], contracts);
    await first.until((events) => events.length > 0);
    await first.stop();
    const pruning = (answers: readonly Answer[], calls: readonly Call[]): readonly Answer[] =>
      answers.map((answer, at) =>
        isStateCall(calls[at])
          ? {
              id: answer.id,
              error: { code: -32000, message: 'missing trie node 1f3a (path ) state 0x1f3a is not available' },
            }
          : answer,
      );
    node.misbehave = () => pruning;
    const resumed = watching(chain, [node.http], contracts, { resume: first.cursor() });
    expect(await failure(resumed)).toBe('pruned-state operator');
  });
});

function isStateCall(call: Call | undefined): boolean {
  return call !== undefined && ['eth_getBalance', 'eth_call', 'eth_getStorageAt'].includes(call.method);
}

describe('a node that lies or breaks', () => {
  const rewrite =
    (method: string, change: (result: unknown) => unknown): Misbehaviour =>
    (answers, calls) =>
      answers.map((answer, at) =>
        calls[at]?.method === method ? { jsonrpc: '2.0', id: answer.id, result: change(answer.result) } : answer,
      );
  const lies: Readonly<Record<string, Misbehaviour>> = {
    'sends no JSON': 'garbage',
    'breaks the connection': 'drop',
    'sends more than is read': 'oversize',
    'leaves out an answer': (answers) => answers.slice(1),
    'answers a call twice': (answers) => [...answers, ...answers],
    'answers with an error': (answers) =>
      answers.map(({ id }) => ({ id, error: { code: -32005, message: 'limit exceeded' } })),
    'answers null': (answers) => answers.map(({ id }) => ({ id, result: null })),
    'keeps logs back': rewrite('eth_getLogs', () => []),
    'sends logs of another block': rewrite('eth_getLogs', (result) =>
      (result as object[]).map((log) => ({ ...log, blockHash: `0x${'11'.repeat(32)}` })),
    ),
    'sends logs nobody asked for': rewrite('eth_getLogs', (result) =>
      (result as object[]).map((log) => ({ ...log, address: THIEF })),
    ),
    'sends a short probe': rewrite('eth_call', (result) => String(result).slice(0, 66)),
    'sends storage that is none': rewrite('eth_getStorageAt', () => 'zero'),
  };

  it.each(Object.keys(lies))('%s: a gap, then the same effects', async (name) => {
    const started = (watch = watching(chain, [node.http], contracts, {
      limits: { timeoutMs: 400, maxResponseBytes: 1_000_000 },
    }));
    await started.until((events) => events.some((event) => event.type === 'block'));
    const blocks = started.blocks().length;
    node.misbehave = () => lies[name];
    await mint(7n);
    await started.until((events) => events.some((event) => event.type === 'gap'), 'a gap');
    expect(started.blocks().length).toBe(blocks);
    node.misbehave = () => undefined;
    await started.reached(await estate.block());
    await started.until((events) => events.some((event) => event.type === 'resumed'), 'the end of the gap');
    expect(started.effects()).toMatchObject([{ kind: 'mint', units: '7' }]);
  });

  it('hangs: a gap within the time limit and a little', async () => {
    const started = (watch = watching(chain, [node.ws], contracts, { limits: { timeoutMs: 500 } }));
    await started.until((events) => events.some((event) => event.type === 'block'));
    node.misbehave = () => 'hang';
    const began = Date.now();
    await started.until((events) => events.some((event) => event.type === 'gap'), 'a gap');
    expect(Date.now() - began).toBeLessThan(3_000);
  });
});

describe('endpoints', () => {
  it('goes over to the next, and back when the first is there again', async () => {
    const started = (watch = watching(chain, [node.ws, estate.node.http], contracts));
    await started.until((events) => events.some((event) => event.type === 'block'));
    const { port } = new URL(node.http);
    await node.close();
    await mint(1n);
    await started.reached(await estate.block());
    node = await faultyNode(estate.node, Number(port));
    let asked = 0;
    node.misbehave = () => void (asked += 1);
    await started.until(() => asked > 3, 'traffic at the first endpoint');
    await mint(2n);
    await started.reached(await estate.block());
    expect(started.effects().map((effect) => 'units' in effect && effect.units)).toEqual(['1', '2']);
    expect(started.events.filter((event) => event.type === 'gap')).toEqual([]);
  });

  it('is told of a dead one within two seconds, and reads what was missed', async () => {
    const started = (watch = watching(chain, [node.ws], contracts));
    await started.until((events) => events.some((event) => event.type === 'block'));
    const { port } = new URL(node.http);
    await node.close();
    const began = Date.now();
    await started.until((events) => events.some((event) => event.type === 'gap'), 'a gap');
    expect(Date.now() - began).toBeLessThan(2_500);
    for (const units of [1n, 2n, 3n]) await mint(units);
    await estate.mine(60);
    node = await faultyNode(estate.node, Number(port));
    await started.reached(await estate.block());
    expect(started.effects().map((effect) => 'units' in effect && effect.units)).toEqual(['1', '2', '3']);
    const numbers = started.blocks().map((block) => block.number);
    expect(numbers).toEqual(numbers.map((_, at) => (numbers[0] ?? 0) + at));
  });
});
