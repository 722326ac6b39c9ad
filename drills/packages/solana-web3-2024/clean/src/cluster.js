const ENDPOINTS = {
  devnet: 'https://api.devnet.chain.invalid',
  testnet: 'https://api.testnet.chain.invalid',
  'mainnet-beta': 'https://api.mainnet-beta.chain.invalid',
};

export function clusterApiUrl(cluster = 'devnet') {
  const url = ENDPOINTS[cluster];
  if (url === undefined) throw new TypeError(`unknown cluster: ${cluster}`);
  return url;
}
