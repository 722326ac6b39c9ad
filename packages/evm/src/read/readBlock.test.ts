import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Chain, Contract, EvmAddress } from '@portcullis/model';
import { type FaultyNode, faultyNode, type Misbehaviour } from '../testing/faultyNode.ts';
import { callData, contractNamed, DEPLOYER, type LocalEstate, localEstate } from '../testing/localEstate.ts';
import { type Watching, watching } from '../testing/watching.ts';

let estate: LocalEstate;
let chain: Chain;
let token: EvmAddress;
let contracts: Contract[];
let node: FaultyNode;
let watch: Watching | undefined;

beforeAll(async () => {
  estate = await localEstate(56);
  chain = { name: 'bsc', id: estate.chain, rpc: [], depth: undefined };
  token = (await estate.token()).proxy;
  contracts = [contractNamed('aBNBc', estate.account(token), { kind: 'proxy-token' })];
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

/** The calls of each message that asks for logs or receipts, while one mint is found. */
async function messagesOfMint(
  wrong?: (methods: readonly string[]) => Misbehaviour | undefined,
): Promise<readonly (readonly string[])[]> {
  const messages: (readonly string[])[] = [];
  node.misbehave = (calls) => {
    const methods = calls.map(({ method }) => method);
    if (methods.includes('eth_getLogs') || methods.includes('eth_getBlockReceipts')) messages.push(methods);
    return wrong?.(methods);
  };
  const started = (watch = watching(chain, [node.http], contracts));
  await started.until((events) => events.some((event) => event.type === 'block'));
  await estate.send(token, callData('CertToken', 'mint(address,uint256)', DEPLOYER, 7n));
  await started.reached(await estate.block());
  expect(started.effects()).toMatchObject([{ kind: 'mint', units: '7' }]);
  return messages;
}

/** Headers that say that the block spent more gas than it did. */
const fuller: Misbehaviour = (answers, calls) =>
  answers.map((answer, at) =>
    calls[at]?.method === 'eth_getBlockByNumber' && typeof answer.result === 'object' && answer.result !== null
      ? { jsonrpc: '2.0', id: answer.id, result: { ...answer.result, gasUsed: '0x989681' } }
      : answer,
  );

/** Every list empty: a node that knows the header and has not indexed the block yet. */
const empty: Misbehaviour = (answers) =>
  answers.map((answer) => ({ ...answer, result: Array.isArray(answer.result) ? [] : answer.result }));

describe('a block with a mint', () => {
  it('takes one message: what looks like a burn as well is settled by receipts that were asked along', async () => {
    const messages = await messagesOfMint();
    expect(messages).toHaveLength(1);
    expect(messages[0]).toContain('eth_getLogs');
    expect(messages[0]).toContain('eth_getBlockReceipts');
    expect(messages[0]).toContain('eth_getStorageAt');
  });

  it('takes two where it spent so much gas that logs and receipts may be too large for one', async () => {
    const [first, ...more] = await messagesOfMint(() => fuller);
    expect(first).not.toContain('eth_getBlockReceipts');
    expect(more).toEqual([['eth_getBlockReceipts']]);
  });

  it('is not believed where logs and receipts come empty together: receipts are asked for again, alone, and contradict', async () => {
    let times = 0;
    const messages = await messagesOfMint((methods) =>
      methods.includes('eth_getLogs') && times++ === 0 ? empty : undefined,
    );
    expect(messages[1]).toEqual(['eth_getBlockReceipts']);
    expect(messages[2]).toContain('eth_getLogs');
  });
});
