import { type LocalNode, startLocalNode } from '@portcullis/contracts';
import { watchChain } from '@portcullis/evm';
import { accountOn, type ChainId, type Contract } from '@portcullis/model';
import { WebSocket } from 'ws';

/** Latencies in milliseconds, in order of size. */
export interface LiveResult {
  readonly latencies: readonly number[];
  readonly heads: number;
}

/** Runtime code of a token that mints to its caller: `totalSupply()` answers, anything else adds one and says so. */
const MINTER = runtime();

/**
 * A local chain with a block every 0.45 s, each with a mint of a watched token. The time from
 * the moment when the head reaches this process (over a connection of its own) to the moment
 * when the block's effects are given to the consumer.
 */
export async function live(blocks: number): Promise<LiveResult> {
  const node = await startLocalNode({ chainId: 56, blockTime: 0.45 });
  const control = new AbortController();
  try {
    const sender = `0x${'51'.repeat(20)}`;
    await node.rpc('anvil_setBalance', [sender, '0x56bc75e2d63100000']);
    await node.rpc('anvil_impersonateAccount', [sender]);
    const token = `0x${'70'.repeat(20)}`;
    await node.rpc('anvil_setCode', [token, MINTER]);
    return await measure(node, sender, token, blocks, control);
  } finally {
    control.abort();
    await node.close();
  }
}

async function measure(
  node: LocalNode,
  sender: string,
  token: string,
  blocks: number,
  control: AbortController,
): Promise<LiveResult> {
  const chain = 'eip155:56' as ChainId;
  const arrived = new Map<string, number>();
  const heads = new WebSocket(node.ws);
  heads.on('open', () => heads.send('{"jsonrpc":"2.0","id":1,"method":"eth_subscribe","params":["newHeads"]}'));
  heads.on('message', (data: Buffer) => {
    const hash = /"hash":"(0x[0-9a-f]{64})"/.exec(data.toString('utf8'))?.[1];
    if (hash !== undefined) arrived.set(hash, performance.now());
  });
  const contract: Contract = {
    id: 'token',
    at: accountOn(chain, token),
    kind: 'proxy-token',
    admin: undefined,
    supply: undefined,
    interface: undefined,
    assets: [],
    free: '0',
  };
  const silent = () => undefined;
  const latencies: number[] = [];
  let sending = Promise.resolve<unknown>(undefined);
  await watchChain({
    chain: { name: 'live', id: chain, rpc: [], depth: undefined },
    endpoints: [node.ws],
    contracts: [contract],
    resume: undefined,
    clock: Date.now,
    log: { debug: silent, info: silent, warn: silent, error: silent },
    signal: control.signal,
    onEvent: async (event) => {
      if (event.type !== 'block') return;
      const at = performance.now();
      const head = arrived.get(event.block.hash);
      if (event.block.effects.some((effect) => effect.kind === 'mint'))
        latencies.push(head === undefined ? 0 : Math.max(0, at - head));
      if (latencies.length >= blocks) control.abort();
      else
        sending = sending
          .then(() =>
            node.rpc('eth_sendTransaction', [
              { from: sender, to: token, data: '0xdeadbeef', gas: '0x30d40', gasPrice: '0x3b9aca00' },
            ]),
          )
          .catch(silent);
    },
  });
  await sending;
  heads.terminate();
  return { latencies: latencies.toSorted((a, b) => a - b), heads: arrived.size };
}

function runtime(): string {
  const transfer = 'ddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef';
  // selector == totalSupply() → return slot 0; selector == 0xdeadbeef → slot 0 += 1, Transfer(0, caller, 1); else revert
  const select = '5f3560e01c' + '806318160ddd14' + '601b' + '57' + '63deadbeef14' + '6024' + '57' + '5f5ffd';
  const supply = '5b' + '5f545f5260205ff3';
  const mint = '5b' + '5f546001015f5560015f5233' + '5f' + `7f${transfer}` + '60205fa300';
  const code = select + supply + mint;
  return `0x${code}`;
}
