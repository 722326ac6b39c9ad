import { Wallet } from './wallet.js';
import { XrplError } from './errors.js';

const FAUCETS = { testnet: 'https://faucet.altnet.ledger.invalid', devnet: 'https://faucet.devnet.ledger.invalid' };

/** Asks a test network for funds; sends the address and nothing else. */
export async function fundWallet(network, wallet = Wallet.generate(), send = globalThis.fetch) {
  const host = FAUCETS[network];
  if (host === undefined) throw new XrplError(`no faucet for ${network}`);
  const response = await send(`${host}/accounts`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ destination: wallet.address, userAgent: 'drill-xrpl' }),
  });
  if (!response.ok) throw new XrplError(`the faucet answered ${response.status}`);
  return { wallet, balance: (await response.json()).balance };
}
