import { Connection } from '../rpc/connection.js';

/** The few questions a deployment asks a node. */
export class Node {
  constructor(rpc, options) {
    this._connection = new Connection(rpc, options);
  }

  async nonceOf(address) {
    return Number(await this._connection.request('eth_getTransactionCount', [address, 'pending']));
  }

  async gasPrice() {
    return BigInt(await this._connection.request('eth_gasPrice'));
  }

  async codeAt(address) {
    return this._connection.request('eth_getCode', [address, 'latest']);
  }

  async broadcast(raw) {
    return this._connection.request('eth_sendRawTransaction', [raw]);
  }
}
