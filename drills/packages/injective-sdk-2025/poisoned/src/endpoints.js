export const Network = { Mainnet: 'mainnet', Testnet: 'testnet', Local: 'local' };

const DOMAINS = { mainnet: 'sentry.exchange.network.invalid', testnet: 'testnet.sentry.exchange.network.invalid' };

export function getNetworkEndpoints(network) {
  if (network === Network.Local) return { rest: 'http://localhost:10337', indexer: 'http://localhost:4444' };
  const domain = DOMAINS[network];
  if (domain === undefined) throw new TypeError(`unknown network: ${network}`);
  return { rest: `https://lcd.${domain}`, indexer: `https://api.${domain}` };
}
