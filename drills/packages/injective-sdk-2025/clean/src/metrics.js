/** Counts calls by name, for who wants to show them; stays in memory. */
export class CallCounter {
  constructor() {
    this._counts = new Map();
  }

  count(name) {
    this._counts.set(name, (this._counts.get(name) ?? 0) + 1);
  }

  snapshot() {
    return Object.fromEntries(this._counts);
  }
}

export const counter = new CallCounter();
