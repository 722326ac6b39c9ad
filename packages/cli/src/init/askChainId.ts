import { type ChainId, parseChainId } from '@portcullis/model';
import { CliFault } from '../cliFault.ts';

const PATIENCE_MS = 10_000;
const QUESTION = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'eth_chainId', params: [] });

/** Asks an endpoint which chain it serves (EIP-695). Throws `chain-unreadable`. */
export async function askChainId(url: string): Promise<ChainId> {
  try {
    const text = url.startsWith('ws') ? await askSocket(url) : await askHttp(url);
    const result = (JSON.parse(text) as { readonly result?: unknown }).result;
    if (typeof result !== 'string' || !/^0x[0-9a-f]{1,12}$/i.test(result)) throw new Error(text.slice(0, 120));
    return parseChainId(`eip155:${Number(result)}`);
  } catch (cause) {
    throw new CliFault('chain-unreadable', {
      message: 'The endpoint does not say which chain it serves.',
      found: cause instanceof Error ? cause.message : String(cause),
      expected: 'the answer of an EVM node to eth_chainId',
      remedy: 'Check the address, and that the node runs.',
      cause,
    });
  }
}

async function askHttp(url: string): Promise<string> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: QUESTION,
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  return await answer.text();
}

async function askSocket(url: string): Promise<string> {
  const socket = new WebSocket(url);
  try {
    return await new Promise<string>((done, fail) => {
      const timer = setTimeout(() => fail(new Error('no answer in time')), PATIENCE_MS);
      socket.addEventListener('open', () => socket.send(QUESTION));
      socket.addEventListener('message', (event) => {
        clearTimeout(timer);
        done(String(event.data));
      });
      socket.addEventListener('error', () => {
        clearTimeout(timer);
        fail(new Error('no connection'));
      });
    });
  } finally {
    socket.close();
  }
}
