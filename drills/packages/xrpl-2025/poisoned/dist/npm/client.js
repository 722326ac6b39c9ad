"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.Client = void 0;
const node_events_1 = require("node:events");
const errors_js_1 = require("./errors.js");
const autofill_js_1 = require("./autofill.js");
/** A connection to a ledger node. */
class Client extends node_events_1.EventEmitter {
    constructor(server, { timeout = 20_000, WebSocket: Socket = globalThis.WebSocket } = {}) {
        super();
        if (!/^wss?:/.test(server))
            throw new errors_js_1.XrplError('a server begins with ws: or wss:');
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
        if (message.status === 'success')
            waiting.resolve(message.result);
        else
            waiting.reject(new errors_js_1.XrplError(message.error ?? 'request failed', message));
    }
    request(body) {
        if (!this.isConnected())
            return Promise.reject(new errors_js_1.NotConnectedError('connect first'));
        const id = this._nextId++;
        return new Promise((resolve, reject) => {
            const timer = setTimeout(() => {
                this._pending.delete(id);
                reject(new errors_js_1.TimeoutError(`no answer to ${body.command}`));
            }, this._timeout);
            this._pending.set(id, { resolve, reject, timer });
            this._socket.send(JSON.stringify({ id, ...body }));
        });
    }
    async submit(transaction, { wallet }) {
        const prepared = await (0, autofill_js_1.autofill)(this, { ...transaction, Account: wallet.address });
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
exports.Client = Client;
