/** Notifications over a WebSocket, by subscription id. */
export class Subscriptions {
  constructor(endpoint, { WebSocket: Socket = globalThis.WebSocket } = {}) {
    this._endpoint = endpoint.replace(/^http/, 'ws');
    this._Socket = Socket;
    this._waiting = new Map();
    this._listeners = new Map();
    this._socket = undefined;
    this._nextId = 1;
  }

  _open() {
    if (this._socket !== undefined) return this._socket;
    const socket = new this._Socket(this._endpoint);
    socket.addEventListener('message', (event) => this._receive(JSON.parse(event.data)));
    socket.addEventListener('close', () => (this._socket = undefined));
    this._socket = socket;
    return socket;
  }

  subscribe(method, params, listener) {
    const id = this._nextId++;
    const socket = this._open();
    const message = JSON.stringify({ jsonrpc: '2.0', id, method, params });
    this._waiting.set(id, listener);
    if (socket.readyState === 1) socket.send(message);
    else socket.addEventListener('open', () => socket.send(message), { once: true });
    return id;
  }

  _receive(message) {
    if (message.id !== undefined) {
      this._listeners.set(message.result, this._waiting.get(message.id));
      this._waiting.delete(message.id);
      return;
    }
    this._listeners.get(message.params?.subscription)?.(message.params.result);
  }

  close() {
    this._socket?.close();
  }
}
