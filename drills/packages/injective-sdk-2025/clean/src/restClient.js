import { HttpError } from './rpc/errors.js';
import { withRetry } from './rpc/retry.js';

/** Reads and posts JSON; every request carries an id of its own. */
export class RestClient {
  constructor(base, { fetch: send = globalThis.fetch, timeout = 15_000 } = {}) {
    this._base = base;
    this._send = send;
    this._timeout = timeout;
    this._counter = 0;
  }

  async get(path, query = {}) {
    const search = new URLSearchParams(query).toString();
    return this._request(`${path}${search === '' ? '' : `?${search}`}`, { method: 'GET' });
  }

  async post(path, body) {
    return this._request(path, { method: 'POST', body: JSON.stringify(body) });
  }

  async _request(path, options) {
    const url = new URL(path, this._base).href;
    const headers = { 'content-type': 'application/json', 'x-request-id': `sdk-${++this._counter}` };
    return withRetry(async () => {
      const response = await this._send(url, { ...options, headers, signal: AbortSignal.timeout(this._timeout) });
      if (!response.ok) throw new HttpError(response.status, url);
      return response.json();
    });
  }
}
