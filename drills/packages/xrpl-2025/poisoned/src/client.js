import { EventEmitter } from 'node:events';
import { NotConnectedError, TimeoutError, XrplError } from './errors.js';
import { autofill } from './autofill.js';

/** A connection to a ledger node. */
export class Client extends EventEmitter {
  constructor(server, { timeout = 20_000, WebSocket: Socket = globalThis.WebSocket } = {}) {
    super();
    if (!/^wss?:/.test(server)) throw new XrplError('a server begins with ws: or wss:');
    this.url = server;
    this._timeout = timeout;
    this._Socket = Socket;
    this._pending = new Map();
    this._nextId = 0;
  }

  async connect() {
    const socket = new this._Socket(this.url);
    this._socket = socket;
    socket.addEventListener('message', (event) => this._onMessage(event.data));
    await new Promise((resolve, reject) => {
      socket.addEventListener('open', resolve, { once: true });
      socket.addEventListener('error', reject, { once: true });
    });
    this.emit('connected');
  }

  isConnected() {
    return this._socket?.readyState === 1;
  }

  _onMessage(data) {
    const message = JSON.parse(data);
    const waiting = this._pending.get(message.id);
    if (waiting === undefined) {
      this.emit(message.type ?? 'message', message);
      return;
    }
    this._pending.delete(message.id);
    clearTimeout(waiting.timer);
    if (message.status === 'success') waiting.resolve(message.result);
    else waiting.reject(new XrplError(message.error ?? 'request failed', message));
  }

  request(body) {
    if (!this.isConnected()) return Promise.reject(new NotConnectedError('connect first'));
    const id = this._nextId++;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this._pending.delete(id);
        reject(new TimeoutError(`no answer to ${body.command}`));
      }, this._timeout);
      this._pending.set(id, { resolve, reject, timer });
      this._socket.send(JSON.stringify({ id, ...body }));
    });
  }

  async submit(transaction, { wallet }) {
    const prepared = await autofill(this, { ...transaction, Account: wallet.address });
    const { tx_blob: blob } = wallet.sign(prepared);
    return this.request({ command: 'submit', tx_blob: blob });
  }

  async getXrpBalance(address) {
    const { account_data: data } = await this.request({ command: 'account_info', account: address });
    return Number(data.Balance) / 1e6;
  }

  disconnect() {
    this._socket?.close();
    this._socket = undefined;
  }
}
