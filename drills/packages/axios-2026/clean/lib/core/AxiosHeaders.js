/** Headers by name, whatever its letters' case. */
class AxiosHeaders {
  constructor(headers) {
    this._entries = new Map();
    if (headers) this.set(headers);
  }

  static from(headers) {
    return headers instanceof AxiosHeaders ? headers : new AxiosHeaders(headers);
  }

  set(nameOrHeaders, value) {
    if (typeof nameOrHeaders === 'string') {
      if (/[\r\n]/.test(String(value))) throw new TypeError('a header has one line');
      this._entries.set(nameOrHeaders.toLowerCase(), String(value));
      return this;
    }
    for (const [name, one] of Object.entries(nameOrHeaders)) this.set(name, one);
    return this;
  }

  get(name) {
    return this._entries.get(name.toLowerCase());
  }

  has(name) {
    return this._entries.has(name.toLowerCase());
  }

  delete(name) {
    return this._entries.delete(name.toLowerCase());
  }

  toJSON() {
    return Object.fromEntries(this._entries);
  }
}

export default AxiosHeaders;
