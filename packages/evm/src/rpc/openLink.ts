import { eip155Number, type ChainId } from '@portcullis/model';
import { EvmFault } from '../evmFault.ts';
import { httpLink } from './httpLink.ts';
import { badResponse } from './readAnswers.ts';
import { redactUrl } from './redactUrl.ts';
import type { Link, RpcLimits } from './rpcCall.ts';
import { wsLink } from './wsLink.ts';

/**
 * Opens a link to one endpoint and asks which chain it serves before anything else.
 * Throws `wrong-chain`, `bad-endpoint`, `disconnected`, `timeout`, `bad-response`.
 */
export async function openLink(url: string, chain: ChainId, limits: RpcLimits): Promise<Link> {
  const link = await dial(url, limits);
  try {
    await checkChain(link, chain);
    return link;
  } catch (error) {
    link.close();
    throw error;
  }
}

async function dial(url: string, limits: RpcLimits): Promise<Link> {
  switch (URL.parse(url)?.protocol) {
    case 'ws:':
    case 'wss:':
      return wsLink(url, limits);
    case 'http:':
    case 'https:':
      return httpLink(url, limits);
    default:
      throw new EvmFault('bad-endpoint', {
        message: 'This is not the address of a chain node.',
        found: redactUrl(url),
        expected: 'an address that begins with wss://, ws://, https:// or http://',
      });
  }
}

/** An endpoint of another chain would make everything read from it true and meaningless. */
async function checkChain(link: Link, chain: ChainId): Promise<void> {
  const [answer] = await link.batch([{ method: 'eth_chainId', params: [] }]);
  if (answer?.ok !== true) throw badResponse(`no chain id: ${answer?.message ?? 'nothing'}`);
  const served =
    typeof answer.result === 'string' && /^0x[0-9a-f]{1,16}$/i.test(answer.result) ? BigInt(answer.result) : undefined;
  if (served === undefined) throw badResponse(`the chain id ${JSON.stringify(answer.result).slice(0, 40)}`);
  if (served === BigInt(eip155Number(chain))) return;
  throw new EvmFault('wrong-chain', {
    message: `${link.label} serves another chain than the estate says.`,
    found: `eip155:${served}`,
    expected: chain,
    remedy: 'Correct `rpc` or `id` of this chain in the estate file.',
  });
}
