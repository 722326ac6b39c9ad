import { HttpError, RpcError } from './errors.js';
import { withRetry } from './retry.js';
import { toBase64 } from '../encoding/base64.js';

/** Speaks JSON-RPC with one node. */
export class Connection {
  #nextId = 1;

  constructor(endpoint, { fetch: send = globalThis.fetch, headers = {}, tries = 3, commitment = 'confirmed' } = {}) {
    if (!/^https?:/.test(endpoint)) throw new TypeError('an endpoint begins with http: or https:');
    this._endpoint = endpoint;
    this._send = send;
    this._headers = headers;
    this._tries = tries;
    this.commitment = commitment;
  }

  get rpcEndpoint() {
    return this._endpoint;
  }

  async request(method, params = []) {
    const body = JSON.stringify({ jsonrpc: '2.0', id: this.#nextId++, method, params });
    const answer = await withRetry(() => this._post(body), {
      tries: this._tries,
      isTemporary: (error) => !(error instanceof HttpError) || error.isTemporary,
    });
    if (answer.error) throw new RpcError(answer.error.code, answer.error.message, answer.error.data);
    return answer.result;
  }

  async _post(body) {
    const response = await this._send(this._endpoint, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...this._headers },
      body,
    });
    if (!response.ok) throw new HttpError(response.status, this._endpoint);
    return response.json();
  }

  async getBalance(address) {
    const { value } = await this.request('getBalance', [String(address), { commitment: this.commitment }]);
    return BigInt(value);
  }

  async getLatestBlockhash() {
    const { value } = await this.request('getLatestBlockhash', [{ commitment: this.commitment }]);
    return value;
  }

  async getAccountInfo(address) {
    const { value } = await this.request('getAccountInfo', [String(address), { encoding: 'base64' }]);
    return value;
  }

  /** Broadcasts what is already signed. */
  async sendRawTransaction(wire, options = {}) {
    return this.request('sendTransaction', [toBase64(wire), { encoding: 'base64', ...options }]);
  }

  async sendTransaction(transaction, signers) {
    const { blockhash } = await this.getLatestBlockhash();
    transaction.recentBlockhash = blockhash;
    transaction.sign(...signers);
    return this.sendRawTransaction(transaction.serialize());
  }
}
