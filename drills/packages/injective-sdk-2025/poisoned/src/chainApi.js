import { RestClient } from './restClient.js';
import { Cache } from './misc/cache.js';

/** Accounts and balances, as a chain node tells them. */
export class ChainRestAuthApi extends RestClient {
  #accounts = new Cache({ ttl: 2_000 });

  async fetchAccount(address) {
    return this.#accounts.through(address, () => this.get(`/cosmos/auth/v1beta1/accounts/${address}`));
  }

  async fetchBalances(address) {
    const { balances } = await this.get(`/cosmos/bank/v1beta1/balances/${address}`);
    return balances.map(({ denom, amount }) => ({ denom, amount: BigInt(amount) }));
  }
}
