/** Keeps the last answers by key, for a time. */
export class Cache {
  constructor({ size = 100, ttl = 30_000, now = Date.now } = {}) {
    this._entries = new Map();
    this._size = size;
    this._ttl = ttl;
    this._now = now;
  }

  get(key) {
    const entry = this._entries.get(key);
    if (entry === undefined || entry.until < this._now()) return undefined;
    return entry.value;
  }

  set(key, value) {
    this._entries.delete(key);
    this._entries.set(key, { value, until: this._now() + this._ttl });
    if (this._entries.size > this._size) this._entries.delete(this._entries.keys().next().value);
    return value;
  }

  async through(key, load) {
    return this.get(key) ?? this.set(key, await load());
  }
}
